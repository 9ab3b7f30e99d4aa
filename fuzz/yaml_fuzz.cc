// A file of cases is a stranger's YAML: any bytes are a bounded JSON value or a clear error.
#include <cstdint>
#include <string_view>

#include "adapters/yaml_file/yaml_file.h"
#include "app/assess.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  const auto value = yaml_of({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!value) return 0;
  const auto report = app::assess_cases(*value, "fuzz");
  (void)report;
  return 0;
}
