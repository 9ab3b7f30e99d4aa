// Any bytes as one value: every recogniser answers, and a normal form is its own normal form.
#include <cstdint>

#include "base/check.h"
#include "identifiers/identifiers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view country : {"", "FR", "NL", "LU"}) {
    for (const bool zeros_lost : {false, true}) {
      const identifiers::Reading reading{.country = country, .zeros_lost = zeros_lost};
      for (const identifiers::Match& match : identifiers::kinds_of(text, reading)) {
        const auto normal = identifiers::normal_form(match.kind, text, reading);
        if (!normal || match.kind == identifiers::Kind::date) continue;  // partial dates have a form that is no date
        check(identifiers::normal_form(match.kind, *normal, reading) == normal);
      }
    }
  }
  return 0;
}
