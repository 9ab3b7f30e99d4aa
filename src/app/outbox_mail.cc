#include "app/outbox_mail.h"

namespace tocsin {

std::string outbox_body(const OutboxMail& mail) {
  json::object body;
  json::array to;
  for (const std::string& address : mail.to) to.emplace_back(address);
  body["to"] = std::move(to);
  if (mail.is_finished()) {
    body["from"] = mail.from;
    body["message_id"] = mail.message_id;
    body["bytes"] = mail.bytes;
  } else {
    body["subject"] = mail.subject;
    body["text"] = mail.text;
  }
  if (mail.then) body["then"] = *mail.then;
  return canonical(body);
}

Result<OutboxMail> outbox_mail_of(std::string_view body) {
  const std::string where = "an order in the outbox";
  TRY(value, json_of(body, where));
  Fields in(value, where);
  OutboxMail mail;
  mail.to = in.texts("to");
  mail.from = in.text_if("from").value_or("");
  mail.message_id = in.text_if("message_id").value_or("");
  mail.bytes = in.text_if("bytes").value_or("");
  mail.subject = in.text_if("subject").value_or("");
  mail.text = in.text_if("text").value_or("");
  if (const json::value* then = in.any("then"); then != nullptr && then->is_object()) mail.then = then->get_object();
  TRY_DO(in.done());
  if (mail.to.empty()) return failure(ErrorKind::corrupt, "an order in the outbox has no recipient", where);
  if (!mail.is_finished() && mail.text.empty()) return failure(ErrorKind::corrupt, "an order in the outbox says nothing", where);
  return mail;
}

}  // namespace tocsin
