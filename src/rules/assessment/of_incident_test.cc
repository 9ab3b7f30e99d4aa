#include "rules/assessment/of_incident.h"

#include <gtest/gtest.h>

#include "rules/assessment/assessment.h"
#include "rules/assessment/words.h"

namespace tocsin::assessment {
namespace {

class Log {
 public:
  explicit Log(tocsin::Role role = tocsin::Role::controller) { head_.role = role; }
  Log& add(fact::Body body, std::optional<std::uint64_t> supersedes = {}, Knowledge state = Knowledge::known) {
    Fact fact;
    fact.seq = facts_.size() + 1;
    fact.recorded_at = at("2026-11-20T08:00:00Z") + std::chrono::hours(fact.seq);
    fact.body = std::move(body);
    fact.supersedes = supersedes;
    fact.state = state;
    facts_.push_back(std::move(fact));
    return *this;
  }
  Duties duties() const { return duties_of(breach_profile_of(incident_of(head_, facts_))); }
  BreachProfile profile() const { return breach_profile_of(incident_of(head_, facts_)); }

 private:
  IncidentHead head_;
  std::vector<Fact> facts_;
};

using K = word::DataKind;

Log stolen_tapes() {
  Log log;
  log.add(fact::NatureEstablished{.nature = {word::Nature::confidentiality}})
      .add(fact::CauseEstablished{.cause = word::Cause::theft_backup, .origin = word::Origin::external_malicious})
      .add(fact::DataExposed{.kinds = {K::basic, K::contact, K::vehicle_plate, K::insurance_contract}})
      .add(fact::PersonsCounted{.min = 260'000, .best = 260'000})
      .add(fact::PersonGroupsEstablished{.groups = {word::PersonGroup::customers}, .vulnerable = false})
      .add(fact::ProtectionAssessed{.protection = word::Protection::special_reader});
  return log;
}

TEST(OfIncident, nothing_recorded_is_undetermined) { EXPECT_EQ(Log().duties().authority, Answer::needs_input); }

TEST(OfIncident, the_answer_moves_with_the_evidence_in_both_directions) {
  EXPECT_EQ(stolen_tapes().duties().authority, Answer::needs_input);
  EXPECT_EQ(stolen_tapes().duties().persons, Answer::needs_input);

  Log shown = stolen_tapes();
  shown.add(fact::ProtectionAssessed{.protection = word::Protection::encryption, .state_of_art = true, .key_taken = false, .key_derivable = false}, 6);
  EXPECT_EQ(shown.duties().authority, Answer::no);
  EXPECT_EQ(shown.duties().persons, Answer::no);

  shown.add(fact::ProtectionAssessed{.protection = word::Protection::encryption, .state_of_art = true, .key_taken = true}, 7);
  EXPECT_EQ(shown.duties().persons, Answer::yes);

  Log open = stolen_tapes();
  open.add(fact::ProtectionAssessed{.protection = word::Protection::none}, 6);
  EXPECT_EQ(open.duties().authority, Answer::yes);
  EXPECT_EQ(open.duties().persons, Answer::yes);
}

TEST(OfIncident, half_encrypted_is_not_encrypted) {
  Log log = stolen_tapes();
  log.add(
      fact::ProtectionAssessed{
          .protection = word::Protection::encryption, .state_of_art = true, .key_taken = false, .key_derivable = false, .coverage_percent = 80},
      6);
  EXPECT_EQ(log.duties().persons, Answer::yes);
}

TEST(OfIncident, a_fact_of_unknown_content_tells_nothing) {
  Log log = stolen_tapes();
  log.add(fact::ProtectionAssessed{}, 6, Knowledge::unknown_yet);
  EXPECT_EQ(log.duties().authority, Answer::needs_input);
}

TEST(OfIncident, a_find_reopens_what_was_closed) {
  Log log;
  log.add(fact::NatureEstablished{.nature = {word::Nature::confidentiality}})
      .add(fact::CauseEstablished{.cause = word::Cause::hacking, .origin = word::Origin::external_malicious})
      .add(fact::ExfiltrationAssessed{.exfiltration = word::Exfiltration::excluded, .logs_prove = true});
  EXPECT_EQ(log.duties().authority, Answer::no);
  log.add(fact::DataExposed{.kinds = {K::basic, K::birth_data}})
      .add(fact::ProtectionAssessed{.protection = word::Protection::none})
      .add(fact::WatchReported{.at = at("2026-11-21T10:00:00Z"), .report = word::ReportKind::found_online});
  EXPECT_EQ(log.duties().authority, Answer::yes);
  EXPECT_EQ(log.duties().persons, Answer::yes);
}

TEST(OfIncident, an_outage_is_measured_from_its_begin) {
  Log log;
  log.add(fact::NatureEstablished{.nature = {word::Nature::availability}})
      .add(fact::BreachHappened{.begin = at("2026-11-18T06:00:00Z"), .precision = word::Precision::exact})
      .add(fact::AvailabilityRestored{.at = at("2026-11-19T12:00:00Z")});
  EXPECT_EQ(log.profile().restored_after_hours, 30);
  log.add(fact::AvailabilityRestored{.at = at("2026-11-19T12:00:00Z"), .service = "sick notes"}, 3);
  EXPECT_FALSE(log.profile().restored_after_hours);
}

TEST(OfIncident, a_second_recipient_does_not_hide_a_worse_one) {
  Log log;
  log.add(fact::RecipientsEstablished{.recipient = word::Recipient::attacker})
      .add(fact::RecipientsEstablished{.recipient = word::Recipient::contract_partner_with_secrecy, .trusted = true, .count = 1, .deletion_confirmed = true});
  EXPECT_EQ(log.profile().recipient.kind, Recipient::hostile);
}

TEST(OfIncident, what_turns_out_exposed_is_no_longer_told_as_safe) {
  Log log;
  log.add(fact::DataNotExposed{.kinds = {K::bank_account, K::health}}).add(fact::DataExposed{.kinds = {K::basic, K::bank_account}});
  EXPECT_EQ(log.profile().not_exposed, std::vector<std::string>{"health"});
}

TEST(OfIncident, roles) {
  EXPECT_TRUE(Log(tocsin::Role::processor).duties().notify_controllers);
  EXPECT_FALSE(Log().duties().notify_controllers);
}

TEST(OfIncident, a_dismissed_suspicion_is_no_breach) {
  Log log = stolen_tapes();
  log.add(fact::BreachDismissed{.reason = "the safe was only moved"});
  EXPECT_FALSE(log.duties().document);
}

// A word added to the vocabulary must find its meaning here.
TEST(OfIncident, every_word_of_the_vocabulary_has_a_meaning) {
  const auto open = [](std::string_view word) { return word == "unknown" || word == "other" || word == "not_determined" || word == "processor_breach"; };
  for (const auto word : words_of(word::DataKind{})) EXPECT_TRUE(data_kind_of(word)) << word;
  for (const auto word : words_of(word::PersonGroup{})) EXPECT_TRUE(open(word) || person_group_of(word)) << word;
  for (const auto word : words_of(word::Cause{})) EXPECT_TRUE(open(word) || cause_of(word)) << word;
  for (const auto word : words_of(word::Exfiltration{})) EXPECT_TRUE(open(word) || exfiltration_of(word)) << word;
  for (const auto word : words_of(word::Protection{})) EXPECT_TRUE(open(word) || protection_kind_of(word)) << word;
  for (const auto word : words_of(word::BackupState{})) EXPECT_TRUE(open(word) || backup_of(word)) << word;
  for (const auto word : words_of(word::Recipient{})) EXPECT_TRUE(open(word) || recipient_of(word)) << word;
  for (const auto word : words_of(word::ServiceImpact{})) EXPECT_TRUE(open(word) || impact_of(word)) << word;
}

}  // namespace
}  // namespace tocsin::assessment
