// TOML from anywhere: it becomes JSON or is refused; nothing in it may confuse the library behind.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/toml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = tocsin::toml_of({reinterpret_cast<const char*>(data), size}, "fuzz");
  (void)value;
  return 0;
}
