// init, person add|list, incident new|list|show.
#include <fmt/format.h>

#include "app/record.h"
#include "app/setup.h"
#include "cli/commands.h"
#include "cli/store_session.h"
#include "rules/law.h"

namespace tocsin::cli {
namespace {

json::object json_of_head(const IncidentHead& head) {
  json::object object{
      {"incident", head.id.text()}, {"title", head.title}, {"role", name_of(head.role)}, {"authority", head.authority}, {"opened_at", rfc3339(head.opened_at)}};
  if (!head.root.is_none()) object["root"] = head.root.text();
  return object;
}

Result<Answer> init(const Arguments& words, Session& session) {
  TRY(world, make_store(*session.workshop, {session.store_dir, session.key_dir},
                        {words.text("--organisation"), words.text("--country"), words.text("--origin"), words.flag("--simulated"), session.now}));
  const StoreInfo& info = world.store->info();
  TRY(checkpoint, checkpoint_of(world));
  const Words& say = session.say;
  return answered(
      world,
      {{"organisation", info.organisation.text()}, {"origin", info.origin}, {"vkey", info.vkey}, {"store", session.store_dir}, {"checkpoint", checkpoint}},
      fmt::format("{}\n{}\n  {}\n{}\n{}\n", say("init.ready", {{"organisation", info.name}, {"store", session.store_dir}}),
                  say("init.register", {{"origin", info.origin}, {"store", session.store_dir}}), info.vkey, say("init.root_key", {{"keys", session.key_dir}}),
                  say("init.next")),
      say);
}

Result<Answer> person_add(const Arguments& words, Session& session) {
  const auto role = staff_role_of(words.text("--role"));
  if (!role)
    return failure(ErrorKind::invalid, "there is no such role", "--role",
                   "roles: decider dpo handler approver sender call_agent auditor authority_officer admin");
  TRY(world, open(session));
  TRY(known, world.store->staff());
  if (!known.empty()) TRY_DO(actor(world, session));  // only the first person comes without another
  TRY(person, add_person(world, words.text("name"), *role));
  return answered(world, {{"person", person.id.text()}, {"name", person.name}, {"role", name_of(person.role)}},
                  session.say("person.added", {{"person", person.name}, {"role", name_of(person.role)}, {"keys", session.key_dir}}) + '\n', session.say);
}

Result<Answer> person_list(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(staff, world.store->staff());
  json::array list;
  std::string text;
  for (const Staff& person : staff) {
    list.push_back({{"person", person.id.text()}, {"name", person.name}, {"role", name_of(person.role)}});
    text += fmt::format("  {:<28} {}\n", person.name, name_of(person.role));
  }
  return answered(world, {{"persons", list}}, text.empty() ? session.say("person.none") + '\n' : text, session.say);
}

Result<Answer> incident_new(const Arguments& words, Session& session) {
  const auto role = role_of(words.text("--role"));
  if (!role) return failure(ErrorKind::invalid, "there is no such role", "--role", "roles: controller processor authority");
  TRY(world, open(session));
  TRY(who, actor(world, session));
  TRY(law, Law::shipped());
  TRY(authority, law.authority(words.text("--authority")));
  NewIncident wanted{words.text("--title"), *role, authority->id, {}};
  if (const auto root = words.text_if("--root")) {
    TRY(incident, incident_named(world, *root));
    wanted.root = incident.head().id;
  }
  TRY(head, open_incident(world, who, wanted));
  return answered(world, json_of_head(head),
                  fmt::format("{}\n{}\n", session.say("incident.opened", {{"incident", head.id.text().substr(0, 8)}, {"title", head.title}}),
                              session.say("incident.next", {{"incident", head.id.text().substr(0, 8)}})),
                  session.say);
}

Result<Answer> incident_list(const Arguments&, Session& session) {
  TRY(world, open(session));
  TRY(heads, world.store->incidents());
  json::array list;
  std::string text;
  for (const IncidentHead& head : heads) {
    if (world.as_of && head.opened_at > *world.as_of) continue;
    list.push_back(json_of_head(head));
    text += fmt::format("  {}  {}  {:<10} {:<10} {}\n", head.id.text().substr(0, 8), rfc3339(head.opened_at), name_of(head.role), head.authority, head.title);
  }
  return answered(world, {{"incidents", list}}, text.empty() ? session.say("incident.none") + '\n' : text, session.say);
}

Result<Answer> incident_show(const Arguments& words, Session& session) {
  TRY(world, open(session));
  TRY(incident, incident_named(world, words.text("incident")));
  json::object object = json_of_head(incident.head());
  object["facts"] = incident.facts().size();
  object["closed"] = incident.is_closed();
  const Words& say = session.say;
  const std::string head = say("incident.head", {{"role", name_of(incident.role())},
                                                 {"authority", incident.head().authority},
                                                 {"opened", rfc3339(incident.head().opened_at)},
                                                 {"count", incident.facts().size()}});
  std::string text =
      fmt::format("{}  {}\n  {}{}\n", incident.head().id.text(), incident.head().title, head, incident.is_closed() ? ", " + say("incident.closed") : "");
  const auto awareness = incident.awareness();
  object["aware_at"] = awareness ? json::value(rfc3339(awareness->at)) : json::value();
  if (awareness)
    text +=
        fmt::format("  {}{}\n", say("incident.aware", {{"since", rfc3339(awareness->at)}}), awareness->provisional ? " " + say("incident.provisional") : "");
  for (const auto& [name, count] : {std::pair{"persons", incident.persons()}, std::pair{"records", incident.records()}}) {
    if (!count) continue;
    json::object numbers;
    for (const auto& [key, value] : {std::pair{"min", count->min}, std::pair{"best", count->best}, std::pair{"max", count->max}})
      if (value) numbers[key] = *value;
    object[name] = numbers;
  }
  // A second breach of the same cause shows the first.
  json::array same;
  TRY(heads, world.store->incidents());
  const auto* cause = incident.latest<fact::CauseEstablished>();
  for (const IncidentHead& other : heads) {
    if (cause == nullptr || other.id == incident.head().id || other.opened_at > incident.head().opened_at) continue;
    TRY(earlier, world.store->incident(other.id));
    const auto* earlier_cause = earlier.latest<fact::CauseEstablished>();
    if (earlier_cause == nullptr || earlier_cause->cause != cause->cause) continue;
    same.push_back({{"incident", other.id.text()}, {"title", other.title}});
    text += fmt::format("  {}\n", say("incident.same_cause", {{"incident", other.id.text().substr(0, 8)}, {"title", other.title}}));
  }
  object["same_cause"] = same;
  return answered(world, std::move(object), text, say);
}

}  // namespace

CommandSpec init_command() {
  return {"init",
          {{"--organisation", Word::Kind::value, true},
           {"--country", Word::Kind::value, true},
           {"--origin", Word::Kind::value, true},
           {"--simulated", Word::Kind::flag}},
          init};
}

CommandSpec person_add_command() { return {"person add", {{"name", Word::Kind::value, true}, {"--role", Word::Kind::value, true}}, person_add}; }

CommandSpec person_list_command() { return {"person list", {}, person_list}; }

CommandSpec incident_new_command() {
  return {"incident new",
          {{"--title", Word::Kind::value, true}, {"--role", Word::Kind::value, true}, {"--authority", Word::Kind::value, true}, {"--root"}},
          incident_new};
}

CommandSpec incident_list_command() { return {"incident list", {}, incident_list}; }
CommandSpec incident_show_command() { return {"incident show", {{"incident", Word::Kind::value, true}}, incident_show}; }

}  // namespace tocsin::cli
