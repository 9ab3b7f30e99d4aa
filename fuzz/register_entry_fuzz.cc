// The bytes of a register entry: both readers must take the same, and only what prints back as the same bytes.

#include "base/check.h"
#include "register/entry.h"
#include "verify/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto ours = entry_of(bytes);
  const auto theirs = verify::entry_of(bytes);
  check(ours.has_value() == theirs.has_value());
  if (!ours) return 0;
  check(bytes_of(*ours).value() == bytes);
  check(ours->seq == theirs->seq && ours->type == theirs->type && ours->fields.size() == theirs->fields.size());
  return 0;
}
