#include "obligations/words.h"

#include <fmt/format.h>

#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin {

Result<ObligationWords> ObligationWords::in(std::string_view language) {
  const std::string file = fmt::format("texts/obligations.{}.toml", language);
  const auto toml = resource(file);
  if (!toml) return failure(ErrorKind::not_found, fmt::format("there are no texts in \"{}\"", language), file, "languages: en de fr");
  TRY(value, toml_of(*toml, file));
  ObligationWords words;
  for (const auto& [section, entries] : value.as_object()) {
    if (!entries.is_object()) return failure(ErrorKind::invalid, "a section of texts is expected", file);
    for (const auto& [id, text] : entries.get_object())
      words.texts_[fmt::format("{}.{}", std::string_view(section), std::string_view(id))] = text.is_string() ? std::string(text.get_string()) : "";
  }
  return words;
}

std::string ObligationWords::text(std::string_view section, std::string_view id) const {
  const auto found = texts_.find(fmt::format("{}.{}", section, id));
  return found == texts_.end() ? std::string(id) : found->second;
}

}  // namespace tocsin
