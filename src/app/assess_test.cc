#include "app/assess.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "adapters/yaml_file/yaml_file.h"
#include "app/assessment_words.h"
#include "rules/assessment/because.h"
#include "rules/assessment/would_change.h"

namespace tocsin::app {
namespace {

using assessment::Answer;
using assessment::Duties;

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(std::string_view(value->get_string())) : "";
}

// "conditional": the guideline leaves it to facts it does not give.
bool fits(const std::string& expected, Answer answer) {
  if (expected != "conditional") return name_of(answer) == expected;
  return answer != Answer::by_controllers;
}

void expect_as_the_file_says(const std::string& path) {
  const auto document = read_yaml(path);
  ASSERT_TRUE(document) << document.error().what << " " << document.error().where;
  const auto report = assess_cases(*document, path);
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->warnings.empty()) << report->warnings.front();
  const json::array& cases = document->as_object().at("cases").as_array();
  ASSERT_EQ(cases.size(), report->cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const json::object& expected = cases[i].as_object().at("expected").as_object();
    const Duties& duties = report->cases[i].assessment.duties;
    const std::string story = report->cases[i].id + " " + text_of(cases[i].as_object(), "title");
    EXPECT_EQ(duties.document, expected.at("document").as_bool()) << story;
    EXPECT_TRUE(fits(text_of(expected, "sa"), duties.authority)) << story << ": authority " << name_of(duties.authority);
    EXPECT_TRUE(fits(text_of(expected, "persons"), duties.persons)) << story << ": persons " << name_of(duties.persons);
    EXPECT_EQ(name_of(duties.risk), text_of(expected, "risk")) << story;
    EXPECT_FALSE(report->cases[i].assessment.because.empty()) << story;
  }
}

TEST(Assess, agrees_with_the_projects_own_cases) { expect_as_the_file_says(TOCSIN_SOURCE_DIR "/tests/data/cases.yaml"); }

TEST(Assess, agrees_with_the_published_examples) {
  for (const char* path : {TOCSIN_SOURCE_DIR "/../shared/data/edpb-cases.yaml", TOCSIN_SOURCE_DIR "/../../shared/data/edpb-cases.yaml"})
    if (std::filesystem::exists(path)) return expect_as_the_file_says(path);
  GTEST_SKIP() << "the examples of the guidelines are not at hand";
}

TEST(Assess, an_unknown_word_is_a_warning_and_counts_as_unknown) {
  const auto unknown = yaml_of("cases: [{id: X, breach: [C], cause: gremlins, exfiltration: sideways, persons: many, colour: red}]", "test");
  const auto silent = yaml_of("cases: [{id: X, breach: [C]}]", "test");
  const auto said = assess_cases(*unknown, "test"), nothing = assess_cases(*silent, "test");
  ASSERT_TRUE(said && nothing);
  EXPECT_EQ(said->warnings.size(), 4u);
  EXPECT_EQ(said->cases[0].assessment.duties, nothing->cases[0].assessment.duties);
  EXPECT_EQ(said->cases[0].assessment.duties.authority, Answer::needs_input);
}

TEST(Assess, a_file_without_cases_is_refused_with_a_remedy) {
  for (const char* yaml : {"", "12", "cases: 3", "cases: [3]", "[{id: E01}]"}) {
    const auto report = assess_cases(*yaml_of(yaml, "test"), "test");
    ASSERT_FALSE(report) << yaml;
    EXPECT_EQ(report.error().kind, ErrorKind::invalid);
    EXPECT_FALSE(report.error().remedy.empty());
  }
}

TEST(AssessmentWords, every_code_has_words_in_every_language) {
  for (const char* language : {"en", "fr", "de"}) {
    const auto words = AssessmentWords::in(language);
    ASSERT_TRUE(words) << language << ": " << words.error().what;
    for (const auto because : assessment::all_becauses()) EXPECT_TRUE(words->has("because", name_of(because))) << language << " " << name_of(because);
    for (const auto code : assessment::all_change_codes()) EXPECT_TRUE(words->has("would_change", code)) << language << " " << code;
    for (const char* id : {"evidence_encryption", "evidence_state_of_art", "evidence_key_safe", "evidence_backup", "evidence_measure", "evidence_verified_by",
                           "evidence_before_any_use", "evidence_why_disproportionate", "evidence_public_means"})
      EXPECT_TRUE(words->has("evidence", id)) << language << " " << id;
    for (const char* id :
         {"proposal", "risk", "authority", "persons", "notify_controllers", "not_exposed", "enisa", "would_change", "warning", "a_person_decides"})
      EXPECT_TRUE(words->has("page", id)) << language << " " << id;
    for (const char* id : {"yes", "no", "needs_input", "by_controllers"}) EXPECT_TRUE(words->has("answer", id)) << language << " " << id;
    for (const char* id : {"unlikely", "risk", "high", "undetermined"}) EXPECT_TRUE(words->has("risk", id)) << language << " " << id;
    for (const char* id : {"low", "medium", "high", "very_high"}) EXPECT_TRUE(words->has("band", id)) << language << " " << id;
  }
}

}  // namespace
}  // namespace tocsin::app
