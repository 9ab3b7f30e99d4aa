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

Result<Answer> profile_answer(World& world, const json::object& fields) {
  std::string text;
  for (const auto& field : fields)
    text += fmt::format("  {:<28} {}\n", std::string_view(field.key()),
                        field.value().is_string() ? std::string(field.value().get_string()) : print_line(field.value()));
  return answered(world, {{"organisation", fields}},
                  text.empty() ? "Nothing said yet: tocsin organisation set contact=... sector=private dpo=yes ...\n" : text);
}

Result<Answer> organisation_set(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY_DO(actor(world, session));
  TRY(fields, tell_organisation(world, words.texts("fields")));
  return profile_answer(world, fields);
}

Result<Answer> organisation_show(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(fields, organisation_fields(world));
  return profile_answer(world, fields);
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
                  fmt::format("{}\n{}\n\n{}\nGive this public key to the authority, and tell the fingerprint on another way.\n", own->address,
                              own->fingerprint.text(), block));
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
      fmt::format("Mails to {} are encrypted to {} from now on, and to no other key.\n", authority->name_in("en"), pinned.fingerprint.text()));
}

json::object json_of(const Order& order) {
  return {
      {"order", order.id.text()}, {"incident", order.incident.text()},      {"kind", order.kind}, {"state", name_of(order.state)}, {"attempts", order.attempts},
      {"result", order.result},   {"created_at", rfc3339(order.created_at)}};
}

std::string line_of(const Order& order) {
  return fmt::format("  {}  {}  {:<15} {:<9} {}\n", order.id.text().substr(0, 8), rfc3339(order.created_at), order.kind, name_of(order.state), order.result);
}

Result<Answer> orders_answer(World& world, const std::vector<Order>& orders, std::string text, json::object json = {}) {
  json::array list;
  for (const Order& order : orders) {
    list.push_back(json_of(order));
    text += line_of(order);
  }
  json["orders"] = list;
  return answered(world, std::move(json), text);
}

Result<Answer> mailer_run(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(config, config_of(world));
  TRY(mailer, mailer_of(world, config));
  TRY(pass, mailer_pass(world, config, *mailer));
  json::array doubt;
  std::string text = pass.touched.empty() ? "Nothing to hand over.\n" : "";
  if (pass.waiting > 0) text += fmt::format("{} wait for their next attempt.\n", pass.waiting);
  if (!pass.in_doubt.empty()) text += "In doubt; ask the relay's log, then: tocsin mailer settle ORDER --taken-at T | --not-taken\n";
  for (const Order& order : pass.in_doubt) {
    doubt.push_back(json_of(order));
    text += line_of(order);
  }
  return orders_answer(world, pass.touched, text, {{"waiting", pass.waiting}, {"in_doubt", doubt}});
}

Result<Answer> mailer_list(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(orders, outbox(world));
  return orders_answer(world, orders, orders.empty() ? "The outbox is empty.\n" : "");
}

Result<Answer> mailer_settle(const Arguments& words, Session& session) {
  TRY(taken_at, words.instant_if("--taken-at"));
  if (taken_at.has_value() == words.flag("--not-taken"))
    return failure(ErrorKind::invalid, "say either when it was taken or that it was not", "mailer settle", "--taken-at T or --not-taken");
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(order, settle_order(world, who, words.text("order"), taken_at));
  return orders_answer(world, {order}, "");
}

}  // namespace

CommandSpec organisation_set_command() {
  return {"organisation set",
          "what authorities ask about the organisation",
          {{"fields",
            "name=value ...: contact sector organisation_type economic_activity identifier_type identifier dpo=yes|no dpo_name dpo_contact representative_name "
            "representative_contact establishments=FR,LU lead_authority outside_eea=yes|no",
            Word::Kind::values, true}},
          organisation_set};
}
CommandSpec organisation_show_command() { return {"organisation show", "what is known of the organisation", {}, organisation_show}; }

CommandSpec mail_key_command() {
  return {"mail key",
          "the organisation's OpenPGP key for mails to authorities: show it, or make it",
          {{"--address", "make the key, for this mail address"}, {"--out", "file for the public key"}},
          mail_key};
}

CommandSpec authority_pin_command() {
  return {"authority pin",
          "use this OpenPGP key, and no other, for mails to an authority",
          {{"authority", "profile id or country", Word::Kind::value, true},
           {"--key", "file with its public key", Word::Kind::value, true},
           {"--fingerprint", "the whole fingerprint, learnt on another way", Word::Kind::value, true},
           {"--address", "mail address, where the profile names none"}},
          authority_pin};
}

CommandSpec mailer_run_command() { return {"mailer run", "hand the mails of the outbox over, once", {}, mailer_run}; }
CommandSpec mailer_list_command() { return {"mailer list", "what is in the outbox, and what became of it", {}, mailer_list}; }
CommandSpec mailer_settle_command() {
  return {"mailer settle",
          "say what happened to a mail in doubt",
          {{"order", "id, or its first digits", Word::Kind::value, true},
           {"--taken-at", "the relay took it at this instant"},
           {"--not-taken", "it did not: it goes again", Word::Kind::flag}},
          mailer_settle};
}

}  // namespace tocsin::cli
