#include "app/assessment_words.h"

#include "base/check.h"

namespace tocsin::app {
namespace {

std::string id_of(std::string_view section, std::string_view code) { return std::string(section) + "." + std::string(code); }

}  // namespace

Result<AssessmentWords> AssessmentWords::in(std::string_view language) {
  TRY(texts, Words::in(language, "assessment"));
  AssessmentWords words;
  words.words_ = texts;
  return words;
}

bool AssessmentWords::has(std::string_view section, std::string_view code) const { return words_.has(id_of(section, code)); }

std::string AssessmentWords::text(std::string_view section, std::string_view code) const {
  check(has(section, code));
  return words_(id_of(section, code));
}

}  // namespace tocsin::app
