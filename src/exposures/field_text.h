// The bytes of a field as text, whatever the file's encoding.
//
// Holds:  a field that is not in the file's encoding is read as Windows-1252 and counted; one with a NUL is at
//         fault. The text of a row lives until the next row begins.

#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "exposures/encoding.h"
#include "exposures/rows.h"

namespace tocsin {

class FieldText {
 public:
  // UTF-16 must have become UTF-8 before.
  FieldText(Encoding encoding, ReadNotes& notes) : encoding_(encoding), notes_(notes) {}

  void begin_row() { used_ = 0; }
  std::string_view of(std::string_view bytes, RowFault& fault);

 private:
  Encoding encoding_;
  ReadNotes& notes_;
  std::deque<std::string> made_;  // a deque, so that views into it stay
  std::size_t used_ = 0;
};

}  // namespace tocsin
