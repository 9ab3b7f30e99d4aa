// The words for an assessment's codes in one language.
//
// Way:   texts/<language>/assessment.toml -> [here] -> cli/, api/, documents
// Holds: every code has words in every language; the test walks them all

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "words/words.h"

namespace tocsin::app {

class AssessmentWords {
 public:
  static Result<AssessmentWords> in(std::string_view language);  // "en", "fr", "de"

  // REQUIRES: a code of `section`: because, would_change, evidence, flag, answer, risk, band, page
  std::string text(std::string_view section, std::string_view code) const;
  bool has(std::string_view section, std::string_view code) const;

 private:
  Words words_;
};

}  // namespace tocsin::app
