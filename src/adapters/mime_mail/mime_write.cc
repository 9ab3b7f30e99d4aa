// Writing. GMime draws part boundaries at random and takes the clock where it is told nothing, so it is told everything.

#include <fmt/format.h>

#include <algorithm>

#include "adapters/mime_mail/gmime.h"
#include "base/digest.h"
#include "base/text.h"

namespace tocsin::mime {
namespace {

using ports::Attachment;
using ports::Mail;
using ports::Mailbox;
using ports::MailHead;

constexpr std::size_t payload_step = 64 << 10;
constexpr std::size_t padding_line = 76;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_header_text(std::string_view text) {
  return is_utf8(text) && text.size() <= 900 && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// addr-spec as mail systems take it: no comments, no quoting, no folding.
bool is_address(std::string_view text) {
  const std::size_t sign = text.find('@');
  if (sign == std::string_view::npos || sign == 0 || sign + 1 == text.size() || text.size() > 254) return false;
  const auto local = [](char c) { return is_letter_or_digit(c) || std::string_view("!#$%&'*+/=?^_`{|}~.-").find(c) != std::string_view::npos; };
  const auto domain = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; };
  return std::ranges::all_of(text.substr(0, sign), local) && std::ranges::all_of(text.substr(sign + 1), domain);
}

bool is_media_type(std::string_view text) {
  const auto token = [](char c) { return is_letter_or_digit(c) || std::string_view("!#$&-^_.+").find(c) != std::string_view::npos; };
  const auto parts = split(text, '/');
  return parts.size() == 2 && std::ranges::all_of(parts, [&](std::string_view part) { return !part.empty() && std::ranges::all_of(part, token); });
}

std::unexpected<Error> bad(std::string_view field) {
  return failure(ErrorKind::invalid, "a mail field holds what does not belong there (a line break, a control sign, or no address)", std::string(field),
                 "see where this field comes from");
}

Result<void> check_head(const MailHead& head) {
  if (!is_address(head.from.address) || !is_header_text(head.from.name)) return bad("From");
  if (head.to.empty()) return bad("To");
  for (const Mailbox& to : head.to)
    if (!is_address(to.address) || !is_header_text(to.name)) return bad("To");
  if (!is_header_text(head.subject)) return bad("Subject");
  if (!is_address(head.message_id)) return bad("Message-ID");
  if (head.language.size() > 35 || !std::ranges::all_of(head.language, [](char c) { return is_letter_or_digit(c) || c == '-'; }))
    return bad("Content-Language");
  return {};
}

Result<void> check_mail(const Mail& mail) {
  TRY_DO(check_head(mail.head));
  if (!is_utf8(mail.text) || mail.text.find('\0') != std::string::npos) return bad("text");
  for (const Attachment& attachment : mail.attachments)
    if (!is_header_text(attachment.file_name) || attachment.file_name.empty() || !is_media_type(attachment.type)) return bad("attachment");
  return {};
}

void add_mailbox(GMimeMessage* message, GMimeAddressType type, const Mailbox& mailbox) {
  const Ref<InternetAddress> address(internet_address_mailbox_new(mailbox.name.empty() ? nullptr : mailbox.name.c_str(), mailbox.address.c_str()));
  internet_address_set_charset(address.get(), "utf-8");
  internet_address_list_add(g_mime_message_get_addresses(message, type), address.get());
}

Ref<GMimeMessage> message_of(const MailHead& head) {
  Ref<GMimeMessage> message(g_mime_message_new(TRUE));
  add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, head.from);
  for (const Mailbox& to : head.to) add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, to);
  g_mime_message_set_subject(message.get(), head.subject.c_str(), "utf-8");
  GDateTime* date = g_date_time_new_from_unix_utc(std::chrono::floor<std::chrono::seconds>(head.date).time_since_epoch().count());
  g_mime_message_set_date(message.get(), date);
  g_date_time_unref(date);
  g_mime_message_set_message_id(message.get(), head.message_id.c_str());
  const auto field = [&](const char* name, const std::string& text) { g_mime_object_append_header(GMIME_OBJECT(message.get()), name, text.c_str(), "utf-8"); };
  if (head.automatic) field("Auto-Submitted", "auto-generated");
  if (!head.language.empty()) field("Content-Language", head.language);
  return message;
}

Ref<GMimePart> part_of(std::string_view type, std::string_view bytes, GMimeContentEncoding encoding) {
  const auto words = split(type, '/');
  Ref<GMimePart> part(g_mime_part_new_with_type(std::string(words[0]).c_str(), std::string(words[1]).c_str()));
  const Ref<GMimeStream> stream = stream_of(bytes);
  const Ref<GMimeDataWrapper> content(g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), content.get());
  g_mime_part_set_content_encoding(part.get(), encoding);
  return part;
}

// Labelled here: GMime's own text part picks the smallest charset that fits, and would then be another one tomorrow.
Ref<GMimePart> text_part(std::string_view text) {
  Ref<GMimePart> part = part_of("text/plain", text, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
  return part;
}

void name_file(GMimePart* part, const char* disposition, const std::string& name) {
  g_mime_object_set_disposition(GMIME_OBJECT(part), disposition);
  g_mime_object_set_content_disposition_parameter(GMIME_OBJECT(part), "filename", name.c_str());
  GMimeParamList* parameters = g_mime_content_disposition_get_parameters(g_mime_object_get_content_disposition(GMIME_OBJECT(part)));
  g_mime_param_set_charset(g_mime_param_list_get_parameter(parameters, "filename"), "utf-8");
}

Ref<GMimeMultipart> multipart(const char* subtype, std::string_view message_id) {
  Ref<GMimeMultipart> made(g_mime_multipart_new_with_subtype(subtype));
  const std::string boundary = "=_" + hex(sha256_of_parts({"boundary", subtype, message_id})).substr(0, 40);
  g_mime_multipart_set_boundary(made.get(), boundary.c_str());
  return made;
}

template <class T>
void add(GMimeMultipart* to, const Ref<T>& part) {
  g_mime_multipart_add(to, GMIME_OBJECT(part.get()));
}

Ref<GMimeMultipart> mixed(const Mail& mail) {
  Ref<GMimeMultipart> parts = multipart("mixed", mail.head.message_id);
  add(parts.get(), text_part(mail.text));
  for (const Attachment& attachment : mail.attachments) {
    const Ref<GMimePart> part = part_of(attachment.type, attachment.bytes, GMIME_CONTENT_ENCODING_BASE64);
    name_file(part.get(), "attachment", attachment.file_name);
    add(parts.get(), part);
  }
  return parts;
}

std::string written(GMimeMessage* message) {
  GMimeFormatOptions* options = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  const Ref<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_object_write_to_stream(GMIME_OBJECT(message), options, memory.get());
  g_mime_format_options_free(options);
  return bytes_in(memory.get());
}

// Blanks behind the last boundary, which readers skip.
void fill_up(std::string& payload) {
  std::size_t missing = (payload_step - payload.size() % payload_step) % payload_step;
  if (missing == 1) missing += payload_step;
  while (missing > 0) {
    std::size_t line = std::min(missing, padding_line);
    if (missing - line == 1) --line;
    payload.append(line - 2, ' ').append("\r\n");
    missing -= line;
  }
}

}  // namespace

Result<std::string> write_plain(const Mail& mail) {
  ready();
  TRY_DO(check_mail(mail));
  const Ref<GMimeMessage> message = message_of(mail.head);
  if (mail.attachments.empty()) {
    const Ref<GMimePart> text = text_part(mail.text);
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(text.get()));
  } else {
    const Ref<GMimeMultipart> parts = mixed(mail);
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(parts.get()));
  }
  return written(message.get());
}

Result<std::string> write_payload(const Mail& mail, std::string_view outer_subject) {
  ready();
  TRY_DO(check_mail(mail));
  if (!is_header_text(outer_subject)) return bad("Subject");
  const Ref<GMimeMessage> message = message_of(mail.head);
  // RFC 9788: the header inside is the true one; HP-Outer says what the outer one shows instead.
  g_mime_object_append_header(GMIME_OBJECT(message.get()), "HP-Outer", fmt::format("Subject: {}", outer_subject).c_str(), "utf-8");
  const Ref<GMimeMultipart> parts = mixed(mail);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(parts.get()), "hp", "cipher");
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(parts.get()));
  std::string payload = written(message.get());
  fill_up(payload);
  return payload;
}

Result<std::string> write_encrypted(const MailHead& head, std::string_view openpgp_message) {
  ready();
  TRY_DO(check_head(head));
  if (!openpgp_message.starts_with("-----BEGIN PGP MESSAGE-----"))
    return failure(ErrorKind::invalid, "only an armored OpenPGP message travels as encrypted mail", "OpenPGP message");
  const Ref<GMimeMessage> message = message_of(head);
  const Ref<GMimeMultipart> parts = multipart("encrypted", head.message_id);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(parts.get()), "protocol", "application/pgp-encrypted");
  add(parts.get(), part_of("application/pgp-encrypted", "Version: 1\n", GMIME_CONTENT_ENCODING_7BIT));
  const Ref<GMimePart> sealed = part_of("application/octet-stream", openpgp_message, GMIME_CONTENT_ENCODING_7BIT);
  name_file(sealed.get(), "inline", "encrypted.asc");
  add(parts.get(), sealed);
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(parts.get()));
  return written(message.get());
}

}  // namespace tocsin::mime
