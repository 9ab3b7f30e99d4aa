// What people read for a duty, its state and its reasons.
//
// Way:    texts/<language>/obligations.toml -> [here] -> cli/due_command, documents, web
// Pure.

#pragma once

#include <string>
#include <string_view>

#include "obligations/obligations.h"
#include "words/words.h"

namespace tocsin {

class ObligationWords {
 public:
  static Result<ObligationWords> in(std::string_view language);  // not_found: languages there are

  std::string obligation(std::string_view name) const { return text("obligation", name); }
  std::string state(ObligationState state) const { return text("state", name_of(state)); }
  std::string because(Because because) const { return text("because", name_of(because)); }

 private:
  std::string text(std::string_view section, std::string_view id) const;  // the id itself where a pack brings a new one
  Words words_;
};

}  // namespace tocsin
