// Walks many invented profiles, with and without gaps: more harm never lowers a duty, a gap never answers less than
// the worst it may hide, a measure that helps never raises.
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "rules/assessment/assessment.h"
#include "rules/assessment/test_profiles.h"

namespace tocsin::assessment {
namespace {

constexpr int walks = 1'000;  // per property; run with more when rules change

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  int upto(int most) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(most + 1)); }
  bool flip() { return upto(1) == 1; }

  template <class Value>
  std::optional<Value> maybe(Value value) {
    return upto(4) == 0 ? std::nullopt : std::optional(value);
  }
  template <class Enum>
  std::optional<Enum> maybe_to(Enum last, int from = 0) {
    return maybe(static_cast<Enum>(from + upto(static_cast<int>(last) - from)));
  }

 private:
  std::mt19937 engine_;
};

DataKind any_kind(Dice& dice) {
  static const char* words[] = {"pseudonym",  "credentials_hashed", "basic",        "contact", "order",
                                "birth_data", "employment",         "bank_account", "health",  "customer_data"};
  return kind(words[dice.upto(9)]);
}

PersonGroup any_group(Dice& dice) {
  static const char* words[] = {"customers", "employees", "patients", "children", "debtors"};
  return group(words[dice.upto(4)]);
}

BreachProfile any_profile(Dice& dice) {
  BreachProfile p;
  std::vector<Nature> nature;
  for (const Nature one : {Nature::confidentiality, Nature::integrity, Nature::availability})
    if (dice.flip()) nature.push_back(one);
  if (!nature.empty()) p.nature = nature;
  p.cause = dice.maybe_to(Cause::impersonation, 1);
  p.malicious = dice.maybe(dice.flip());
  p.exfiltration = dice.maybe_to(Exfiltration::published);
  p.logs_prove_no_exfiltration = dice.maybe(dice.flip());
  for (int i = dice.upto(3); i > 0; --i) p.data.push_back(any_kind(dice));
  p.special_category = dice.maybe(dice.flip());
  p.national_id = dice.maybe(dice.flip());
  const std::int64_t lo = 1 << dice.upto(18);
  p.persons = dice.maybe(PersonCount{lo, lo * (1 + dice.upto(20))});
  for (int i = dice.upto(2); i > 0; --i) p.groups.push_back(any_group(dice));
  p.vulnerable = dice.maybe(dice.flip());
  p.protection = {dice.maybe_to(ProtectionKind::none), dice.maybe(dice.flip()), dice.maybe(dice.flip())};
  p.recipient = {dice.maybe_to(Recipient::everybody), dice.maybe(dice.flip()), dice.maybe<std::int64_t>(1 << dice.upto(10)), dice.maybe(dice.flip())};
  p.backup = dice.maybe_to(Backup::destroyed);
  p.restored_after_hours = dice.maybe(static_cast<double>(dice.upto(200)));
  p.service_impact = dice.maybe_to(Impact::severe);
  p.exposure_duration_hours = dice.maybe(static_cast<double>(dice.upto(400)));
  p.medium_recovered_unread = dice.upto(9) == 0;
  return p;
}

// Half of the walks begin near a plain case, where a single step can still tip the answer; the other half anywhere.
BreachProfile next_profile(Dice& dice) {
  const BreachProfile wild = any_profile(dice);
  if (dice.flip()) return wild;
  const BreachProfile plain[] = {swapped_parcel(), stolen_notebook(), locked_files()};
  BreachProfile p = plain[dice.upto(2)];
  for (int i = dice.upto(3); i > 0; --i) switch (dice.upto(8)) {
      case 0: p.persons = wild.persons; break;
      case 1: p.data = wild.data; break;
      case 2: p.recipient = wild.recipient; break;
      case 3: p.protection = wild.protection; break;
      case 4: p.backup = wild.backup; break;
      case 5: p.service_impact = wild.service_impact; break;
      case 6: p.exfiltration = wild.exfiltration; break;
      case 7: p.restored_after_hours = wild.restored_after_hours; break;
      default: p.malicious = wild.malicious; break;
    }
  return p;
}

// Returns false where the step does not apply.
using Step = std::function<bool(BreachProfile&, Dice&)>;

template <class Value>
bool raise(std::optional<Value>& field, Value last) {
  if (!field || *field == last) return false;
  field = static_cast<Value>(static_cast<int>(*field) + 1);
  return true;
}
bool turn(std::optional<bool>& field, bool from) {
  if (field != from) return false;
  field = !from;
  return true;
}

struct Named {
  const char* name;
  Step step;
};

const Named harms[] = {
    {"more has left", [](BreachProfile& p, Dice&) { return raise(p.exfiltration, Exfiltration::published); }},
    {"on purpose", [](BreachProfile& p, Dice&) { return turn(p.malicious, false); }},
    {"an intrusion, not an accident",
     [](BreachProfile& p, Dice&) {
       if (p.cause != Cause::accident) return false;
       p.cause = Cause::intrusion;
       return true;
     }},
    {"stolen, not lost",
     [](BreachProfile& p, Dice&) {
       if (p.cause != Cause::lost_medium) return false;
       p.cause = Cause::stolen_medium;
       return true;
     }},
    {"special categories", [](BreachProfile& p, Dice&) { return turn(p.special_category, false); }},
    {"identity numbers", [](BreachProfile& p, Dice&) { return turn(p.national_id, false); }},
    {"vulnerable persons", [](BreachProfile& p, Dice&) { return turn(p.vulnerable, false); }},
    {"more persons at least",
     [](BreachProfile& p, Dice& dice) {
       if (!p.persons) return false;
       p.persons->lo += 1 << dice.upto(17);
       p.persons->hi = std::max(p.persons->hi, p.persons->lo);
       return true;
     }},
    {"more persons at most",
     [](BreachProfile& p, Dice& dice) {
       if (!p.persons) return false;
       p.persons->hi += 1 << dice.upto(17);
       return true;
     }},
    {"one more kind of data",
     [](BreachProfile& p, Dice& dice) {
       if (p.data.empty()) return false;
       p.data.push_back(any_kind(dice));
       return true;
     }},
    {"one more group of persons",
     [](BreachProfile& p, Dice& dice) {
       if (p.groups.empty()) return false;
       p.groups.push_back(any_group(dice));
       return true;
     }},
    {"one more nature",
     [](BreachProfile& p, Dice& dice) {
       if (!p.nature) return false;
       p.nature->push_back(static_cast<Nature>(dice.upto(2)));
       return true;
     }},
    {"not state of the art", [](BreachProfile& p, Dice&) { return turn(p.protection.state_of_art, true); }},
    {"the key is gone", [](BreachProfile& p, Dice&) { return turn(p.protection.key_compromised, false); }},
    {"no protection",
     [](BreachProfile& p, Dice&) {
       p.protection = {ProtectionKind::none, {}, {}};
       return true;
     }},
    {"a worse recipient", [](BreachProfile& p, Dice&) { return p.recipient.kind != Recipient::none && raise(p.recipient.kind, Recipient::everybody); }},
    {"the recipient is not trusted", [](BreachProfile& p, Dice&) { return turn(p.recipient.trusted, true); }},
    {"the recipient did not delete", [](BreachProfile& p, Dice&) { return turn(p.recipient.deletion_confirmed, true); }},
    {"more recipients",
     [](BreachProfile& p, Dice& dice) {
       if (!p.recipient.count) return false;
       *p.recipient.count += dice.upto(1000);
       return true;
     }},
    {"the logs prove nothing", [](BreachProfile& p, Dice&) { return turn(p.logs_prove_no_exfiltration, true); }},
    {"a worse back-up", [](BreachProfile& p, Dice&) { return raise(p.backup, Backup::destroyed); }},
    {"restored later",
     [](BreachProfile& p, Dice& dice) {
       if (!p.restored_after_hours) return false;
       *p.restored_after_hours += dice.upto(100);
       return true;
     }},
    {"never restored",
     [](BreachProfile& p, Dice&) {
       if (!p.restored_after_hours) return false;
       p.restored_after_hours = never_restored;
       return true;
     }},
    {"worse for the persons", [](BreachProfile& p, Dice&) { return raise(p.service_impact, Impact::severe); }},
    {"exposed for longer",
     [](BreachProfile& p, Dice&) {
       if (!p.exposure_duration_hours) return false;
       *p.exposure_duration_hours += 1000;
       return true;
     }},
    {"the medium did not come back",
     [](BreachProfile& p, Dice&) {
       if (!p.medium_recovered_unread) return false;
       p.medium_recovered_unread = false;
       return true;
     }},
};

bool no_less(RiskRange after, RiskRange before) { return after.at_best >= before.at_best && after.at_worst >= before.at_worst; }

TEST(AssessmentProperties, more_harm_never_lowers_a_duty) {
  for (const Named& harm : harms) {
    Dice dice(20260);
    int applied = 0;
    for (int i = 0; i < walks; ++i) {
      BreachProfile before = next_profile(dice), after = before;
      if (!harm.step(after, dice)) continue;
      ++applied;
      const Duties was = duties_of(before), is = duties_of(after);
      if (HasFailure()) break;
      EXPECT_TRUE(no_less(is.risk, was.risk)) << harm.name << ", walk " << i << ": " << name_of(was.risk.at_best) << ".." << name_of(was.risk.at_worst)
                                              << " became " << name_of(is.risk.at_best) << ".." << name_of(is.risk.at_worst);
      EXPECT_GE(is.authority, was.authority) << harm.name << ", walk " << i;
      EXPECT_GE(is.persons, was.persons) << harm.name << ", walk " << i;
    }
    EXPECT_GT(applied, 20) << harm.name;
  }
}

TEST(AssessmentProperties, every_harm_raises_some_answer) {
  for (const Named& harm : harms) {
    if (std::string_view(harm.name) == "exposed for longer") continue;  // a reason worth telling, no bound of its own
    Dice dice(7);
    int raised = 0;
    for (int i = 0; i < 20 * walks && raised == 0; ++i) {
      BreachProfile before = next_profile(dice), after = before;
      if (harm.step(after, dice) && !(risk_range(after) == risk_range(before))) ++raised;
    }
    EXPECT_GT(raised, 0) << harm.name;
  }
}

const Named gaps[] = {
    {"special categories", [](BreachProfile& p, Dice&) { return p.special_category.reset(), true; }},
    {"identity numbers", [](BreachProfile& p, Dice&) { return p.national_id.reset(), true; }},
    {"vulnerable persons", [](BreachProfile& p, Dice&) { return p.vulnerable.reset(), true; }},
    {"number of persons", [](BreachProfile& p, Dice&) { return p.persons.reset(), true; }},
    {"kinds of data", [](BreachProfile& p, Dice&) { return p.data.clear(), true; }},
    {"groups of persons", [](BreachProfile& p, Dice&) { return p.groups.clear(), true; }},
    {"protection", [](BreachProfile& p, Dice&) { return p.protection = {}, true; }},
    {"deletion", [](BreachProfile& p, Dice&) { return p.recipient.deletion_confirmed.reset(), true; }},
    {"number of recipients", [](BreachProfile& p, Dice&) { return p.recipient.kind > Recipient::known_person && (p.recipient.count.reset(), true); }},
    {"logs", [](BreachProfile& p, Dice&) { return p.logs_prove_no_exfiltration.reset(), true; }},
    {"back-up", [](BreachProfile& p, Dice&) { return p.backup.reset(), true; }},
    {"restoration", [](BreachProfile& p, Dice&) { return p.restored_after_hours.reset(), true; }},
    {"consequences", [](BreachProfile& p, Dice&) { return p.service_impact.reset(), true; }},
};

TEST(AssessmentProperties, a_gap_never_answers_less_than_the_worst_it_may_hide) {
  for (const Named& gap : gaps) {
    Dice dice(42);
    for (int i = 0; i < walks; ++i) {
      BreachProfile known = next_profile(dice), open = known;
      if (!gap.step(open, dice)) continue;
      ASSERT_GE(risk_range(open).at_worst, risk_range(known).at_worst) << gap.name << ", walk " << i;
      ASSERT_NE(duties_of(open).authority == Answer::no && duties_of(known).authority == Answer::yes, true) << gap.name << ", walk " << i;
    }
  }
}

TEST(AssessmentProperties, the_range_has_its_ends_in_order_and_clocks_never_run_on_less) {
  Dice dice(1);
  for (int i = 0; i < walks; ++i) {
    const RiskRange range = risk_range(next_profile(dice));
    ASSERT_LE(range.at_best, range.at_worst);
    ASSERT_GE(counts_for_clocks(range), range.at_best);
    ASSERT_EQ(counts_for_clocks(range) == Risk::unlikely, range.at_worst == Risk::unlikely);
  }
}

}  // namespace
}  // namespace tocsin::assessment
