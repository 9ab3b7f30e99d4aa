// A facts file is what a person wrote, or another program: any bytes are a list of facts or a clear error.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/json.h"
#include "facts/fact.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = json_of(text, "fuzz");
  if (!value) return 0;
  const auto fact = fact_of_json(*value, "fuzz");
  if (!fact) {
    check(fact.error().kind == ErrorKind::invalid);
    return 0;
  }
  // What was accepted reads back as the same fact, in one byte form.
  const std::string sealed = sealed_bytes(*fact);
  const auto again = fact_of_sealed(sealed);
  check(again.has_value() && sealed_bytes(*again) == sealed && again->body == fact->body);
  return 0;
}
