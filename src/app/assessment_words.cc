#include "app/assessment_words.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin::app {

Result<AssessmentWords> AssessmentWords::in(std::string_view language) {
  const std::string name = fmt::format("texts/{}/assessment.toml", language);
  const auto text = resource(name);
  if (!text) return failure(ErrorKind::not_found, "there are no texts for an assessment in this language", name, "choose en, fr or de");
  TRY(value, toml_of(*text, name));
  AssessmentWords words;
  for (const auto& section : value.as_object())
    for (const auto& entry : section.value().as_object())
      words.texts_[fmt::format("{}.{}", std::string_view(section.key()), std::string_view(entry.key()))] = std::string_view(entry.value().as_string());
  return words;
}

bool AssessmentWords::has(std::string_view section, std::string_view code) const { return texts_.contains(fmt::format("{}.{}", section, code)); }

std::string_view AssessmentWords::text(std::string_view section, std::string_view code) const {
  const auto found = texts_.find(fmt::format("{}.{}", section, code));
  check(found != texts_.end());
  return found->second;
}

}  // namespace tocsin::app
