#include "documents/forms/filled_form.h"

#include <gtest/gtest.h>

#include "documents/forms/form_changes.h"
#include "documents/forms/sample_answers.h"

namespace tocsin {
namespace {

const FormPack& edpb() {
  static const FormPack pack = *shipped_form("edpb-1.0");
  return pack;
}

TEST(FilledForm, HasTheFormsNumbersAndLetters) {
  Answers answers;
  answers.circumstances.insert("late");
  answers.say("notification_type", "new");
  answers.say("breach_nature", std::vector<std::string>{"confidentiality", "availability"});
  answers.say("dates_estimated", true);
  answers.say("persons_per_country", NumbersByCountry{{"LU", 3}});
  answers.by_key["persons_number"] = {std::int64_t{260'000}, Knowledge::estimated, 250'000, 300'000};
  answers.leave("cause", Knowledge::unknown_yet);      // the form has a letter for it
  answers.leave("impacts", Knowledge::unknown_yet);    // and here, among several
  answers.leave("systems", Knowledge::unknown_yet);    // here it has none
  EXPECT_EQ(
      print_line(filled_form(edpb(), answers)),
      R"({"form":"edpb-1.0","circumstances":["late"],"field_3":"a","field_45":true,"field_55":["a","c"],"field_61":"e","field_68":260000,)"
      R"("field_85":["o"],"field_117":{"LU":3},"states":{"field_63":{"state":"unknown_yet"},"field_68":{"state":"estimated","min":250000,"max":300000}}})");
}

TEST(FilledForm, ComesBackAsItWasWritten) {
  SampleAnswers samples(edpb(), 11);
  for (const std::string_view kind : {"complete", "incomplete", "withdraw"})
    for (int i = 0; i < 50; ++i) {
      const Answers answers = samples.fitting(kind);
      const auto back = answers_of_form(edpb(), filled_form(edpb(), answers), "a form");
      ASSERT_TRUE(back.has_value()) << back.error().what << back.error().where;
      EXPECT_EQ(filled_form(edpb(), *back), filled_form(edpb(), answers));
      EXPECT_TRUE(changes_between(edpb(), answers, *back).empty());
      EXPECT_EQ(back->circumstances, answers.circumstances);
    }
}

struct Broken {
  std::string_view name, json, where;
};
constexpr Broken broken[] = {
    {"of another form", R"({"form":"cnil-1"})", "form"},
    {"of no form", R"({"field_3":"a"})", "form"},
    {"a question that is not asked", R"({"form":"edpb-1.0","field_1":"a"})", "field_1"},
    {"a letter that is not there", R"({"form":"edpb-1.0","field_3":"z"})", "field_3"},
    {"a letter among several", R"({"form":"edpb-1.0","field_55":["a","z"]})", "field_55"},
    {"half a person", R"({"form":"edpb-1.0","field_68":1.5})", "field_68"},
    {"half a person in a country", R"({"form":"edpb-1.0","field_117":{"LU":1.5}})", "field_117"},
    {"an unknown circumstance", R"({"form":"edpb-1.0","circumstances":["sunny"]})", "circumstances"},
    {"an unknown state", R"({"form":"edpb-1.0","states":{"field_63":{"state":"hazy"}}})", "field_63"},
    {"a state of an unknown field", R"({"form":"edpb-1.0","states":{"field_1":{"state":"unknown_yet"}}})", "states"},
    {"a state with more to say", R"({"form":"edpb-1.0","states":{"field_63":{"state":"unknown_yet","why":"x"}}})", "field_63"},
};

TEST(FilledForm, WhatIsNoFormIsRefusedWithItsPlace) {
  for (const Broken& row : broken) {
    SCOPED_TRACE(row.name);
    const auto read = answers_of_form(edpb(), *json_of(row.json, "x"), "filed.json");
    ASSERT_FALSE(read.has_value());
    EXPECT_NE(read.error().where.find(row.where), std::string::npos) << read.error().where;
    EXPECT_TRUE(read.error().where.starts_with("filed.json")) << read.error().where;
  }
}

TEST(FormChanges, TellWhatWasAndWhatIs) {
  Answers before, now;
  before.say("notification_sub_type", "incomplete");  // about the notice: not a change of the breach
  now.say("notification_sub_type", "complete");
  before.leave("persons_precision", Knowledge::unknown_yet);
  now.say("persons_precision", "approximate");
  now.by_key["persons_number"] = {std::int64_t{2'000'000}, Knowledge::estimated, 1'500'000, 2'500'000};
  before.say("lateness_reasons", "a closed mailbox");
  before.say("description", "the same");
  now.say("description", "the same");
  before.leave("cause", Knowledge::unknown_yet);
  now.say("cause", "to_be_determined");
  const auto changes = changes_between(edpb(), before, now);
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].field->key, "lateness_reasons");
  EXPECT_FALSE(changes[0].is.has_value());
  EXPECT_EQ(changes[1].field->key, "persons_precision");
  EXPECT_EQ(changes[1].is->value, AnswerValue("approximate"));
  EXPECT_EQ(changes[2].field->key, "persons_number");
  EXPECT_FALSE(changes[2].was.has_value());
}

}  // namespace
}  // namespace tocsin
