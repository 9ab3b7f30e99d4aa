// The severity of known examples, computed by hand from ENISA's tables.
#include "rules/assessment/enisa.h"

#include <gtest/gtest.h>

#include "rules/assessment/test_profiles.h"

namespace tocsin::assessment {
namespace {

struct Row {
  const char* story;
  std::vector<const char*> data;
  const char* group;
  std::vector<Nature> nature;
  bool malicious;
  Exfiltration exfiltration;
  Recipients recipient;
  Backup backup;
  std::optional<double> hours;
  double score;
  Band band;
};

const std::vector<Nature> c{Nature::confidentiality}, a{Nature::availability}, ci{Nature::confidentiality, Nature::integrity};
const Recipients attacker{Recipient::hostile, false, {}, {}}, one{Recipient::known_person, false, 1, {}};

TEST(Enisa, examples) {
  const Row rows[] = {
      {"ransomware over an employer's files, back in hours",
       {"basic", "contact", "employment"},
       "employees",
       a,
       true,
       Exfiltration::excluded,
       attacker,
       Backup::available,
       5,
       3.5,
       Band::high},
      {"a hospital for two days", {"basic", "health"}, "patients", a, true, Exfiltration::excluded, attacker, Backup::available, 48, 4.75, Band::very_high},
      {"job applications skimmed",
       {"basic", "contact", "employment", "education"},
       "applicants",
       ci,
       true,
       Exfiltration::confirmed,
       attacker,
       Backup::available,
       {},
       3.0,
       Band::high},
      {"hashes under pseudonyms",
       {"pseudonym", "credentials_hashed"},
       "users",
       c,
       true,
       Exfiltration::confirmed,
       attacker,
       Backup::not_relevant,
       {},
       1.25,
       Band::low},
      {"contracts shown to an agent",
       {"basic", "contact", "insurance_contract"},
       "customers",
       c,
       false,
       Exfiltration::disclosed,
       one,
       Backup::not_relevant,
       {},
       2.25,
       Band::medium},
      {"two orders swapped", {"basic", "contact", "order"}, "customers", c, false, Exfiltration::disclosed, one, Backup::not_relevant, {}, 1.25, Band::low},
      {"a motor policy in the wrong envelope",
       {"basic", "vehicle_plate", "birth_data", "insurance_contract"},
       "customers",
       c,
       false,
       Exfiltration::disclosed,
       one,
       Backup::not_relevant,
       {},
       2.25,
       Band::medium},
      {"identities of a payment platform",
       {"basic", "birth_data", "national_id"},
       "insured",
       c,
       true,
       Exfiltration::confirmed,
       attacker,
       Backup::not_relevant,
       {},
       3.0,
       Band::high},
      {"sickness funds without data exchange",
       {"basic", "health"},
       "insured",
       a,
       true,
       Exfiltration::excluded,
       attacker,
       Backup::available,
       78,
       4.75,
       Band::very_high},
  };
  for (const Row& row : rows) {
    BreachProfile p;
    for (const char* word : row.data) p.data.push_back(kind(word));
    p.groups = {group(row.group)};
    p.nature = row.nature;
    p.malicious = row.malicious;
    p.exfiltration = row.exfiltration;
    p.recipient = row.recipient;
    p.backup = row.backup;
    p.restored_after_hours = row.hours;
    const auto score = enisa_score(p);
    ASSERT_TRUE(score) << row.story;
    EXPECT_DOUBLE_EQ(score->score, row.score) << row.story;
    EXPECT_EQ(name_of(score->band), name_of(row.band)) << row.story;
  }
}

TEST(Enisa, flags_stand_beside_the_score) {
  BreachProfile p = stolen_notebook();
  p.protection = {ProtectionKind::encryption, true, false};
  const auto score = enisa_score(p);
  ASSERT_TRUE(score);
  EXPECT_EQ(score->flags, (std::vector<std::string_view>{"unintelligible", "over_100_persons"}));
}

TEST(Enisa, no_score_without_kinds_of_data) {
  BreachProfile p = stolen_notebook();
  p.data = {kind("customer_data")};
  EXPECT_FALSE(enisa_score(p));
}

}  // namespace
}  // namespace tocsin::assessment
