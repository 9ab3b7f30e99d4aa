// organisation set|show, mail key, authority pin, mailer run|list|settle.
#include <fmt/format.h>

#include "app/authority_keys.h"
#include "app/house.h"
#include "app/mailer.h"
#include "base/check.h"
#include "cli/commands.h"
#include "cli/store_session.h"
#include "rules/law.h"

namespace tocsin::cli {
namespace {

constexpr std::size_t key_file_max = 1 << 20;

Result<Answer> profile_answer(World& world, const json::object& fields, const Words& say) {
  std::string text;
  for (const auto& field : fields)
    text += fmt::format("  {:<28} {}\n", std::string_view(field.key()),
                        field.value().is_string() ? std::string(field.value().get_string()) : print_line(field.value()));
  return answered(world, {{"organisation", fields}}, text.empty() ? say("organisation.nothing") + '\n' : text, say);
}

Result<Answer> organisation_set(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY_DO(actor(world, session));
  TRY(fields, tell_organisation(world, words.texts("fields")));
  return profile_answer(world, fields, session.say);
}

Result<Answer> organisation_show(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(fields, organisation_fields(world));
  return profile_answer(world, fields, session.say);
}

Result<Answer> mail_key(const Arguments& words, Session& session) {
  TRY(world, open(session));
  if (const auto address = words.text_if("--address")) {
    TRY_DO(actor(world, session));
    TRY_DO(make_mail_key(world, *address));
  }
  TRY(own, own_mail_key(world));
  if (!own) return failure(ErrorKind::not_found, "the organisation has no mail key yet", "mail key", "tocsin mail key --address NAME@YOUR-DOMAIN makes one");
  TRY(ring, own_ring(world));
  TRY(block, ring->public_key(own->fingerprint));
  if (const auto file = words.text_if("--out")) TRY_DO(world.workshop.files().write(*file, block));
  return answered(world, {{"address", own->address}, {"fingerprint", own->fingerprint.text()}, {"public_key", block}},
                  fmt::format("{}\n{}\n\n{}\n{}\n", own->address, own->fingerprint.text(), block, session.say("mail.key_note")), session.say);
}

Result<Answer> authority_pin(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY_DO(actor(world, session));
  TRY(law, Law::shipped());
  TRY(authority, law.authority(words.text("authority")));
  TRY(block, world.workshop.files().read(words.text("--key"), key_file_max));
  TRY(pinned, pin_key(world, *authority, block, words.text("--fingerprint"), words.text_if("--address").value_or("")));
  return answered(
      world,
      {{"authority", pinned.authority}, {"fingerprint", pinned.fingerprint.text()}, {"address", pinned.address.empty() ? authority->address : pinned.address}},
      session.say("authority.pinned", {{"authority", authority->name_in(session.say.language())}, {"fingerprint", pinned.fingerprint.text()}}) + '\n',
      session.say);
}

json::object json_of(const Order& order) {
  return {
      {"order", order.id.text()}, {"incident", order.incident.text()},      {"kind", order.kind}, {"state", name_of(order.state)}, {"attempts", order.attempts},
      {"result", order.result},   {"created_at", rfc3339(order.created_at)}};
}

std::string line_of(const Order& order) {
  return fmt::format("  {}  {}  {:<15} {:<9} {}\n", order.id.text().substr(0, 8), rfc3339(order.created_at), order.kind, name_of(order.state), order.result);
}

Result<Answer> orders_answer(World& world, const std::vector<Order>& orders, std::string text, const Words& say, json::object json = {}) {
  json::array list;
  for (const Order& order : orders) {
    list.push_back(json_of(order));
    text += line_of(order);
  }
  json["orders"] = list;
  return answered(world, std::move(json), text, say);
}

Result<Answer> mailer_run(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(config, config_of(world));
  TRY(mailer, mailer_of(world, config));
  TRY(pass, mailer_pass(world, config, *mailer));
  json::array doubt;
  std::string text = pass.touched.empty() ? session.say("mailer.nothing") + '\n' : "";
  if (pass.waiting > 0) text += session.say("mailer.waiting", {{"count", pass.waiting}}) + '\n';
  if (!pass.in_doubt.empty()) text += session.say("mailer.in_doubt") + '\n';
  for (const Order& order : pass.in_doubt) {
    doubt.push_back(json_of(order));
    text += line_of(order);
  }
  return orders_answer(world, pass.touched, text, session.say, {{"waiting", pass.waiting}, {"in_doubt", doubt}});
}

Result<Answer> mailer_list(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(orders, outbox(world));
  return orders_answer(world, orders, orders.empty() ? session.say("mailer.empty") + '\n' : "", session.say);
}

Result<Answer> mailer_settle(const Arguments& words, Session& session) {
  TRY(taken_at, words.instant_if("--taken-at"));
  if (taken_at.has_value() == words.flag("--not-taken"))
    return failure(ErrorKind::invalid, "say either when it was taken or that it was not", "mailer settle", "--taken-at T or --not-taken");
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(order, settle_order(world, who, words.text("order"), taken_at));
  return orders_answer(world, {order}, "", session.say);
}

}  // namespace

CommandSpec organisation_set_command() { return {"organisation set", {{"fields", Word::Kind::values, true}}, organisation_set}; }
CommandSpec organisation_show_command() { return {"organisation show", {}, organisation_show}; }

CommandSpec mail_key_command() { return {"mail key", {{"--address"}, {"--out"}}, mail_key}; }

CommandSpec authority_pin_command() {
  return {"authority pin",
          {{"authority", Word::Kind::value, true}, {"--key", Word::Kind::value, true}, {"--fingerprint", Word::Kind::value, true}, {"--address"}},
          authority_pin};
}

CommandSpec mailer_run_command() { return {"mailer run", {}, mailer_run}; }
CommandSpec mailer_list_command() { return {"mailer list", {}, mailer_list}; }
CommandSpec mailer_settle_command() {
  return {"mailer settle", {{"order", Word::Kind::value, true}, {"--taken-at"}, {"--not-taken", Word::Kind::flag}}, mailer_settle};
}

}  // namespace tocsin::cli
