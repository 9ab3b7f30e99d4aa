// A stranger's mail, read within small limits: an answer or a refusal, never text that is no UTF-8, never more parts
// than were allowed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "adapters/mime_mail/mime_mail.h"
#include "base/check.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto format = tocsin::mime_mail();
  const tocsin::ports::MailLimits limits{.bytes = 1 << 20, .parts = 40, .depth = 6, .header_bytes = 16 << 10};
  const auto mail = format->read({reinterpret_cast<const char*>(data), size}, limits);
  if (!mail) return 0;
  tocsin::check(tocsin::is_utf8(mail->text) && tocsin::is_utf8(mail->head.subject) && tocsin::is_utf8(mail->head.from.name));
  tocsin::check(mail->attachments.size() <= limits.parts);
  return 0;
}
