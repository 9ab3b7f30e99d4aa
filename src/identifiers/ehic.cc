// The European Health Insurance Card's number: 80, the country as a number, ten digits of issuer and card holder.
// Law: Decision S2 of the Administrative Commission. Issuers use the last digit differently, so the form decides.
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

struct NumberedCountry {
  std::string_view number, country;  // ISO 3166-1 numeric, alpha-2
};
constexpr NumberedCountry countries[] = {{"040", "AT"}, {"056", "BE"}, {"100", "BG"}, {"191", "HR"}, {"196", "CY"}, {"203", "CZ"}, {"208", "DK"},
                                         {"233", "EE"}, {"246", "FI"}, {"250", "FR"}, {"276", "DE"}, {"300", "GR"}, {"348", "HU"}, {"352", "IS"},
                                         {"372", "IE"}, {"380", "IT"}, {"428", "LV"}, {"438", "LI"}, {"440", "LT"}, {"442", "LU"}, {"470", "MT"},
                                         {"528", "NL"}, {"578", "NO"}, {"616", "PL"}, {"620", "PT"}, {"642", "RO"}, {"703", "SK"}, {"705", "SI"},
                                         {"724", "ES"}, {"752", "SE"}, {"756", "CH"}, {"826", "GB"}};

}  // namespace

Look ehic(const Value& value, const Reading&) {
  const std::string_view s = value.compact();
  if (s.size() != 20 || !value.digits_only() || !s.starts_with("80")) return {};
  for (const NumberedCountry& row : countries)
    if (row.number == s.substr(2, 3)) return by_shape(row.country);
  return {};
}

}  // namespace tocsin::identifiers
