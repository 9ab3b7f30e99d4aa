// Templates of notices, and values from anywhere: a template is refused or renders, a value is never read again.

#include "base/check.h"
#include "notices/notice_texts.h"
#include "notices/template.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tocsin;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  TemplateValues values;
  for (const std::string_view name : notice_names().texts) values.texts.emplace(name, bytes);
  for (const std::string_view name : notice_names().conditions) values.conditions.emplace(name);

  const std::string cleaned = cleaned_value(bytes);
  check(cleaned.find_first_of("\r\n\t") == std::string::npos);
  check(cleaned_value(cleaned) == cleaned);
  static const Template hole = Template::of("((recipient))", notice_names(), "fuzz").value();
  check(hole.render_plain(values) == cleaned);

  if (const auto made = Template::of(bytes, notice_names(), "fuzz")) {
    made->render(values);
    made->render({});
  }
  return 0;
}
