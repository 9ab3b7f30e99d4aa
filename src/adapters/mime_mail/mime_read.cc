// Reading strangers' mail. Limits are checked before GMime sees the bytes, because its parser recurses into parts.

#include <fmt/format.h>

#include <algorithm>

#include "adapters/mime_mail/gmime.h"
#include "base/text.h"

namespace tocsin::mime {
namespace {

using ports::MailLimits;
using ports::ReadMail;

std::unexpected<Error> refused(std::string what) {
  return failure(ErrorKind::invalid, std::move(what), "mail", "look at the message in a mail program, on a machine that holds nothing else");
}

// Every part needs a line of its own that names its type, so these lines bound the number and the depth of parts.
std::size_t count_type_lines(std::string_view bytes) {
  constexpr std::string_view word = "content-type";
  std::size_t count = 0;
  for (const std::string_view line : split(bytes, '\n'))
    if (line.size() > word.size() && lower_ascii(line.substr(0, word.size())) == word) ++count;
  return count;
}

std::size_t header_size(std::string_view bytes) { return std::min({bytes.find("\r\n\r\n"), bytes.find("\n\n"), bytes.size()}); }

// RFC 5322, 3.6: two of them, and two programs read two different mails.
Result<void> each_once(std::string_view header) {
  for (const std::string_view field : {"from:", "to:", "subject:", "date:", "message-id:", "content-type:"}) {
    int count = 0;
    for (const std::string_view line : split(header, '\n'))
      if (line.size() >= field.size() && lower_ascii(line.substr(0, field.size())) == field) ++count;
    if (count > 1) return refused(fmt::format("the header field {} stands there twice", field.substr(0, field.size() - 1)));
  }
  return {};
}

std::vector<ports::Mailbox> mailboxes(InternetAddressList* list) {
  std::vector<ports::Mailbox> boxes;
  for (int i = 0; list != nullptr && i < internet_address_list_length(list); ++i) {
    InternetAddress* address = internet_address_list_get_address(list, i);
    if (!INTERNET_ADDRESS_IS_MAILBOX(address)) continue;
    boxes.push_back({text_of(internet_address_get_name(address)), text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)))});
  }
  return boxes;
}

ports::MailHead head_of(GMimeMessage* message) {
  ports::MailHead head;
  const auto from = mailboxes(g_mime_message_get_from(message));
  if (!from.empty()) head.from = from.front();
  head.to = mailboxes(g_mime_message_get_to(message));
  head.subject = text_of(g_mime_message_get_subject(message));
  head.message_id = text_of(g_mime_message_get_message_id(message));
  if (GDateTime* date = g_mime_message_get_date(message); date != nullptr) head.date = Instant(std::chrono::seconds(g_date_time_to_unix(date)));
  return head;
}

bool is_type(GMimeObject* object, const char* type, const char* subtype) {
  GMimeContentType* content_type = g_mime_object_get_content_type(object);
  return content_type != nullptr && g_mime_content_type_is_type(content_type, type, subtype);
}

std::string type_of(GMimeObject* object) {
  GMimeContentType* content_type = g_mime_object_get_content_type(object);
  if (content_type == nullptr) return "application/octet-stream";
  char* name = g_mime_content_type_get_mime_type(content_type);
  std::string text = lower_ascii(text_of(name));
  g_free(name);
  return text;
}

class Reader {
 public:
  Reader(const MailLimits& limits, ReadMail& mail) : limits_(limits), mail_(mail) {}

  Result<void> take(GMimeObject* object, std::size_t depth) {
    if (object == nullptr) return {};
    if (depth > limits_.depth) return refused("the mail's parts are nested too deeply");
    if (++parts_ > limits_.parts) return refused("the mail has too many parts");
    if (GMIME_IS_MULTIPART(object)) return take_all(GMIME_MULTIPART(object), depth);
    if (GMIME_IS_MESSAGE_PART(object)) return keep_message(object);
    if (GMIME_IS_PART(object)) keep(GMIME_PART(object));
    return {};
  }

 private:
  Result<void> take_all(GMimeMultipart* multipart, std::size_t depth) {
    if (is_encrypted(multipart)) {
      if (depth != 0) return refused("an encrypted part inside other parts");  // what stands around it would look signed
      mail_.encrypted = content_of(GMIME_PART(g_mime_multipart_get_part(multipart, 1)));
      return {};
    }
    for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) TRY_DO(take(g_mime_multipart_get_part(multipart, i), depth + 1));
    return {};
  }

  // RFC 3156, 4: exactly the two parts.
  static bool is_encrypted(GMimeMultipart* multipart) {
    return is_type(GMIME_OBJECT(multipart), "multipart", "encrypted") && g_mime_multipart_get_count(multipart) == 2 &&
           is_type(g_mime_multipart_get_part(multipart, 0), "application", "pgp-encrypted") && GMIME_IS_PART(g_mime_multipart_get_part(multipart, 1));
  }

  void keep(GMimePart* part) {
    const bool plain = GMIME_IS_TEXT_PART(part) && is_type(GMIME_OBJECT(part), "text", "plain") && !g_mime_part_is_attachment(part);
    if (plain) {
      char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
      mail_.text += text_of(text);
      g_free(text);
      if (!mail_.text.empty() && !mail_.text.ends_with('\n')) mail_.text += '\n';
      return;
    }
    mail_.attachments.push_back({text_of(g_mime_part_get_filename(part)), type_of(GMIME_OBJECT(part)), content_of(part)});
  }

  Result<void> keep_message(GMimeObject* object) {
    const Ref<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_object_write_content_to_stream(object, nullptr, memory.get());
    mail_.attachments.push_back({"", "message/rfc822", bytes_in(memory.get())});
    return {};
  }

  const MailLimits& limits_;
  ReadMail& mail_;
  std::size_t parts_ = 0;
};

}  // namespace

Result<ReadMail> read(std::string_view bytes, const MailLimits& limits) {
  ready();
  if (bytes.empty()) return refused("an empty file is not a mail message");
  if (bytes.size() > limits.bytes) return refused(fmt::format("the mail has more than {} bytes", limits.bytes));
  const std::string_view header = bytes.substr(0, header_size(bytes));
  if (header.size() > limits.header_bytes) return refused("the mail's header is too long");
  if (count_type_lines(bytes) > limits.parts) return refused("the mail has too many parts");

  TRY_DO(each_once(header));

  const Ref<GMimeStream> stream = stream_of(bytes);
  const Ref<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Ref<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (message == nullptr) return refused("this is not a mail message");
  ReadMail mail;
  mail.head = head_of(message.get());
  TRY_DO(Reader(limits, mail).take(g_mime_message_get_mime_part(message.get()), 0));
  return mail;
}

}  // namespace tocsin::mime
