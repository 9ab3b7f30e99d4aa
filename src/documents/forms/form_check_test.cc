#include "documents/forms/form_check.h"

#include <gtest/gtest.h>

#include <functional>

#include "documents/forms/sample_answers.h"

namespace tocsin {
namespace {

const FormPack& edpb() {
  static const FormPack pack = *shipped_form("edpb-1.0");
  return pack;
}

// A first notice of a health insurer, complete.
Answers complete_notice() {
  Answers a;
  a.say("notification_type", "new");
  a.say("notification_sub_type", "complete");
  a.say("organisation_name", "Mutuelle Exemple");
  a.say("organisation_contact", "1 rue Exemple, Metz; dpo@mutuelle.example");
  a.say("reporter_name", "Claire Exemple");
  a.say("reporter_contact", "claire@mutuelle.example");
  a.say("reporter_function", "dpo");
  a.say("other_parties_involved", "no");
  a.say("breach_period", "one_day");
  a.say("breach_begin", "2026-11-16T08:00:00+01:00");
  a.say("breach_end", "2026-11-16T09:00:00+01:00");
  a.say("controller_aware_at", "2026-11-16T09:02:00+01:00");
  a.say("discovery", std::vector<std::string>{"by_controller"});
  a.say("discovery_description", "An alert of the firewall");
  a.say("breach_nature", std::vector<std::string>{"confidentiality"});
  a.say("confidentiality_state", "disclosed");
  a.say("unintelligible", "no");
  a.say("incident_kinds", std::vector<std::string>{"exfiltration"});
  a.say("cause", "external_malicious");
  a.say("description", "Accounts of the portal were taken over and data copied out");
  a.say("systems", "portal for opticians, hosted in France");
  a.say("person_groups", std::vector<std::string>{"customers"});
  a.say("person_groups_description", "Insured and dependants");
  a.say("persons_precision", "exact");
  a.say("persons_number", std::int64_t{50'000});
  a.say("data_kinds", std::vector<std::string>{"basic", "identifiers"});
  a.say("data_kinds_description", "Name, birth date, national number");
  a.say("records_precision", "exact");
  a.say("records_number", std::int64_t{61'000});
  a.say("measures_before", std::vector<std::string>{"training"});
  a.say("measures_before_description", "Yearly training");
  a.say("confidentiality_consequences", std::vector<std::string>{"linkable"});
  a.say("impacts", std::vector<std::string>{"identity_theft"});
  a.say("severity", "moderate");
  a.say("risk_outcome", "high_risk");
  a.say("risk_description", "Many, identifiable, hostile recipient");
  a.say("measures_taken", "Portal closed, passwords changed");
  a.say("prevention", std::vector<std::string>{"logical_access"});
  a.say("prevention_description", "Second factor for all");
  a.say("persons_informed", "no_date_set");
  a.say("persons_to_be_informed_on", "2026-11-18");
  a.say("cross_border", "no");
  return a;
}

using Change = std::function<void(Answers&)>;
struct Story {
  std::string name;
  Change change;
  std::vector<FormFinding> findings;
};

FormFinding finding(FormFault fault, std::string key, std::string detail = {}) {
  const int number = edpb().field(key)->number;
  return {fault, std::move(key), number, std::move(detail)};
}
Change say(std::string key, AnswerValue value) {
  return [=](Answers& a) { a.say(key, value); };
}
Change leave(std::string key, Knowledge state) {
  return [=](Answers& a) { a.leave(key, state); };
}
Change erase(std::string key) {
  return [=](Answers& a) { a.by_key.erase(key); };
}
Change late() {
  return [](Answers& a) { a.circumstances.insert("late"); };
}
Change both(Change first, Change second) {
  return [=](Answers& a) {
    first(a);
    second(a);
  };
}
using List = std::vector<std::string>;
using enum FormFault;

const std::vector<Story>& stories() {
  static const std::vector<Story> all = {
      {"everything is there", [](Answers&) {}, {}},

      // Lateness: Art. 33(1) second sentence.
      {"late without reasons", late(), {finding(missing, "lateness_reasons")}},
      {"late with reasons", both(late(), say("lateness_reasons", "The alert went to a closed mailbox")), {}},
      {"in time, yet with reasons for lateness", say("lateness_reasons", "none"), {finding(not_asked, "lateness_reasons")}},
      {"a late follow-up explains nothing anew", both(late(), both(say("notification_type", "follow_up"), say("previous_notification_id", "N-1"))), {}},

      // To be determined: only in incomplete notices.
      {"an open number in a complete notice",
       both(say("persons_precision", "to_be_determined"), erase("persons_number")),
       {finding(unknown_not_allowed, "persons_precision")}},
      {"an open number in an incomplete one",
       both(say("notification_sub_type", "incomplete"), both(leave("persons_precision", Knowledge::unknown_yet), erase("persons_number"))),
       {}},
      {"more kinds of data may show up", say("data_kinds", List{"basic", "not_yet_known"}), {finding(unknown_not_allowed, "data_kinds", "not_yet_known")}},
      {"the description is never open",
       both(say("notification_sub_type", "incomplete"), leave("description", Knowledge::unknown_yet)),
       {finding(unknown_not_allowed, "description")}},
      {"systems not known in a complete notice", leave("systems", Knowledge::unknown_yet), {finding(unknown_not_allowed, "systems")}},
      {"systems not answered in a complete notice", erase("systems"), {finding(missing, "systems")}},
      {"systems not answered in an incomplete notice", both(say("notification_sub_type", "incomplete"), erase("systems")), {finding(open, "systems")}},
      {"measures not answered in an incomplete notice",
       both(say("notification_sub_type", "incomplete"), erase("measures_taken")),
       {finding(missing, "measures_taken")}},
      {"withheld in a complete notice", leave("systems", Knowledge::withheld), {finding(state_not_allowed, "systems")}},
      {"does not apply, where nothing is owed", leave("own_reference", Knowledge::not_applicable), {}},

      // What hangs on another answer.
      {"how many although nobody can know", say("persons_precision", "cannot_be_determined"), {finding(not_asked, "persons_number")}},
      {"other consequences want words",
       say("confidentiality_consequences", List{"linkable", "other"}),
       {finding(missing, "confidentiality_consequences_other")}},
      {"availability has its own questions",
       say("breach_nature", List{"confidentiality", "availability"}),
       {finding(missing, "availability_state"), finding(missing, "availability_consequences")}},
      {"integrity does not ask for availability",
       say("breach_nature", List{"confidentiality", "integrity"}),
       {finding(missing, "integrity_state"), finding(missing, "integrity_consequences")}},
      {"not the DPO who reports", say("reporter_function", "legal_representative"), {finding(missing, "dpo_designated")}},
      {"no DPO at all", both(say("reporter_function", "legal_representative"), say("dpo_designated", false)), {finding(missing, "contact_point")}},
      {"told by a processor, but when?", say("discovery", List{"by_processor"}), {finding(missing, "told_by_other_party_on")}},
      {"estimated dates need an explanation", say("dates_estimated", true), {finding(missing, "timeline_comments")}},
      {"a processor was involved",
       say("other_parties_involved", "yes"),
       {finding(missing, "party_roles"), finding(missing, "party_names"), finding(missing, "party_contacts")}},
      {"a day to be set needs no day", both(say("persons_informed", "no_date_open"), erase("persons_to_be_informed_on")), {}},
      {"outside the EEA",
       both([](Answers& a) { a.circumstances.insert("outside_eea"); }, erase("cross_border")),
       {finding(missing, "representative_name"), finding(missing, "representative_contact"), finding(missing, "outside_eea_processing")}},

      // Forms of answers.
      {"not a date", say("persons_to_be_informed_on", "next week"), {finding(wrong_type, "persons_to_be_informed_on")}},
      {"a time without its zone", say("controller_aware_at", "2026-11-16T09:02:00"), {finding(wrong_type, "controller_aware_at")}},
      {"a code of another question", say("cause", "basic"), {finding(wrong_type, "cause")}},
      {"a number as text", say("persons_number", "many"), {finding(wrong_type, "persons_number")}},
      {"less than nobody", say("persons_number", std::int64_t{-1}), {finding(wrong_type, "persons_number")}},
      {"an empty text", say("description", ""), {finding(wrong_type, "description")}},
      {"the same kind twice", say("data_kinds", List{"basic", "basic"}), {finding(wrong_type, "data_kinds")}},
      {"a best figure beyond the highest",
       [](Answers& a) { a.by_key["persons_number"] = {std::int64_t{9}, Knowledge::estimated, 1, 5}; },
       {finding(wrong_type, "persons_number")}},

      // Contradictions.
      {"high risk, yet nobody is told because it is not high",
       both(say("persons_informed", "no_not_high_risk"), erase("persons_to_be_informed_on")),
       {finding(contradiction, "risk_outcome", "high_risk_not_told")}},
      {"ends before it begins", say("breach_end", "2026-11-16T07:00:00+01:00"), {finding(contradiction, "breach_begin", "begin_before_end")}},
      {"the same hour, seen from two zones", say("breach_end", "2026-11-16T07:00:00+00:00"), {}},
      {"aware before it began", say("controller_aware_at", "2026-11-16T07:02:00+01:00"), {finding(contradiction, "breach_begin", "begin_before_awareness")}},
      {"one day that lasts two", say("breach_end", "2026-11-17T09:00:00+01:00"), {finding(contradiction, "breach_begin", "one_day_is_one_day")}},
  };
  return all;
}

TEST(FormCheck, Stories) {
  for (const Story& story : stories()) {
    SCOPED_TRACE(story.name);
    Answers answers = complete_notice();
    story.change(answers);
    const FormReport report = check_form(edpb(), answers);
    EXPECT_EQ(report.findings.size(), story.findings.size());
    for (const FormFinding& f : report.findings)
      EXPECT_NE(std::ranges::find(story.findings, f), story.findings.end()) << name_of(f.fault) << " " << f.field << " " << f.detail;
    EXPECT_EQ(report.may_be_sent(), std::ranges::none_of(story.findings, &FormFinding::blocks));
  }
}

TEST(FormCheck, OnlyAFollowUpWithdrawsAndItNeedsLittle) {
  Answers answers;
  answers.say("notification_type", "new");
  answers.say("notification_sub_type", "withdraw");
  for (const char* key : {"organisation_name", "organisation_contact", "reporter_name", "reporter_contact"}) answers.say(key, "as before");
  answers.say("reporter_function", "dpo");
  answers.say("withdrawal_reasons", "No personal data were on the disk");
  EXPECT_EQ(check_form(edpb(), answers).findings, (std::vector{finding(not_allowed_option, "notification_sub_type", "withdraw")}));
  answers.say("notification_type", "follow_up");
  answers.say("previous_notification_id", "N-1");
  EXPECT_TRUE(check_form(edpb(), answers).findings.empty());
  answers.by_key.erase("withdrawal_reasons");
  EXPECT_EQ(check_form(edpb(), answers).findings, (std::vector{finding(missing, "withdrawal_reasons")}));
}

TEST(FormCheck, CountriesTogetherHoldNoMorePersonsThanThereAre) {
  Answers answers = complete_notice();
  answers.say("cross_border", "yes");
  answers.say("lead_authority", "fr-cnil");
  answers.say("establishment_countries", List{"FR"});
  answers.say("person_countries", List{"FR", "LU"});
  answers.say("authorities_notified", List{"fr-cnil"});
  answers.say("persons_per_country", NumbersByCountry{{"FR", 49'000}, {"LU", 1'000}});
  EXPECT_TRUE(check_form(edpb(), answers).may_be_sent());
  answers.say("persons_per_country", NumbersByCountry{{"FR", 50'000}, {"LU", 1}});
  EXPECT_EQ(check_form(edpb(), answers).findings, (std::vector{finding(contradiction, "persons_per_country", "country_sum_within_total")}));
  answers.say("persons_per_country", NumbersByCountry{{"FR", INT64_MAX}, {"LU", INT64_MAX}});
  EXPECT_FALSE(check_form(edpb(), answers).may_be_sent());
  answers.say("persons_per_country", NumbersByCountry{{"BE", 5}});
  EXPECT_EQ(check_form(edpb(), answers).findings, (std::vector{finding(contradiction, "person_countries", "countries_match")}));
}

TEST(FormCheck, APreliminaryFilingCountsItsTenAnswers) {
  Answers answers;
  answers.say("notification_type", "new");
  answers.say("notification_sub_type", "incomplete");
  FormReport report = check_form(edpb(), answers);
  EXPECT_EQ(report.minimal.size(), 10u);
  EXPECT_EQ(report.minimal_there, (std::vector<std::string>{"notification_type", "lateness"}));  // in time: no reasons are asked for
  answers.circumstances.insert("late");
  EXPECT_EQ(check_form(edpb(), answers).minimal_there, (std::vector<std::string>{"notification_type"}));
  answers.circumstances.clear();

  const Answers all = complete_notice();
  for (const FormField& field : edpb().fields)
    if (!field.minimal.empty() && answers.find(field.key) == nullptr)
      if (const Answer* answer = all.find(field.key)) answers.by_key[field.key] = *answer;
  for (const char* key : {"reporter_name", "reporter_contact", "reporter_function", "persons_number", "records_number", "persons_to_be_informed_on"})
    answers.by_key[key] = *all.find(key);
  report = check_form(edpb(), answers);
  EXPECT_EQ(report.minimal_there.size(), 10u);
  EXPECT_TRUE(report.may_be_sent());
  EXPECT_TRUE(check_form(edpb(), with_unknowns(edpb(), answers)).findings.size() < report.findings.size());
}

TEST(FormCheck, WhatIsLeftOpenCanBeSaidToBeOpen) {
  SampleAnswers samples(edpb(), 7);
  for (int i = 0; i < 100; ++i) {
    Answers answers = samples.fitting("incomplete");
    for (int n = 0; n < 5; ++n) samples.disturb(answers);
    const Answers told = with_unknowns(edpb(), answers);
    for (const FormFinding& f : check_form(edpb(), told).findings) EXPECT_NE(f.fault, open) << f.field;
    EXPECT_EQ(check_form(edpb(), told).may_be_sent(), check_form(edpb(), answers).may_be_sent());
  }
}

}  // namespace
}  // namespace tocsin
