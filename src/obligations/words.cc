#include "obligations/words.h"

namespace tocsin {

Result<ObligationWords> ObligationWords::in(std::string_view language) {
  TRY(texts, Words::in(language, "obligations"));
  ObligationWords words;
  words.words_ = texts;
  return words;
}

std::string ObligationWords::text(std::string_view section, std::string_view id) const {
  const std::string whole = std::string(section) + "." + std::string(id);
  return words_.has(whole) ? words_(whole) : std::string(id);
}

}  // namespace tocsin
