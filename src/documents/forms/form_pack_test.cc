#include "documents/forms/form_pack.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "documents/forms/form_texts.h"
#include "documents/forms/sample_answers.h"

namespace tocsin {
namespace {

FormPack edpb() {
  auto pack = shipped_form("edpb-1.0");
  EXPECT_TRUE(pack.has_value()) << pack.error().what << " in " << pack.error().where;
  return *pack;
}

TEST(FormPack, HoldsTheHundredQuestionsOfTheTemplate) {
  const FormPack pack = edpb();
  EXPECT_EQ(pack.fields.size(), 100u);
  EXPECT_EQ(pack.fields.front().number, 3);
  EXPECT_EQ(pack.fields.back().number, 126);
  EXPECT_EQ(pack.field(49)->key, "lateness_reasons");
  EXPECT_EQ(pack.countries.size(), 30u);
}

TEST(FormPack, KnowsEveryAuthorityThatHasAProfileAndNoneOutsideTheEea) {
  const FormPack pack = edpb();
  for (const auto& [id, name] : pack.authorities) {
    const std::string country{static_cast<char>(id[0] - 'a' + 'A'), static_cast<char>(id[1] - 'a' + 'A')};
    EXPECT_NE(std::ranges::find(pack.countries, country), pack.countries.end()) << id;
  }
  for (const Resource& profile : resources_under("law/authorities/")) {
    const std::string_view file = profile.name.substr(profile.name.rfind('/') + 1);
    EXPECT_TRUE(pack.authorities.contains(file.substr(0, file.find('.')))) << file;
  }
}

TEST(FormPack, APreliminaryFilingNeedsTenAnswers) {
  EXPECT_EQ(edpb().minimal_answers(), (std::vector<std::string>{"notification_type", "controller", "awareness", "lateness", "nature", "description", "extent",
                                                                "consequences", "measures", "persons_informed"}));
}

TEST(FormPack, EveryQuestionCanBeReachedAndEveryConditionGoesBothWays) {
  const FormPack pack = edpb();
  std::set<std::string> seen, hidden, held, failed;
  SampleAnswers samples(pack, 33);
  for (const std::string_view kind : {"complete", "incomplete", "withdraw"})
    for (int i = 0; i < 150; ++i) {
      const Answers answers = samples.fitting(kind);
      for (const FormField& field : pack.fields) (shown(pack, field, answers) ? seen : hidden).insert(field.key);
      for (ConditionIndex c = 0; c < pack.conditions.size(); ++c) (holds(pack, c, answers) ? held : failed).insert(pack.conditions[c].name);
    }
  for (const FormField& field : pack.fields) {
    EXPECT_TRUE(seen.contains(field.key)) << field.key << " is never asked";
    const bool conditional = field.shown_if || pack.sections[field.section].shown_if;
    EXPECT_EQ(hidden.contains(field.key), conditional) << field.key;
  }
  for (const FormCondition& condition : pack.conditions) {
    EXPECT_TRUE(held.contains(condition.name) || condition.name == "contradicts_high_risk") << condition.name << " never holds";
    EXPECT_TRUE(failed.contains(condition.name)) << condition.name << " always holds";
  }
}

TEST(FormPack, EveryConditionIsUsed) {
  const FormPack pack = edpb();
  std::set<ConditionIndex> used;
  const auto use = [&](const std::optional<ConditionIndex>& condition) {
    if (condition) used.insert(*condition);
  };
  for (const FormSection& section : pack.sections) use(section.shown_if);
  for (const FormCondition& condition : pack.conditions) used.insert(condition.parts.begin(), condition.parts.end());
  for (const FormContradiction& rule : pack.contradictions) used.insert(rule.condition);
  for (const FormComparison& rule : pack.comparisons) use(rule.condition);
  for (const FormField& field : pack.fields) {
    use(field.shown_if);
    use(field.required_if);
    for (const FormOption& option : field.options) use(option.only_if);
  }
  for (ConditionIndex c = 0; c < pack.conditions.size(); ++c)
    EXPECT_TRUE(used.contains(c) || pack.conditions[c].name == "incomplete") << pack.conditions[c].name;
}

TEST(FormPack, EveryWordOfAFactIsAnAnswerOrSaidToBeNone) {
  const FormPack pack = edpb();
  std::map<std::string, std::set<std::string>> lists;  // "field/list" -> words
  for (const auto& [path, code] : pack.from_facts) lists[path.substr(0, path.rfind('/'))].insert(path.substr(path.rfind('/') + 1));
  EXPECT_GE(lists.size(), 20u);
  for (const auto& [path, words] : lists) {
    const auto known = words_of_list(path.substr(path.find('/') + 1));
    EXPECT_EQ(words, std::set<std::string>(known.begin(), known.end())) << path;
  }
}

TEST(FormPack, AnUnknownFormIsNotFoundAndTheKnownOnesAreNamed) {
  const auto pack = shipped_form("cnil-2019");
  ASSERT_FALSE(pack.has_value());
  EXPECT_EQ(pack.error().kind, ErrorKind::not_found);
  EXPECT_NE(pack.error().remedy.find("edpb-1.0"), std::string::npos);
}

// A small form that is right; each row breaks one thing in it.
constexpr std::string_view small_form = R"(
id = "small-1"
law = "Art. 33"
status = "draft"
circumstances = ["late"]
countries = ["LU"]
section = [{ id = "who" }, { id = "what", shown_if = "named" }]
[authority]
lu-cnpd = "CNPD"
[condition]
named = { field = "colour", is = ["red", "blue"] }
late = { circumstance = "late" }
both = { all = ["named", "late"] }
[[field]]
number = 1
key = "colour"
section = "who"
type = "choice"
options = { a = "red", b = "blue", c = "open" }
option_if = { b = "late" }
unknown_option = "c"
[[field]]
number = 2
key = "why"
section = "what"
type = "text"
required_if = "both"
)";

struct Damage {
  std::string_view name, from, to, what, where;
};
constexpr Damage damages[] = {
    {"no id", "id = \"small-1\"\nlaw = \"Art. 33\"\nstatus = \"draft\"\n", "", "no file of this form gives its id", "small.toml"},
    {"a word nobody knows", "status = \"draft\"", "status = \"draft\"\ncolor = 1", "color", "small.toml"},
    {"an unknown type", "type = \"text\"", "type = \"prose\"", "unknown type of answer", "small.toml, field 2: type"},
    {"a choice without options", "type = \"text\"", "type = \"choice\"", "choice and choices have options", "why"},
    {"options of a text", "type = \"text\"", "type = \"text\"\noptions = { a = \"x\" }", "choice and choices have options", "why"},
    {"a section that is not there", "section = \"what\"\ntype", "section = \"nowhere\"\ntype", "no section \"nowhere\"", "why"},
    {"a condition that is not there", "required_if = \"both\"", "required_if = \"never\"", "no condition \"never\"", "why"},
    {"a condition on a field that is not there", "field = \"colour\"", "field = \"color\"", "no field \"color\"", "condition.named"},
    {"a condition on an answer that is not offered", "\"red\", \"blue\"]", "\"red\", \"green\"]", "\"green\" is no answer", "condition.named"},
    {"a circumstance that is not there", "circumstance = \"late\" }", "circumstance = \"early\" }", "unknown circumstance", "condition.late"},
    {"two forms of a condition at once", "{ circumstance = \"late\" }", "{ circumstance = \"late\", not = \"named\" }", "a condition is one of",
     "condition.late"},
    {"a condition that asks nothing", "{ circumstance = \"late\" }", "{ }", "a condition is one of", "condition.late"},
    {"a circle", "{ circumstance = \"late\" }", "{ not = \"both\" }", "depends on itself", "condition."},
    {"two fields of one number", "number = 2", "number = 1", "two fields have the number 1", "field"},
    {"two fields of one key", "key = \"why\"", "key = \"colour\"", "two fields have this key", "colour"},
    {"two options of one code", "c = \"open\"", "c = \"red\"", "two options have the code", "colour"},
    {"a condition for no option", "{ b = \"late\" }", "{ z = \"late\" }", "no option z", "colour"},
    {"no such option for the unknown", "unknown_option = \"c\"", "unknown_option = \"z\"", "no option z", "colour"},
    {"a comparison of texts in time", "[[field]]\nnumber = 2", "[[compare]]\nid = \"x\"\norder = [\"why\", \"why\"]\n[[field]]\nnumber = 2",
     "cannot be compared", "compare 1"},
    {"a contradiction without a condition", "[[field]]\nnumber = 2", "[[contradiction]]\nid = \"x\"\nfields = [\"why\"]\n[[field]]\nnumber = 2", "no condition",
     "contradiction 1"},
    {"a word of facts for no answer", "[condition]", "[from_facts.colour.risk]\nhigh = \"green\"\n[condition]", "\"green\" is no answer",
     "from_facts.colour.risk"},
    {"not TOML", "id = \"small-1\"", "id = ", "not TOML", "small.toml"},
};

TEST(FormPack, WhatIsWrongInAFileIsToldWithItsPlace) {
  const Resource right{"small.toml", small_form};
  const auto pack = form_pack_of(std::span(&right, 1));
  ASSERT_TRUE(pack.has_value()) << pack.error().what << " in " << pack.error().where;
  for (const Damage& damage : damages) {
    SCOPED_TRACE(damage.name);
    std::string text(small_form);
    const std::size_t place = text.find(damage.from);
    ASSERT_NE(place, std::string::npos);
    text.replace(place, damage.from.size(), damage.to);
    const Resource file{"small.toml", text};
    const auto broken = form_pack_of(std::span(&file, 1));
    ASSERT_FALSE(broken.has_value());
    EXPECT_NE((broken.error().what + broken.error().where).find(damage.what), std::string::npos) << broken.error().what << " in " << broken.error().where;
    EXPECT_NE(broken.error().where.find(damage.where), std::string::npos) << broken.error().where;
  }
}

}  // namespace
}  // namespace tocsin
