// What every reader of a format is to those who feed it.
#pragma once

#include <cstdint>
#include <string_view>

#include "exposures/rows.h"

namespace tocsin {

class StreamReader {
 public:
  virtual ~StreamReader() = default;
  virtual bool add(std::string_view bytes) = 0;  // false: enough, or a failure; finish() says which
  virtual ReadFailure finish() = 0;

  // For samples of several places. A reader that can jump stops after `rows_wanted` rows of each place; after a jump,
  // what follows comes from further on in the file, perhaps from inside a row.
  virtual bool can_jump() const { return false; }
  virtual void pause_after(std::uint64_t /*rows_wanted*/) {}
  virtual void jump(std::uint64_t /*rows_wanted*/) {}
};

}  // namespace tocsin
