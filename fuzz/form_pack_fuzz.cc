// A form pack from anywhere: loading it says yes or says where it is wrong; what was loaded can be asked.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "documents/forms/form_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
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
