#include "app/identify.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"
#include "identifiers/countries.h"

namespace tocsin {

Result<IdentifyOptions> identify_options(std::optional<std::string> country, std::optional<std::string> key_hex) {
  IdentifyOptions options;
  if (country) {
    for (char& c : *country) c = identifiers::upper(c);
    options.country = identifiers::country_of(*country);
    if (options.country.empty()) return failure(ErrorKind::invalid, "this is no country", "--country", "give two letters of ISO 3166-1: LU, FR, DE");
  }
  if (key_hex) {
    auto key = bytes_of_hex(*key_hex);
    if (!key || key->empty())
      return failure(ErrorKind::invalid, "the key is not written in hex", "--key-hex", "give an even number of hex digits: openssl rand -hex 32");
    options.key = std::move(*key);
  }
  return options;
}

IdentifiedValue identify(std::string_view value, const IdentifyOptions& options) {
  const identifiers::Reading reading{.country = options.country};
  IdentifiedValue answer{std::string(value), masked(value), {}};
  for (const identifiers::Match& match : identifiers::kinds_of(value, reading)) {
    IdentifiedKind kind{match, identifiers::normal_form(match.kind, value, reading), {}};
    if (options.key && kind.normal_form) kind.normal_form_hash = hex(hmac_sha256(*options.key, *kind.normal_form));
    answer.kinds.push_back(std::move(kind));
  }
  return answer;
}

}  // namespace tocsin
