// A filled form that was stored or sent: reading it says yes or says where it is wrong; what was read can be
// checked, and written again without a change where its answers have the right types.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "documents/forms/filled_form.h"
#include "documents/forms/form_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tocsin::FormPack pack = *tocsin::shipped_form("edpb-1.0");
  const auto form = tocsin::json_of({reinterpret_cast<const char*>(data), size}, "form");
  if (!form) return 0;
  const auto answers = tocsin::answers_of_form(pack, *form, "form");
  if (!answers) return 0;
  const tocsin::FormReport report = tocsin::check_form(pack, *answers);
  if (!report.may_be_sent()) return 0;
  const auto again = tocsin::answers_of_form(pack, tocsin::filled_form(pack, *answers), "again");
  tocsin::check(again.has_value() && tocsin::filled_form(pack, *again) == tocsin::filled_form(pack, *answers));
  return 0;
}
