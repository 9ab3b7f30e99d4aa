// What can this value be? Kinds, right or wrong, and a keyed fingerprint; never the value itself unless asked.
//
// Way:    values from a person or a pipe -> identifiers/ -> [here] -> cli/identify_command, api
// Pure.   No store. The fingerprint is HMAC-SHA-256 of the normal form: an identifier has so few possible values
//         that a hash without a key could be reversed by trying them all.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "identifiers/identifiers.h"

namespace tocsin {

struct IdentifyOptions {
  std::string country;             // upper-case ISO code; empty: all
  std::optional<std::string> key;  // bytes; none: no fingerprints
};

struct IdentifiedKind {
  identifiers::Match match;
  std::optional<std::string> normal_form;
  std::optional<std::string> normal_form_hash;  // 64 lower-case hex digits
};

struct IdentifiedValue {
  std::string value;
  std::string value_masked;
  std::vector<IdentifiedKind> kinds;
};

// `country` in any case, `key_hex` of any even number of hex digits but none; both may be absent.
Result<IdentifyOptions> identify_options(std::optional<std::string> country, std::optional<std::string> key_hex);

IdentifiedValue identify(std::string_view value, const IdentifyOptions& options);

}  // namespace tocsin
