#include "cli/said_error.h"

#include "words/error_words.h"

namespace tocsin::cli {

// Without its texts an error is still said, in English.
Error said(const Error& error, std::string_view language) {
  const auto words = ErrorWords::in(language);
  return words ? words->said(error) : error;
}

std::string said_finding(std::string_view english, std::string_view language) {
  const auto words = ErrorWords::in(language);
  return words ? words->said(english) : std::string(english);
}

json::value json_of_error(const Error& error, std::string_view language) {
  const auto words = ErrorWords::in(language);
  const std::string id = words ? words->id_of(error.what) : "";
  const Error told = words ? words->said(error) : error;
  return {{"error",
           {{"kind", name_of(told.kind)},
            {"id", id.empty() ? json::value(nullptr) : json::value(id)},
            {"what", told.what},
            {"where", told.where},
            {"remedy", told.remedy}}}};
}

}  // namespace tocsin::cli
