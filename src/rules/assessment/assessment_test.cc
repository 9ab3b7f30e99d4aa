#include "rules/assessment/assessment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rules/assessment/completion.h"
#include "rules/assessment/test_profiles.h"
#include "rules/assessment/words.h"

namespace tocsin::assessment {
namespace {

using Change_it = void (*)(BreachProfile&);

struct Story {
  const char* name;
  BreachProfile begin;
  Change_it change;
  Answer authority;
  Answer persons;
  Because reason;
};

const Story stories[] = {
    {"two parcels swapped", swapped_parcel(), [](BreachProfile&) {}, Answer::no, Answer::no, Because::recipients_few_and_known},
    {"the letter shows a bank account", swapped_parcel(), [](BreachProfile& p) { p.data.push_back(kind("bank_account")); }, Answer::yes, Answer::yes,
     Because::data_enabling},
    {"the letter shows a birth date", swapped_parcel(), [](BreachProfile& p) { p.data.push_back(kind("birth_data")); }, Answer::yes, Answer::no,
     Because::data_revealing},
    {"a thousand such letters", swapped_parcel(), [](BreachProfile& p) { p.persons = PersonCount{1000, 1000}; }, Answer::yes, Answer::no,
     Because::many_persons},
    {"a birth date reached a notary who destroyed it", swapped_parcel(),
     [](BreachProfile& p) {
       p.data.push_back(kind("birth_data"));
       p.recipient = {Recipient::bound_to_secrecy, true, 1, true};
     },
     Answer::no, Answer::no, Because::recipient_trusted_and_deleted},
    {"the notary does not answer", swapped_parcel(),
     [](BreachProfile& p) {
       p.data.push_back(kind("birth_data"));
       p.recipient = {Recipient::bound_to_secrecy, true, 1, false};
     },
     Answer::yes, Answer::no, Because::recipients_few_and_known},
    {"nobody has asked the notary yet", swapped_parcel(),
     [](BreachProfile& p) {
       p.data.push_back(kind("birth_data"));
       p.recipient = {Recipient::bound_to_secrecy, true, 1, {}};
     },
     Answer::needs_input, Answer::no, Because::undetermined_counts_as_risk},
    {"a light special category in a short list", swapped_parcel(),
     [](BreachProfile& p) {
       p.data.push_back(kind("food_preference"));
       p.special_category = true;
     },
     Answer::no, Answer::no, Because::special_data_of_little_weight},
    {"a special category that nobody named", swapped_parcel(), [](BreachProfile& p) { p.special_category = true; }, Answer::yes, Answer::yes,
     Because::data_intimate},
    {"a notebook without encryption", stolen_notebook(), [](BreachProfile&) {}, Answer::yes, Answer::yes, Because::medium_stolen},
    {"the notebook is encrypted and the key safe", stolen_notebook(), [](BreachProfile& p) { p.protection = {ProtectionKind::encryption, true, false}; },
     Answer::no, Answer::no, Because::data_unintelligible},
    {"the key was in the bag", stolen_notebook(), [](BreachProfile& p) { p.protection = {ProtectionKind::encryption, true, true}; }, Answer::yes, Answer::yes,
     Because::key_or_algorithm_fails},
    {"nobody knows whether it was encrypted", stolen_notebook(), [](BreachProfile& p) { p.protection = {}; }, Answer::needs_input, Answer::needs_input,
     Because::encryption_not_established},
    {"encrypted, but nobody has checked the key", stolen_notebook(), [](BreachProfile& p) { p.protection = {ProtectionKind::encryption, true, {}}; },
     Answer::needs_input, Answer::needs_input, Because::encryption_not_established},
    {"a special reader is needed", stolen_notebook(), [](BreachProfile& p) { p.protection = {ProtectionKind::special_reader, true, false}; },
     Answer::needs_input, Answer::needs_input, Because::special_reader_is_not_encryption},
    {"the notebook came back unread", stolen_notebook(), [](BreachProfile& p) { p.medium_recovered_unread = true; }, Answer::no, Answer::no,
     Because::medium_recovered_unread},
    {"files locked for an hour", locked_files(), [](BreachProfile&) {}, Answer::no, Answer::no, Because::restored_in_time},
    {"locked for a working week and felt", locked_files(),
     [](BreachProfile& p) {
       p.restored_after_hours = 120;
       p.service_impact = Impact::minor;
     },
     Answer::yes, Answer::no, Because::restored_late},
    {"encryption at rest does not bring lost files back", locked_files(),
     [](BreachProfile& p) {
       p.protection = {ProtectionKind::encryption, true, false};
       p.backup = Backup::none;
       p.restored_after_hours = never_restored;
     },
     Answer::yes, Answer::no, Because::lost_for_good},
    {"operations were cancelled", locked_files(), [](BreachProfile& p) { p.service_impact = Impact::severe; }, Answer::yes, Answer::yes,
     Because::consequences_severe},
    {"medical records away for thirty hours, effect not yet reported", locked_files(),
     [](BreachProfile& p) {
       p.data.push_back(kind("health"));
       p.special_category = true;
       p.groups = {group("patients")};
       p.restored_after_hours = 30;
       p.service_impact.reset();
     },
     Answer::yes, Answer::yes, Because::care_depends_on_it},
    {"no logs: an outsider was inside", locked_files(),
     [](BreachProfile& p) {
       p.exfiltration.reset();
       p.logs_prove_no_exfiltration.reset();
     },
     Answer::needs_input, Answer::no, Because::undetermined_counts_as_risk},
    {"somebody acts under one person's name", swapped_parcel(),
     [](BreachProfile& p) {
       p.cause = Cause::impersonation;
       p.malicious = true;
       p.persons = PersonCount{1, 1};
     },
     Answer::yes, Answer::yes, Because::identity_misused},
    {"data altered and put right", locked_files(), [](BreachProfile& p) { p.nature = std::vector{Nature::integrity}; }, Answer::no, Answer::no,
     Because::altered_and_restored},
    {"data altered for good", locked_files(),
     [](BreachProfile& p) {
       p.nature = std::vector{Nature::integrity};
       p.backup = Backup::none;
     },
     Answer::yes, Answer::no, Because::altered_not_restored},
    {"not personal data at all", stolen_notebook(), [](BreachProfile& p) { p.personal_data = false; }, Answer::no, Answer::no, Because::not_a_breach},
};

TEST(Assessment, stories) {
  for (const Story& story : stories) {
    BreachProfile profile = story.begin;
    story.change(profile);
    const Assessment found = assess(profile);
    EXPECT_EQ(name_of(found.duties.authority), name_of(story.authority)) << story.name;
    EXPECT_EQ(name_of(found.duties.persons), name_of(story.persons)) << story.name;
    EXPECT_TRUE(std::count(found.because.begin(), found.because.end(), story.reason))
        << story.name << ": " << name_of(story.reason) << " is not among the reasons";
    EXPECT_EQ(found.duties.document, profile.personal_data != false) << story.name;
  }
}

TEST(Assessment, nothing_known_is_undetermined_and_counts_as_a_risk) {
  const Assessment found = assess({});
  EXPECT_TRUE(found.duties.document);
  EXPECT_EQ(found.duties.authority, Answer::needs_input);
  EXPECT_EQ(found.duties.persons, Answer::needs_input);
  EXPECT_EQ(name_of(found.duties.risk), "undetermined");
  EXPECT_EQ(counts_for_clocks(found.duties.risk), Risk::risk);
  EXPECT_FALSE(found.enisa);
}

TEST(Assessment, a_processor_alerts_whatever_the_risk) {
  BreachProfile harmless = swapped_parcel(), grave = stolen_notebook();
  harmless.role = grave.role = Role::processor;
  for (const BreachProfile& profile : {harmless, grave}) {
    EXPECT_TRUE(duties_of(profile).notify_controllers);
    EXPECT_EQ(duties_of(profile).authority, Answer::by_controllers);
  }
  EXPECT_EQ(duties_of(harmless).persons, Answer::no);
  EXPECT_EQ(duties_of(grave).persons, Answer::by_controllers);
}

TEST(Assessment, planned_maintenance_is_no_breach) {
  BreachProfile profile = locked_files();
  profile.cause = Cause::planned_maintenance;
  EXPECT_FALSE(duties_of(profile).document);
}

TEST(WouldChange, the_encryption_of_a_stolen_medium_moves_the_answer_both_ways) {
  BreachProfile profile = stolen_notebook();
  profile.protection = {};
  bool down = false, up = false;
  for (const Change& change : assess(profile).would_change) {
    down |= change.code == "if_encryption_is_shown" && change.then.authority == Answer::no && change.then.persons == Answer::no;
    up |= change.code == "if_not_encrypted" && change.then.authority == Answer::yes && change.then.persons == Answer::yes;
  }
  EXPECT_TRUE(down);
  EXPECT_TRUE(up);
}

TEST(WouldChange, only_what_changes_is_listed) {
  for (const Story& story : stories) {
    BreachProfile profile = story.begin;
    story.change(profile);
    const Assessment found = assess(profile);
    for (const Change& change : found.would_change) EXPECT_FALSE(change.then == found.duties) << story.name << ": " << change.code;
  }
}

TEST(Because, names_are_unique_and_have_a_source) {
  std::set<std::string_view> names;
  int place = 0;
  for (const Because because : all_becauses()) {
    EXPECT_EQ(static_cast<int>(because), place++);
    EXPECT_TRUE(names.insert(name_of(because)).second) << name_of(because);
    EXPECT_FALSE(source_of(because).empty());
  }
  EXPECT_EQ(name_of(Because::lost_for_good), "lost_for_good");
  EXPECT_EQ(name_of(Because::second_opinion_differs), "second_opinion_differs");
}

TEST(Words, endings_and_unknown_words) {
  EXPECT_EQ(data_kind_of("bank_details")->word, "bank");
  EXPECT_EQ(data_kind_of("invoices")->word, "invoice");
  EXPECT_FALSE(data_kind_of("s"));
  EXPECT_FALSE(data_kind_of("_data"));
  EXPECT_EQ(cause_of("theft_paper"), Cause::stolen_medium);
  EXPECT_EQ(cause_of("lost_device"), Cause::lost_medium);
  EXPECT_EQ(cause_of("stolen_credentials"), Cause::intrusion);
  EXPECT_FALSE(cause_of("gremlins"));
  EXPECT_EQ(recipient_of("jobseekers"), Recipient::known_circle);
  EXPECT_EQ(recipient_of("other_customer"), Recipient::known_person);
  EXPECT_FALSE(recipient_of("other_"));
}

}  // namespace
}  // namespace tocsin::assessment
