#include "adapters/mime_mail/mime_mail.h"

#include "adapters/mime_mail/gmime.h"

namespace tocsin {
namespace {

class MimeMail : public ports::MailFormat {
 public:
  Result<std::string> plain(const ports::Mail& mail) override { return mime::write_plain(mail); }
  Result<std::string> payload(const ports::Mail& mail, std::string_view outer_subject) override { return mime::write_payload(mail, outer_subject); }
  Result<std::string> encrypted(const ports::MailHead& head, std::string_view openpgp_message) override { return mime::write_encrypted(head, openpgp_message); }
  Result<ports::ReadMail> read(std::string_view bytes, const ports::MailLimits& limits) override { return mime::read(bytes, limits); }
};

}  // namespace

std::unique_ptr<ports::MailFormat> mime_mail() {
  mime::ready();
  return std::make_unique<MimeMail>();
}

}  // namespace tocsin
