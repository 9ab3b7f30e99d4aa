// From facts to what an authority gets, with a real store, real GnuPG and real files. Persons are invented.
#include "app/notify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/authority_keys.h"
#include "app/erase_fact.h"
#include "app/filings.h"
#include "app/house.h"
#include "app/mailer.h"
#include "app/outbox_mail.h"
#include "app/receipt.h"
#include "app/record.h"
#include "app/register_report.h"
#include "app/register_view.h"
#include "app/setup.h"
#include "app/test_workshop.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;
using word::Stage;

const Instant monday = at("2026-11-16T08:02:00Z");

class Notify : public testing::Test {
 protected:
  void SetUp() override {
    auto made =
        make_store(workshop_, {workshop_.path("store"), workshop_.path("keys")}, {"Mutuelle Exemple", "FR", "register.mutuelle.example/art33", true, monday});
    ASSERT_TRUE(made.has_value()) << made.error().what;
    world_ = std::make_unique<World>(std::move(*made));
    for (const auto& [name, role] :
         {std::pair{"Claire Exemple", StaffRole::dpo}, std::pair{"Paul Exemple", StaffRole::decider}, std::pair{"Anne Exemple", StaffRole::handler}})
      ASSERT_TRUE(add_person(*world_, name, role).has_value());
    const auto told = tell_organisation(*world_, {"contact=1 rue Exemple, Metz", "sector=private", "organisation_type=large", "economic_activity=K", "dpo=yes",
                                                  "dpo_name=Claire Exemple", "dpo_contact=dpo@mutuelle.example", "establishments=FR"});
    ASSERT_TRUE(told.has_value()) << told.error().what << told.error().where;
  }

  World& world() { return *world_; }
  Actor person(const std::string& name) { return actor_named(world(), name).value(); }
  Incident read(const IncidentId& id) { return world().store->incident(id).value(); }

  IncidentId open(const std::string& authority) {
    return open_incident(world(), person("Anne Exemple"), {"Processor hit", Role::controller, authority, {}})->id;
  }
  void tell(const IncidentId& id, std::initializer_list<const char*> lines, const std::string& who = "Anne Exemple") {
    Recording recording;
    for (const char* line : lines) {
      const json::value value = *json_of(line, "facts");
      recording.facts.push_back(fact_of_json(value, "facts").value());
    }
    const auto recorded = record(world(), person(who), read(id), recording);
    ASSERT_TRUE(recorded.has_value()) << recorded.error().what << " " << recorded.error().where;
  }
  // Enough for a first, incomplete notice.
  IncidentId day_one(const std::string& authority) {
    const IncidentId id = open(authority);
    tell(id,
         {R"({"kind":"processor_alert_received","at":"2026-11-16T08:02:00Z","party":"Exemple Paiement"})",
          R"({"kind":"breach_described","text":"The processor's portal was broken into."})", R"({"kind":"nature_established","nature":["confidentiality"]})",
          R"({"kind":"consequences_assessed","text":"Deception under the persons' names","impacts":["identity_theft","phishing"]})",
          R"({"kind":"measure_taken","phase":"containment","text":"Portal closed","at":"2026-11-16T08:02:00Z"})"});
    return id;
  }

  Result<Notified> file(const IncidentId& id, NotifyRequest request, const std::string& who = "Anne Exemple") {
    return notify(world(), Config::standard(), person(who), read(id), request);
  }
  std::string slurp(const std::string& path) { return workshop_.files().read(path, 64 << 20).value(); }
  Result<ReceiptKept> receipt(const IncidentId& id, Instant at) {
    EXPECT_TRUE(workshop_.files().write(workshop_.path("Accusé n° 1.pdf"), "%PDF-1.7 receipt").has_value());
    return add_receipt(world(), person("Anne Exemple"), read(id), {"2026-0815", at, workshop_.path("Accusé n° 1.pdf")});
  }

  TestWorkshop workshop_{monday};
  std::unique_ptr<World> world_;
};

// An authority with a key ring of its own.
struct Cnpd {
  explicit Cnpd(const std::string& dir, Instant now)
      : ring(openpgp_seal({.ring_dir = dir, .passphrase = {}, .simulated_now = now}).value()), key(ring->make_key("CNPD", "databreach@cnpd.example").value()) {}
  std::unique_ptr<ports::OpenPgp> ring;
  ports::Fingerprint key;
};

TEST_F(Notify, ByPortalAFilingCountsWithItsReceiptOnly) {
  const IncidentId id = day_one("fr-cnil");
  const auto told = file(id, {});
  ASSERT_TRUE(told.has_value()) << told.error().what << told.error().remedy;
  EXPECT_EQ(told->channel, FilingChannel::portal);
  EXPECT_FALSE(told->order.has_value());
  EXPECT_TRUE(told->missing.empty());
  EXPECT_FALSE(told->open.empty());
  EXPECT_TRUE(told->preliminary) << "nobody but the one who files decided";
  ASSERT_EQ(told->files.size(), 5U);
  for (const std::string& path : told->files) EXPECT_TRUE(fs::exists(path)) << path;
  EXPECT_NE(slurp(told->files.back()).find("The processor's portal was broken into."), std::string::npos);
  EXPECT_FALSE(read(id).has<fact::AuthorityNotified>());

  world().now += std::chrono::hours(2);
  const auto kept = receipt(id, world().now);
  ASSERT_TRUE(kept.has_value()) << kept.error().what;
  EXPECT_TRUE(kept->now_filed);
  EXPECT_EQ(slurp(kept->file), "%PDF-1.7 receipt");
  const Incident incident = read(id);
  const auto* notified = incident.latest<fact::AuthorityNotified>();
  ASSERT_NE(notified, nullptr);
  EXPECT_EQ(notified->receipt, "2026-0815");
  EXPECT_EQ(notified->at, world().now);
  EXPECT_EQ(notified->preliminary, true);
  EXPECT_EQ(notified->channel, word::Channel::portal);
  EXPECT_FALSE(receipt(id, world().now)->now_filed) << "a second receipt files nothing again";
}

TEST_F(Notify, ADecisionByAnotherPersonMakesItNoPreliminaryFiling) {
  const IncidentId id = day_one("fr-cnil");
  tell(id, {R"({"kind":"decision_taken","decision":"notify_authority","reason":"risk"})"}, "Paul Exemple");
  EXPECT_FALSE(file(id, {.dry_run = true})->preliminary);
  EXPECT_TRUE(file(id, {.dry_run = true}, "Paul Exemple")->preliminary) << "the decider alone is one person";
}

TEST_F(Notify, ADraftShowsWhatIsMissingAndRecordsNothing) {
  const IncidentId id = open("fr-cnil");
  const auto draft = file(id, {.dry_run = true});
  ASSERT_TRUE(draft.has_value()) << draft.error().what;
  EXPECT_FALSE(draft->missing.empty());
  EXPECT_LT(draft->answers_there, draft->answers_needed);
  EXPECT_EQ(read(id).last_seq(), 0U);
  const auto refused = file(id, {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_EQ(read(id).last_seq(), 0U);
}

TEST_F(Notify, LateWithoutReasonsIsRefused) {
  const IncidentId id = day_one("fr-cnil");
  world().now = monday + std::chrono::hours(73);
  const auto refused = file(id, {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_NE(refused.error().what.find("reasons for the delay"), std::string::npos);
  tell(id, {R"({"kind":"delay_reasoned","reason":"The processor named no controller for two days."})"});
  const auto told = file(id, {});
  ASSERT_TRUE(told.has_value()) << told.error().what;
  EXPECT_TRUE(told->late);
  EXPECT_NE(slurp(told->files.front()).find("named no controller for two days"), std::string::npos);
}

TEST_F(Notify, StagesFollowEachOther) {
  const IncidentId id = day_one("fr-cnil");
  for (const Stage stage : {Stage::follow_up, Stage::withdraw}) {
    const auto refused = file(id, {.stage = stage});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  }
  ASSERT_TRUE(file(id, {}).has_value());
  EXPECT_TRUE(file(id, {}).has_value()) << "a sheet that nobody copied may be built again";
  EXPECT_FALSE(file(id, {.stage = Stage::follow_up}).has_value()) << "a prepared sheet is no filing";
  ASSERT_TRUE(receipt(id, world().now).has_value());
  EXPECT_FALSE(file(id, {}).has_value()) << "an initial notice is filed once";
}

TEST_F(Notify, AFollowUpSaysWhatChanged) {
  const IncidentId id = day_one("fr-cnil");
  ASSERT_TRUE(file(id, {}).has_value());
  ASSERT_TRUE(receipt(id, world().now).has_value());
  tell(id, {R"({"kind":"persons_counted","best":260000,"min":250000,"max":300000,"state":"estimated"})",
            R"({"kind":"breach_described","text":"The processor's portal was broken into with a stolen password."})"});
  const auto told = file(id, {.stage = Stage::follow_up});
  ASSERT_TRUE(told.has_value()) << told.error().what << " " << told.error().remedy;
  const auto number = std::ranges::find_if(told->changes, [](const ToldChange& change) { return change.is.find("260,000") != std::string::npos; });
  ASSERT_NE(number, told->changes.end());
  const auto text = std::ranges::find_if(told->changes, [](const ToldChange& change) { return change.is.find("stolen password") != std::string::npos; });
  ASSERT_NE(text, told->changes.end());
  EXPECT_EQ(text->was, "The processor's portal was broken into.");
  EXPECT_LE(told->changes.size(), 4U);
}

TEST_F(Notify, TheSecondLookIsAnotherPersons) {
  const IncidentId id = day_one("fr-cnil");
  ASSERT_TRUE(file(id, {}).has_value());
  ASSERT_TRUE(receipt(id, world().now).has_value());
  const Recording look{{{fact::SecondLookDone{.at = world().now}}}};
  EXPECT_EQ(record(world(), person("Anne Exemple"), read(id), look).error().kind, ErrorKind::refused);
  EXPECT_TRUE(record(world(), person("Paul Exemple"), read(id), look).has_value());
}

TEST_F(Notify, WhatProvesNoBreachIsWithdrawn) {
  const IncidentId id = day_one("fr-cnil");
  ASSERT_TRUE(file(id, {}).has_value());
  ASSERT_TRUE(receipt(id, world().now).has_value());
  EXPECT_FALSE(file(id, {.stage = Stage::withdraw}).has_value()) << "why is missing";
  tell(id, {R"({"kind":"breach_dismissed","reason":"The accounts belonged to a test system without persons."})"});
  const auto told = file(id, {.stage = Stage::withdraw});
  ASSERT_TRUE(told.has_value()) << told.error().what;
  EXPECT_NE(slurp(told->files.front()).find("test system without persons"), std::string::npos);
}

TEST_F(Notify, AFilingMadeWithoutUsMayBeFollowedUp) {
  const IncidentId id = day_one("fr-cnil");
  tell(id, {R"({"kind":"authority_notified","at":"2026-11-16T08:02:00Z","receipt":"V-1"})"});
  EXPECT_TRUE(file(id, {.stage = Stage::follow_up}).has_value());
}

TEST_F(Notify, WhoMayNotNotifyIsTold) {
  ASSERT_TRUE(add_person(world(), "Eve Exemple", StaffRole::auditor).has_value());
  EXPECT_EQ(file(day_one("fr-cnil"), {}, "Eve Exemple").error().kind, ErrorKind::refused);
  const auto processor = open_incident(world(), person("Anne Exemple"), {"Ours", Role::processor, "fr-cnil", {}});
  EXPECT_EQ(file(processor->id, {}).error().kind, ErrorKind::refused);
}

class NotifyByMail : public Notify {
 protected:
  void SetUp() override {
    if (std::system("gpg --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "gpg is not installed";
    Notify::SetUp();
    cnpd_ = std::make_unique<Cnpd>(workshop_.path("cnpd"), monday);
  }
  void exchange_keys() {
    const auto own = make_mail_key(world(), "dpo@mutuelle.example");
    ASSERT_TRUE(own.has_value()) << own.error().what;
    const std::string ours = own_ring(world()).value()->public_key(own->fingerprint).value();
    ASSERT_TRUE(cnpd_->ring->import_pinned(ours, own->fingerprint).has_value());
    const Law law = Law::shipped().value();
    const auto pinned = pin_key(world(), **law.authority("lu-cnpd"), cnpd_->ring->public_key(cnpd_->key).value(), cnpd_->key.text(), "");
    ASSERT_TRUE(pinned.has_value()) << pinned.error().what;
  }
  Result<MailerPass> pass() { return mailer_pass(world(), Config::standard(), *mailer_of(world(), Config::standard()).value()); }

  std::unique_ptr<Cnpd> cnpd_;
};

TEST_F(NotifyByMail, TheAuthorityOpensAndVerifiesWhatTheMailerHandedOver) {
  exchange_keys();
  const IncidentId id = day_one("lu-cnpd");
  const auto told = file(id, {});
  ASSERT_TRUE(told.has_value()) << told.error().what << " " << told.error().remedy;
  ASSERT_TRUE(told->order.has_value());
  EXPECT_EQ(told->channel, FilingChannel::mail_openpgp);
  EXPECT_FALSE(read(id).has<fact::AuthorityNotified>()) << "in the outbox is not sent";
  EXPECT_FALSE(file(id, {}).has_value()) << "the same is not told twice";

  world().now += std::chrono::minutes(5);
  const auto passed = pass();
  ASSERT_TRUE(passed.has_value()) << passed.error().what;
  ASSERT_EQ(passed->touched.size(), 1U);
  EXPECT_EQ(passed->touched.front().state, OrderState::handed);
  const Incident incident = read(id);
  const auto* notified = incident.latest<fact::AuthorityNotified>();
  ASSERT_NE(notified, nullptr);
  EXPECT_EQ(notified->at, world().now);
  EXPECT_EQ(notified->channel, word::Channel::mail_openpgp);
  EXPECT_EQ(notified->preliminary, true);

  const std::string eml = slurp(workshop_.path("store/outbox/" + told->order->id.text() + ".eml"));
  for (const char* word : {"personal", "Mutuelle", "portal", "notification"}) EXPECT_EQ(eml.find(word), std::string::npos) << word << " in clear";
  const auto sealed = workshop_.mail_format().read(eml, {});
  ASSERT_TRUE(sealed.has_value()) << sealed.error().what;
  const auto opened = cnpd_->ring->open(sealed->encrypted, own_mail_key(world()).value()->fingerprint);
  ASSERT_TRUE(opened.has_value()) << opened.error().what;
  const auto mail = workshop_.mail_format().read(*opened, {});
  ASSERT_TRUE(mail.has_value());
  EXPECT_NE(mail->head.subject.find("art. 33"), std::string::npos) << mail->head.subject;
  std::vector<std::string> names;
  for (const auto& attachment : mail->attachments) names.push_back(attachment.file_name);
  EXPECT_EQ(names, (std::vector<std::string>{"notification.json", "notification-en.pdf", "notification-fr.pdf"}));
  EXPECT_EQ(mail->attachments.front().bytes, slurp(told->files.front()));

  EXPECT_TRUE(pass()->touched.empty()) << "never sent again";
  EXPECT_TRUE(verify_register(world(), {})->ok);
}

TEST_F(NotifyByMail, NothingGoesInClearByItself) {
  const IncidentId id = day_one("lu-cnpd");
  const auto without_pin = file(id, {});
  ASSERT_FALSE(without_pin.has_value());
  EXPECT_EQ(without_pin.error().kind, ErrorKind::refused);
  EXPECT_NE(without_pin.error().remedy.find("post"), std::string::npos);
  exchange_keys();
  EXPECT_FALSE(file(id, {.channel = FilingChannel::mail_reduced_clear}).has_value()) << "nobody decided so";
  tell(id, {R"({"kind":"decision_taken","decision":"send_in_clear","reason":"The key expired and nobody answers."})"}, "Paul Exemple");
  const auto told = file(id, {.channel = FilingChannel::mail_reduced_clear});
  ASSERT_TRUE(told.has_value()) << told.error().what;
  ASSERT_TRUE(pass().has_value());
  const auto mail = workshop_.mail_format().read(slurp(workshop_.path("store/outbox/" + told->order->id.text() + ".eml")), {});
  EXPECT_TRUE(mail->attachments.empty());
  EXPECT_EQ(mail->text.find("portal"), std::string::npos) << "a reduced notice says nothing of what happened";
}

TEST_F(NotifyByMail, AnExpiredKeyIsAClearErrorWithTheAlternatives) {
  exchange_keys();
  world().now = at("2036-01-07T09:00:00Z");
  const IncidentId id = open("lu-cnpd");
  tell(id, {R"({"kind":"became_aware","at":"2036-01-07T08:30:00Z","how":"own_detection"})", R"({"kind":"breach_described","text":"A lost device."})",
            R"({"kind":"nature_established","nature":["confidentiality"]})", R"({"kind":"consequences_assessed","text":"Deception","impacts":["phishing"]})",
            R"({"kind":"measure_taken","phase":"containment","text":"Device wiped","at":"2036-01-07T08:40:00Z"})"});
  const std::uint64_t before = read(id).last_seq();
  const auto refused = file(id, {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().what.find("expired"), std::string::npos) << refused.error().what;
  EXPECT_FALSE(refused.error().remedy.empty());
  EXPECT_EQ(read(id).last_seq(), before) << "nothing recorded, nothing in the outbox";
  EXPECT_TRUE(outbox(world())->empty());
}

TEST_F(NotifyByMail, AMailerThatDiedLeavesDoubtAndNoSecondMail) {
  exchange_keys();
  const IncidentId id = day_one("lu-cnpd");
  const auto told = file(id, {});
  ASSERT_TRUE(told.has_value());
  // Killed between the mark and the answer.
  ASSERT_EQ(world().store->claim_orders(10, world().now)->size(), 1U);
  ASSERT_TRUE(world().store->finish_order(told->order->id, OrderState::claimed, "handing over", world().now).has_value());
  const auto after = pass();
  ASSERT_TRUE(after.has_value());
  ASSERT_EQ(after->in_doubt.size(), 1U);
  EXPECT_FALSE(fs::exists(workshop_.path("store/outbox")) && !fs::is_empty(workshop_.path("store/outbox")));
  EXPECT_EQ(pass()->in_doubt.size(), 1U) << "it stays listed";
  EXPECT_FALSE(read(id).has<fact::AuthorityNotified>());

  const std::string order = told->order->id.text().substr(0, 8);
  ASSERT_TRUE(settle_order(world(), person("Anne Exemple"), order, {}).has_value());
  ASSERT_TRUE(pass().has_value());
  EXPECT_TRUE(read(id).has<fact::AuthorityNotified>());
  EXPECT_FALSE(settle_order(world(), person("Anne Exemple"), order, world().now).has_value()) << "there is no doubt any more";
}

TEST_F(NotifyByMail, AMailerThatDiedAfterItsReportKnowsItWasHandedOver) {
  exchange_keys();
  const IncidentId id = day_one("lu-cnpd");
  const auto told = file(id, {});
  ASSERT_TRUE(pass().has_value());
  ASSERT_TRUE(world().store->finish_order(told->order->id, OrderState::claimed, "handing over", world().now).has_value());
  const auto after = pass();
  EXPECT_TRUE(after->in_doubt.empty());
  ASSERT_EQ(after->touched.size(), 1U);
  EXPECT_EQ(after->touched.front().state, OrderState::handed);
  EXPECT_EQ(read(id).all<fact::AuthorityNotified>().size(), 1U);
}

TEST_F(NotifyByMail, WhatTheRelayAnswersDecidesWhatHappensNext) {
  exchange_keys();
  struct Row {
    const char* to;
    OrderState state;
  };
  for (const Row& row : {Row{"defer@simulator.tocsin", OrderState::ready}, Row{"reject@simulator.tocsin", OrderState::failed},
                         Row{"doubt@simulator.tocsin", OrderState::in_doubt}}) {
    SCOPED_TRACE(row.to);
    const Law law = Law::shipped().value();
    ASSERT_TRUE(pin_key(world(), **law.authority("lu-cnpd"), cnpd_->ring->public_key(cnpd_->key).value(), cnpd_->key.text(), row.to).has_value());
    const IncidentId id = day_one("lu-cnpd");
    ASSERT_TRUE(file(id, {}).has_value());
    const auto passed = pass();
    ASSERT_TRUE(passed.has_value()) << passed.error().what;
    ASSERT_EQ(passed->touched.size(), 1U);
    EXPECT_EQ(passed->touched.front().state, row.state) << passed->touched.front().result;
    EXPECT_FALSE(read(id).has<fact::AuthorityNotified>());
    if (row.state == OrderState::ready) {
      EXPECT_EQ(pass()->waiting, 1U) << "not before its pause is over";
      world().now += std::chrono::hours(1);
      EXPECT_NE(pass()->touched.front().result.find("deferred 2"), std::string::npos);
      const auto orders = world().store->orders(id).value();
      ASSERT_TRUE(world().store->finish_order(orders.front().id, OrderState::failed, "given up", world().now).has_value());
    }
    if (row.state == OrderState::failed) {
      EXPECT_TRUE(file(id, {}).has_value()) << "refused by the relay: it may be told again";
    }
    const std::vector<Order> left = world().store->orders().value();
    for (const Order& order : left) ASSERT_TRUE(world().store->finish_order(order.id, OrderState::handed, "", world().now).has_value());
  }
}

TEST_F(Notify, PlainLinesForOurOwnPeopleBecomeAMail) {
  const IncidentId id = open("fr-cnil");
  Order order;
  order.id = OrderId::of_bytes("0123456789abcdef");
  order.incident = id;
  order.kind = "reminder";
  order.body = R"({"subject":"Tocsin: a duty is due soon","text":"See: tocsin due\n","to":["dpo@mutuelle.example"]})";
  order.created_at = world().now;
  ASSERT_TRUE(record(world(), the_store_itself(world()), read(id), {.orders = {order}}).has_value());
  const auto passed = mailer_pass(world(), Config::standard(), *mailer_of(world(), Config::standard()).value());
  ASSERT_TRUE(passed.has_value()) << passed.error().what;
  EXPECT_EQ(passed->touched.at(0).state, OrderState::handed) << passed->touched.at(0).result;
  const auto mail = workshop_.mail_format().read(slurp(workshop_.path("store/outbox/" + order.id.text() + ".eml")), {});
  EXPECT_EQ(mail->head.to.at(0).address, "dpo@mutuelle.example");
  EXPECT_EQ(mail->text, "See: tocsin due\n");
}

TEST(MailRelay, IsNamedByItsUrl) {
  struct Row {
    const char *url, *host;
    int port;
    MailRelay::Tls tls;
  };
  for (const Row& row : {Row{"smtp://relay.example", "relay.example", 587, MailRelay::Tls::starttls},
                         Row{"smtps://relay.example:4650", "relay.example", 4650, MailRelay::Tls::implicit},
                         Row{"smtp://localhost:25", "localhost", 25, MailRelay::Tls::none}}) {
    const auto relay = mail_relay_of(row.url);
    ASSERT_TRUE(relay.has_value()) << row.url;
    EXPECT_EQ(relay->host, row.host);
    EXPECT_EQ(relay->port, row.port);
    EXPECT_EQ(relay->tls, row.tls);
  }
  for (const char* wrong :
       {"", "relay.example", "http://relay.example", "smtp://", "smtp://relay:0", "smtp://relay:x", "smtp://user@relay", "smtp://relay/path"})
    EXPECT_FALSE(mail_relay_of(wrong).has_value()) << wrong;
}

TEST(OutboxMail, IsReadAsItWasWritten) {
  OutboxMail mail;
  mail.to = {"a@b.example"};
  mail.from = "c@d.example";
  mail.message_id = "x@d.example";
  mail.bytes = "From: c\r\n\r\nx\r\n";
  mail.then = json::object{{"kind", "authority_notified"}};
  const auto back = outbox_mail_of(outbox_body(mail));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->bytes, mail.bytes);
  EXPECT_EQ(back->then, mail.then);
  for (const char* wrong : {"", "{}", R"({"to":[],"text":"x","subject":"y"})", R"({"to":["a@b.example"]})", R"({"to":["a@b.example"],"text":"x","bcc":"y"})"})
    EXPECT_FALSE(outbox_mail_of(wrong).has_value()) << wrong;
}

TEST_F(Notify, ErasingTakesWhatWasSaidAndLeavesTheProof) {
  const IncidentId id = day_one("fr-cnil");
  EXPECT_EQ(erase_fact(world(), person("Anne Exemple"), read(id), 2, "asked for").error().kind, ErrorKind::refused);
  EXPECT_FALSE(erase_fact(world(), person("Paul Exemple"), read(id), 99, "asked for").has_value());
  EXPECT_FALSE(erase_fact(world(), person("Paul Exemple"), read(id), 2, " ").has_value());
  ASSERT_TRUE(erase_fact(world(), person("Paul Exemple"), read(id), 2, "named a person by mistake").has_value());
  const Incident after = read(id);
  EXPECT_EQ(after.fact(2)->state, Knowledge::erased);
  EXPECT_FALSE(after.has<fact::BreachDescribed>());
  EXPECT_EQ(after.latest<fact::FactErased>()->reason, "named a person by mistake");
  EXPECT_TRUE(verify_register(world(), {})->ok);
  EXPECT_FALSE(erase_fact(world(), person("Paul Exemple"), after, 2, "again").has_value());
  // Interrupted after the fact was recorded: the same command completes it.
  tell(id, {R"({"kind":"fact_erased","fact":4,"reason":"interrupted"})"}, "Paul Exemple");
  ASSERT_TRUE(erase_fact(world(), person("Paul Exemple"), read(id), 4, "interrupted").has_value());
  EXPECT_EQ(read(id).fact(4)->state, Knowledge::erased);
  EXPECT_EQ(read(id).all<fact::FactErased>().size(), 2U);
}

TEST_F(Notify, ErasingReachesTheNoticesThatToldIt) {
  const IncidentId id = day_one("fr-cnil");
  tell(id, {R"({"kind":"breach_described","text":"Canary Exemple was named by mistake."})"});
  ASSERT_TRUE(file(id, {.dry_run = true}).has_value());
  const auto told = file(id, {});
  ASSERT_TRUE(told.has_value()) << told.error().what;
  const auto kept = receipt(id, world().now);
  ASSERT_TRUE(kept.has_value()) << kept.error().what;
  const auto holds_canary = [&] {
    std::vector<std::string> found;
    for (const auto& one : fs::recursive_directory_iterator(workshop_.path("store")))
      if (one.is_regular_file() && slurp(one.path().string()).find("Canary") != std::string::npos) found.push_back(one.path().string());
    return found;
  };
  ASSERT_FALSE(holds_canary().empty()) << "the files for people are in clear";
  const std::uint64_t seq = read(id).latest_fact<fact::BreachDescribed>()->seq;
  ASSERT_TRUE(erase_fact(world(), person("Paul Exemple"), read(id), seq, "named a person by mistake").has_value());

  EXPECT_EQ(holds_canary(), std::vector<std::string>{});
  for (const std::string& path : told->files) EXPECT_FALSE(fs::exists(path)) << path;
  EXPECT_TRUE(fs::exists(kept->file)) << "the authority's receipt says nothing of it";
  const Incident after = read(id);
  const auto filing = kept_filing(world(), id, prepared_filings(after).front());
  ASSERT_TRUE(filing.has_value()) << filing.error().what;
  EXPECT_TRUE(filing->erased && filing->form.empty());
  EXPECT_TRUE(verify_register(world(), {})->ok);
  const auto follow_up = file(id, {.stage = Stage::follow_up, .dry_run = true});
  ASSERT_TRUE(follow_up.has_value()) << follow_up.error().what;
  EXPECT_FALSE(follow_up->changes.empty());
}

TEST_F(Notify, TheRegisterReportSaysWhyNothingWasFiled) {
  const IncidentId harmless = day_one("fr-cnil");
  tell(harmless, {R"({"kind":"risk_assessed","risk":"unlikely","reason":"Encrypted by the state of the art, the key is safe."})"});
  const IncidentId filed = day_one("fr-cnil");
  ASSERT_TRUE(file(filed, {}).has_value());
  ASSERT_TRUE(receipt(filed, world().now).has_value());
  const auto report = register_report(world(), Config::standard(), Words::in("en").value(), workshop_.path("report"));
  ASSERT_TRUE(report.has_value()) << report.error().what << report.error().where;
  EXPECT_EQ(report->incidents, 2U);
  EXPECT_TRUE(slurp(workshop_.path("report/register.pdf")).starts_with("%PDF-"));
  const std::string csv = slurp(workshop_.path("report/register.csv"));
  EXPECT_NE(csv.find("Encrypted by the state of the art"), std::string::npos);
  EXPECT_NE(csv.find("receipt 2026-0815"), std::string::npos);
  EXPECT_NE(csv.find("Portal closed"), std::string::npos);
}

TEST(RegisterReport, NoCellBeginsAFormula) {
  EXPECT_EQ(csv_cell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
  EXPECT_EQ(csv_cell("@x"), "'@x");
  EXPECT_EQ(csv_cell("-1"), "'-1");
  EXPECT_EQ(csv_cell("+1,2"), "\"'+1,2\"");
  EXPECT_EQ(csv_cell("\tx"), "'\tx");
  EXPECT_EQ(csv_cell("plain"), "plain");
  EXPECT_EQ(csv_cell("say \"x\""), "\"say \"\"x\"\"\"");
}

}  // namespace
}  // namespace tocsin
