#include "documents/forms/notification.h"

#include <gtest/gtest.h>

#include "documents/forms/form_changes.h"
#include "documents/forms/form_check.h"

namespace tocsin {
namespace {

const FormPack& edpb() {
  static const FormPack pack = *shipped_form("edpb-1.0");
  return pack;
}
const FormTexts& english() {
  static const FormTexts texts = *shipped_form_texts(edpb(), "en");
  return texts;
}

// Facts as a file of them would tell; seq counts from 1.
Incident incident_with(std::initializer_list<const char*> lines) {
  std::vector<Fact> facts;
  for (const char* line : lines) {
    auto told = fact_of_json(*json_of(line, "facts"), "facts");
    EXPECT_TRUE(told.has_value()) << (told ? "" : told.error().what + " " + told.error().where + " " + line);
    if (!told) continue;
    Fact fact;
    fact.seq = facts.size() + 1;
    fact.recorded_at = at("2026-11-16T08:00:00Z") + std::chrono::minutes(fact.seq);
    fact.body = told->body;
    fact.state = told->state;
    fact.basis = told->basis;
    fact.supersedes = told->supersedes;
    facts.push_back(fact);
  }
  IncidentHead head;
  head.authority = "fr-cnil";
  head.title = "Processor hit";
  return incident_of(head, facts);
}

NoticeRequest request_of(word::Stage stage) {
  NoticeRequest request;
  request.stage = stage;
  request.zone = *Zone::named("Europe/Paris");
  request.organisation = *notifying_organisation_of(
      *json_of(R"({"name":"Mutuelle Exemple","contact":"1 rue Exemple, Metz","sector":"private","organisation_type":"large","economic_activity":"K",
                   "dpo":true,"dpo_name":"Claire Exemple","dpo_contact":"dpo@mutuelle.example","establishments":["FR"]})",
               "profile"),
      "profile");
  request.reporter = {"Paul Exemple", "paul@mutuelle.example", "legal_representative", ""};
  return request;
}

Incident on_day_one() {
  return incident_with({
      R"({"kind":"processor_alert_received","at":"2026-11-16T08:02:00Z","party":"Exemple Paiement"})",
      R"({"kind":"breach_described","text":"The processor's portal was broken into."})",
      R"({"kind":"nature_established","nature":["confidentiality"]})",
      R"({"kind":"consequences_assessed","text":"Deception under the persons' names","impacts":["identity_theft","phishing"]})",
      R"({"kind":"measure_taken","phase":"containment","text":"Portal closed","at":"2026-11-16T09:00:00Z"})",
  });
}

std::string text(const Answers& answers, const char* key) {
  const Answer* answer = answers.find(key);
  return answer == nullptr || !answer->tells() ? "" : std::get<std::string>(answer->value);
}
std::vector<std::string> several(const Answers& answers, const char* key) {
  const Answer* answer = answers.find(key);
  return answer == nullptr || !answer->tells() ? std::vector<std::string>{} : std::get<std::vector<std::string>>(answer->value);
}

TEST(Notification, DayOneIsEnoughForAPreliminaryNotice) {
  const Answers answers = answers_of(edpb(), english(), on_day_one(), request_of(word::Stage::initial));
  const FormReport report = check_form(edpb(), answers);
  EXPECT_EQ(report.minimal, report.minimal_there);
  EXPECT_TRUE(report.may_be_sent());
  for (const FormFinding& f : report.findings) ADD_FAILURE() << name_of(f.fault) << " " << f.field;
  EXPECT_EQ(text(answers, "notification_type"), "new");
  EXPECT_EQ(text(answers, "notification_sub_type"), "incomplete");
  EXPECT_EQ(text(answers, "controller_aware_at"), "2026-11-16T09:02:00+01:00");  // the alert is the awareness, in the authority's time
  EXPECT_EQ(several(answers, "discovery"), (std::vector<std::string>{"by_processor"}));
  EXPECT_EQ(text(answers, "told_by_other_party_on"), "2026-11-16");
  EXPECT_EQ(text(answers, "discovery_description"), "Exemple Paiement told the controller on 2026-11-16 09:02 (UTC+01:00).");
  EXPECT_EQ(several(answers, "party_names"), (std::vector<std::string>{"Exemple Paiement"}));
  EXPECT_EQ(several(answers, "impacts"), (std::vector<std::string>{"identity_theft", "fraud"}));
  EXPECT_EQ(answers.find("persons_precision")->state, Knowledge::unknown_yet);
  EXPECT_EQ(answers.find("persons_number"), nullptr);
  EXPECT_EQ(text(answers, "persons_informed"), "no_still_investigating");
}

TEST(Notification, ACompleteNoticeAsksForEverythingAgain) {
  const Answers answers = answers_of(edpb(), english(), on_day_one(), request_of(word::Stage::complete));
  EXPECT_EQ(text(answers, "notification_type"), "new");
  const FormReport report = check_form(edpb(), answers);
  EXPECT_FALSE(report.may_be_sent());
  for (const char* key : {"persons_precision", "persons_informed", "risk_outcome", "systems", "breach_period"})
    EXPECT_TRUE(std::ranges::any_of(report.findings, [&](const FormFinding& f) { return f.field == key && f.fault == FormFault::missing; })) << key;
  for (const FormFinding& f : report.findings) EXPECT_EQ(f.fault, FormFault::missing) << f.field;
}

TEST(Notification, LateNeedsReasons) {
  NoticeRequest request = request_of(word::Stage::initial);
  request.late = true;
  EXPECT_FALSE(check_form(edpb(), answers_of(edpb(), english(), on_day_one(), request)).may_be_sent());
}

TEST(Notification, NumbersAreWhatTheFactsSay) {
  struct Row {
    const char *name, *fact;
    std::string precision;
    std::optional<Answer> number;
  };
  const Row rows[] = {
      {"counted", R"({"kind":"persons_counted","best":260000})", "exact", Answer{std::int64_t{260'000}, Knowledge::known, {}, {}}},
      {"counted, all three alike", R"({"kind":"persons_counted","min":5,"best":5,"max":5})", "exact", Answer{std::int64_t{5}, Knowledge::known, {}, {}}},
      {"a range", R"({"kind":"persons_counted","min":250000,"best":260000,"max":300000,"state":"estimated"})", "approximate",
       Answer{std::int64_t{260'000}, Knowledge::estimated, 250'000, 300'000}},
      {"at most", R"({"kind":"persons_counted","max":300000})", "approximate", Answer{std::int64_t{300'000}, Knowledge::estimated, {}, 300'000}},
      {"only one group", R"({"kind":"persons_counted","best":7,"group":"dependants"})", "", {}},
      {"records are no persons", R"({"kind":"records_counted","best":7})", "", {}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Answers answers = answers_of(edpb(), english(), incident_with({row.fact}), request_of(word::Stage::initial));
    EXPECT_EQ(text(answers, "persons_precision"), row.precision);
    const Answer* number = answers.find("persons_number");
    ASSERT_EQ(number != nullptr, row.number.has_value());
    EXPECT_TRUE(number == nullptr || *number == *row.number);
  }
}

TEST(Notification, WhenItHappened) {
  struct Row {
    const char *name, *fact, *period, *begin, *end;
  };
  const Row rows[] = {
      {"one day by local time", R"({"kind":"breach_happened","precision":"exact","begin":"2026-11-15T23:30:00Z","end":"2026-11-16T08:00:00Z"})", "one_day",
       "2026-11-16T00:30:00+01:00", "2026-11-16T09:00:00+01:00"},
      {"two days", R"({"kind":"breach_happened","precision":"period","begin":"2026-11-14T12:00:00Z","end":"2026-11-16T08:00:00Z"})", "from_to",
       "2026-11-14T13:00:00+01:00", "2026-11-16T09:00:00+01:00"},
      {"goes on", R"({"kind":"breach_happened","precision":"ongoing","begin":"2026-11-14T12:00:00Z"})", "ongoing", "2026-11-14T13:00:00+01:00", ""},
      {"nobody can know", R"({"kind":"breach_happened","precision":"cannot_be_determined"})", "cannot_be_determined", "", ""},
      {"nobody knows yet", R"({"kind":"breach_happened","precision":"to_be_determined"})", "to_be_determined", "", ""},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Answers answers = answers_of(edpb(), english(), incident_with({row.fact}), request_of(word::Stage::initial));
    EXPECT_EQ(text(answers, "breach_period"), row.period);
    EXPECT_EQ(text(answers, "breach_begin"), row.begin);
    EXPECT_EQ(text(answers, "breach_end"), row.end);
  }
}

TEST(Notification, WhetherThePersonsKnow) {
  struct Row {
    const char* name;
    std::initializer_list<const char*> facts;
    const char* informed;
  };
  const Row rows[] = {
      {"nobody decided", {}, "no_still_investigating"},
      {"to be told", {R"({"kind":"decision_taken","decision":"inform_persons"})"}, "no_date_open"},
      {"told", {R"({"kind":"persons_informed","at":"2026-11-17T08:00:00Z","persons":10,"channel":"letter"})"}, "yes"},
      {"not to be told", {R"({"kind":"decision_taken","decision":"do_not_inform_persons"})"}, "no_not_high_risk"},
      {"an exception",
       {R"({"kind":"exception_claimed","exception":"unintelligible","evidence":"AES-256, key safe"})",
        R"({"kind":"decision_taken","decision":"do_not_inform_persons"})"},
       "no_exception"},
      {"an exception that fell",
       {R"({"kind":"exception_claimed","exception":"unintelligible","evidence":"AES-256, key safe"})",
        R"({"kind":"decision_taken","decision":"do_not_inform_persons"})",
        R"({"kind":"exception_rejected","exception":"unintelligible","reason":"the key was taken"})"},
       "no_not_high_risk"},
      {"changed their mind",
       {R"({"kind":"decision_taken","decision":"do_not_inform_persons"})", R"({"kind":"decision_taken","decision":"inform_persons"})"},
       "no_date_open"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(text(answers_of(edpb(), english(), incident_with(row.facts), request_of(word::Stage::initial)), "persons_informed"), row.informed);
  }
}

TEST(Notification, AnythingTheFormAsksCanBeRecorded) {
  const Incident incident = incident_with({
      R"({"kind":"breach_described","text":"From the facts"})",
      R"({"kind":"form_answered","form":"edpb-1.0","field":"description","answer":"In the form's words"})",
      R"({"kind":"form_answered","form":"edpb-1.0","field":"reported_to_police","answer":"unknown"})",
      R"({"kind":"form_answered","form":"edpb-1.0","field":"accuracy_declared","answer":"yes"})",
      R"({"kind":"form_answered","form":"edpb-1.0","field":"cross_border","answer":"yes"})",
      R"({"kind":"form_answered","form":"edpb-1.0","field":"persons_per_country","answer":"FR=12, LU = 3"})",
      R"({"kind":"form_answered","form":"edpb-1.0","field":"own_reference","state":"withheld"})",
      R"({"kind":"form_answered","form":"another","field":"systems","answer":"not ours"})",
  });
  const Answers answers = answers_of(edpb(), english(), incident, request_of(word::Stage::initial));
  EXPECT_EQ(text(answers, "description"), "In the form's words");
  EXPECT_EQ(text(answers, "reported_to_police"), "unknown");
  EXPECT_EQ(answers.find("accuracy_declared")->value, AnswerValue(true));
  EXPECT_EQ(answers.find("persons_per_country")->value, AnswerValue(NumbersByCountry{{"FR", 12}, {"LU", 3}}));
  EXPECT_EQ(answers.find("own_reference")->state, Knowledge::withheld);
  EXPECT_EQ(answers.find("systems")->state, Knowledge::unknown_yet);
}

TEST(Notification, EveryQuestionTakesAnAnswerInWords) {
  for (const FormField& field : edpb().fields) {
    std::string words = "some words";
    switch (field.type) {
      case AnswerType::boolean: words = "no"; break;
      case AnswerType::integer: words = "12"; break;
      case AnswerType::date: words = "2026-11-20"; break;
      case AnswerType::date_time: words = "2026-11-20T10:00:00Z"; break;
      case AnswerType::choice: words = field.options[0].code; break;
      case AnswerType::choices: words = field.options[0].code + ", " + field.options[1].code; break;
      case AnswerType::authority: words = "lu-cnpd"; break;
      case AnswerType::authorities: words = "lu-cnpd,fr-cnil"; break;
      case AnswerType::countries: words = "LU"; break;
      case AnswerType::numbers_by_country: words = "LU=1"; break;
      default: break;
    }
    const auto answer = answer_of_words(field, words, "x");
    ASSERT_TRUE(answer.has_value()) << field.key;
    Answers answers;
    answers.by_key[field.key] = *answer;
    for (const FormFinding& f : check_form(edpb(), answers).findings) EXPECT_FALSE(f.field == field.key && f.fault == FormFault::wrong_type) << field.key;
  }
  EXPECT_FALSE(answer_of_words(*edpb().field("persons_number"), "many", "x").has_value());
  EXPECT_FALSE(answer_of_words(*edpb().field("persons_per_country"), "LU", "x").has_value());
  EXPECT_FALSE(answer_of_words(*edpb().field("accuracy_declared"), "maybe", "x").has_value());
}

TEST(Notification, AWithdrawalIsShort) {
  const Incident incident = incident_with({
      R"({"kind":"became_aware","at":"2026-11-16T08:00:00Z"})",
      R"({"kind":"authority_notified","at":"2026-11-16T10:00:00Z","receipt":"VIO-2026-1"})",
      R"({"kind":"breach_dismissed","reason":"Only test data were on the disk"})",
  });
  const Answers answers = answers_of(edpb(), english(), incident, request_of(word::Stage::withdraw));
  EXPECT_TRUE(check_form(edpb(), answers).may_be_sent());
  EXPECT_EQ(text(answers, "previous_notification_id"), "VIO-2026-1");
  EXPECT_EQ(text(answers, "withdrawal_reasons"), "Only test data were on the disk");
  EXPECT_EQ(answers.find("controller_aware_at"), nullptr);
}

TEST(Notification, AFollowUpTellsWhatChanged) {
  const Answers first = answers_of(edpb(), english(), on_day_one(), request_of(word::Stage::initial));
  const Incident later = incident_with({
      R"({"kind":"processor_alert_received","at":"2026-11-16T08:02:00Z","party":"Exemple Paiement"})",
      R"({"kind":"breach_described","text":"The processor's portal was broken into."})",
      R"({"kind":"nature_established","nature":["confidentiality"]})",
      R"({"kind":"consequences_assessed","text":"Deception under the persons' names","impacts":["identity_theft","phishing"]})",
      R"({"kind":"measure_taken","phase":"containment","text":"Portal closed","at":"2026-11-16T09:00:00Z"})",
      R"({"kind":"authority_notified","at":"2026-11-16T10:00:00Z","receipt":"VIO-2026-1"})",
      R"({"kind":"persons_counted","min":48000,"best":50000,"max":51000,"state":"estimated"})",
      R"({"kind":"risk_assessed","risk":"high","reason":"Many, and well identifiable"})",
  });
  const Answers second = answers_of(edpb(), english(), later, request_of(word::Stage::follow_up));
  EXPECT_EQ(text(second, "previous_notification_id"), "VIO-2026-1");
  std::vector<std::string> changed;
  for (const FormChange& change : changes_between(edpb(), first, second)) changed.push_back(change.field->key);
  EXPECT_EQ(changed, (std::vector<std::string>{"persons_precision", "persons_number", "risk_outcome", "risk_description"}));
}

}  // namespace
}  // namespace tocsin
