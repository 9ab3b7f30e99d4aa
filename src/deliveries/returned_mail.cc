#include "deliveries/returned_mail.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "deliveries/verp.h"

namespace tocsin {
namespace {

constexpr std::array<std::string_view, 6> names = {"failed", "delayed", "delivered", "complaint", "automatic", "unclear"};
constexpr std::size_t fields_max = 500, parts_max = 20, text_max = 16 << 10;

struct Field {
  std::string name, value;  // name in lower case; value unfolded
};

// Cuts the header off `bytes`: what is left is the body.
std::vector<Field> header_of(std::string_view& bytes) {
  std::vector<Field> fields;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') {
      if (!fields.empty() && fields.back().value.size() < text_max) fields.back().value += " " + std::string(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || fields.size() == fields_max) continue;
    fields.push_back({lower_ascii(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
  return fields;
}

std::string value_of(const std::vector<Field>& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? "" : found->value;
}

// The value of a parameter: `boundary` of `multipart/report; boundary="x"`.
std::string parameter_of(const std::string& value, std::string_view name) {
  const std::string lower = lower_ascii(value);
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    std::size_t begin = at + name.size();
    if (begin >= value.size() || value[begin] != '=') continue;
    ++begin;
    if (begin < value.size() && value[begin] == '"') return value.substr(begin + 1, value.find('"', begin + 1) - begin - 1);
    return value.substr(begin, value.find_first_of("; \t", begin) - begin);
  }
  return {};
}

// Our own address somewhere in the value of a field.
std::string own_address_in(std::string_view value) {
  const std::string lower = lower_ascii(value.substr(0, text_max));
  for (std::size_t at = 0; (at = lower.find("n+", at)) != std::string::npos; ++at) {
    const std::size_t end = std::min(value.find_first_of(" \t<>,;\"()", at), value.size());
    const std::string_view word = value.substr(at, end - at);
    const bool clean = word.size() <= 320 && std::ranges::all_of(word, [](char c) { return c > 0x20 && c < 0x7f; });
    if (clean && word.find('@') != std::string_view::npos && looks_like_bounce_address(word)) return lower_ascii(word);
  }
  return {};
}

std::string own_address_of(const std::vector<Field>& fields, std::initializer_list<std::string_view> where) {
  for (const std::string_view name : where)
    for (const Field& field : fields)
      if (field.name == name)
        if (std::string found = own_address_in(field.value); !found.empty()) return found;
  return {};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The first "4.x.y" or "5.x.y" that stands alone.
std::string status_in(std::string_view text) {
  for (std::size_t i = 0; i + 4 < text.size(); ++i) {
    if ((text[i] != '4' && text[i] != '5') || text[i + 1] != '.' || (i > 0 && (is_digit(text[i - 1]) || text[i - 1] == '.'))) continue;
    std::size_t end = i + 2;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == i + 2 || end - i > 5 || end >= text.size() || text[end] != '.') continue;
    const std::size_t detail = ++end;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == detail || end - detail > 3 || (end < text.size() && text[end] == '.')) continue;
    return std::string(text.substr(i, end - i));
  }
  return {};
}

// The parts between the boundary's lines, without going deeper.
std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  if (boundary.empty() || boundary.size() > 200) return parts;
  const std::string edge = "--" + boundary;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = body.find(edge); at != std::string_view::npos && parts.size() < parts_max; at = body.find(edge, at + edge.size())) {
    if (at != 0 && body[at - 1] != '\n') continue;
    if (begin != std::string_view::npos) parts.push_back(body.substr(begin, at - begin));
    const std::size_t end = body.find('\n', at);
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
  if (begin != std::string_view::npos && parts.size() < parts_max) parts.push_back(body.substr(std::min(begin, body.size())));  // cut off
  return parts;
}

ReturnKind kind_of_action(const std::string& action) {
  const std::string word = lower_ascii(trimmed(std::string_view(action).substr(0, action.find_first_of(" ;("))));
  if (word == "failed") return ReturnKind::failed;
  if (word == "delayed") return ReturnKind::delayed;
  if (word == "delivered" || word == "relayed" || word == "expanded") return ReturnKind::delivered;
  return ReturnKind::unclear;
}

// Groups of fields: one of the message, one of each recipient. We send to one alone; the worst news counts.
void read_delivery_status(std::string_view body, ReturnedMail& mail) {
  for (std::size_t groups = 0; !body.empty() && groups < 20; ++groups) {
    const std::vector<Field> fields = header_of(body);
    const ReturnKind kind = kind_of_action(value_of(fields, "action"));
    if (kind == ReturnKind::unclear || (mail.kind == ReturnKind::failed && kind != ReturnKind::failed)) continue;
    mail.kind = kind;
    const std::string status = status_in(value_of(fields, "status")), diagnosis = status_in(value_of(fields, "diagnostic-code"));
    const bool vague = status.empty() || status.ends_with(".0.0");
    mail.status = vague && !diagnosis.empty() ? diagnosis : status;
  }
}

void read_report(std::string_view body, const std::string& content_type, ReturnedMail& mail) {
  for (std::string_view part : parts_of(body, parameter_of(content_type, "boundary"))) {
    const std::string type = lower_ascii(value_of(header_of(part), "content-type"));
    if (type.starts_with("message/delivery-status") || type.starts_with("message/global-delivery-status")) {
      read_delivery_status(part, mail);
    } else if (type.starts_with("message/feedback-report")) {
      const std::vector<Field> fields = header_of(part);
      mail.kind = ReturnKind::complaint;
      if (mail.address.empty()) mail.address = own_address_of(fields, {"original-mail-from"});
    } else if (type.starts_with("message/rfc822") || type.starts_with("text/rfc822-headers") || type.starts_with("message/global-headers")) {
      const std::vector<Field> original = header_of(part);
      if (mail.address.empty()) mail.address = own_address_of(original, {"return-path", "x-original-from", "sender"});
    }
  }
}

bool is_from_a_mail_system(const std::vector<Field>& fields) {
  const std::string from = lower_ascii(value_of(fields, "from")), back = value_of(fields, "return-path");
  return from.find("mailer-daemon") != std::string::npos || from.find("postmaster") != std::string::npos || back == "<>" ||
         !value_of(fields, "x-failed-recipients").empty();
}

bool is_automatic(const std::vector<Field>& fields) {
  const std::string automatic = lower_ascii(value_of(fields, "auto-submitted")), precedence = lower_ascii(value_of(fields, "precedence"));
  return automatic.starts_with("auto-replied") || precedence == "auto_reply" || !value_of(fields, "x-autoreply").empty() ||
         !value_of(fields, "x-autorespond").empty();
}

// What qmail and old gateways write in running text: a guess, and marked as one.
void guess(std::string_view body, ReturnedMail& mail) {
  const std::string text = lower_ascii(body.substr(0, text_max));
  mail.guessed = true;
  mail.status = status_in(text);
  constexpr std::string_view words[] = {"wasn't able to deliver", "could not be delivered", "undeliverable", "delivery has failed",
                                        "delivery failed",        "unzustellbar",           "non remis",     "user unknown",
                                        "no such user",           "mailbox unavailable"};
  const bool no = mail.status.starts_with('5') || std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
  if (no && !mail.status.starts_with('4')) mail.kind = ReturnKind::failed;
}

}  // namespace

std::string_view name_of(ReturnKind kind) { return names.at(static_cast<std::size_t>(kind)); }

ReturnedMail returned_mail_of(std::string_view bytes) {
  bytes = bytes.substr(0, returned_mail_max);
  ReturnedMail mail;
  const std::vector<Field> fields = header_of(bytes);
  mail.address = own_address_of(fields, {"delivered-to", "x-original-to", "envelope-to", "to"});
  const std::string type = value_of(fields, "content-type");
  if (lower_ascii(type).starts_with("multipart/report")) read_report(bytes, type, mail);
  if (mail.kind != ReturnKind::unclear) return mail;
  if (is_automatic(fields)) {
    mail.kind = ReturnKind::automatic;
    return mail;
  }
  if (is_from_a_mail_system(fields)) guess(bytes, mail);
  return mail;
}

std::string line_of(const ReturnedMail& mail) {
  std::string line(name_of(mail.kind));
  return line + "\t" + mail.address + "\t" + mail.status + "\t" + (mail.guessed ? "guessed" : "said");
}

std::optional<ReturnedMail> returned_mail_of_line(std::string_view line) {
  const auto words = split(line, '\t');
  if (words.size() != 4 || line.size() > 400) return {};
  const auto kind = std::ranges::find(names, words[0]);
  const bool clean = std::ranges::all_of(line, [](char c) { return c == '\t' || (c > 0x20 && c < 0x7f); });
  if (kind == names.end() || !clean || (words[3] != "guessed" && words[3] != "said")) return {};
  if (!words[2].empty() && status_in(words[2]) != words[2]) return {};
  return ReturnedMail{static_cast<ReturnKind>(kind - names.begin()), std::string(words[1]), std::string(words[2]), words[3] == "guessed"};
}

}  // namespace tocsin
