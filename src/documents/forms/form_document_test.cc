#include "documents/forms/form_document.h"

#include <gtest/gtest.h>

#include <set>

#include "documents/forms/filing_sheet.h"
#include "documents/forms/sample_answers.h"

namespace tocsin {
namespace {

const FormPack& edpb() {
  static const FormPack pack = *shipped_form("edpb-1.0");
  return pack;
}
const FormTexts& texts(std::string_view language) {
  static const FormTexts english = *shipped_form_texts(edpb(), "en"), french = *shipped_form_texts(edpb(), "fr");
  return language == "fr" ? french : english;
}

std::set<std::string> numbers_in(const Document& document) {
  std::set<std::string> numbers;
  for (const Block& block : document.blocks)
    if (const auto* table = std::get_if<Table>(&block))
      for (const auto& row : table->rows) {
        EXPECT_EQ(row.size(), table->columns.size());
        numbers.insert(plain_text(row.front()));
      }
  return numbers;
}

TEST(FormDocument, SaysEveryAnswerInBothLanguages) {
  SampleAnswers samples(edpb(), 5);
  for (const std::string_view kind : {"complete", "incomplete", "withdraw"})
    for (int i = 0; i < 10; ++i) {
      const Answers answers = samples.fitting(kind);
      std::set<std::string> given;
      for (const auto& [key, answer] : answers.by_key) given.insert(std::to_string(edpb().field(key)->number));
      for (const char* language : {"en", "fr"}) {
        const Document document = form_document(edpb(), texts(language), answers, {"Mutuelle Exemple", "2026-11-20", {}});
        EXPECT_EQ(numbers_in(document), given);
        EXPECT_EQ(document.language, language);
        const FilingSheet sheet = filing_sheet(edpb(), texts(language), answers, {}, {}, {});
        EXPECT_EQ(sheet.lines.size(), given.size());
        EXPECT_EQ(numbers_in(filing_sheet_document(edpb(), texts(language), sheet, {})), given);
      }
    }
}

TEST(FormDocument, SaysWhatIsMissingInPlainWords) {
  Answers answers;
  answers.say("notification_type", "new");
  answers.say("notification_sub_type", "incomplete");
  const FormReport report = check_form(edpb(), answers);
  const auto english = findings_in_words(edpb(), texts("en"), report.findings, false);
  const auto french = findings_in_words(edpb(), texts("fr"), report.findings, true);
  EXPECT_NE(std::ranges::find(english, "62 What happened, in words: is missing"), english.end());
  EXPECT_NE(std::ranges::find(french, "62 Que s'est-il passé\u00a0? manque"), french.end());
  EXPECT_NE(std::ranges::find(french, "63 Systèmes, logiciels et services touchés, et leur localisation\u00a0: peut suivre plus tard"), french.end());
  EXPECT_EQ(french.size(), report.findings.size());
  EXPECT_LT(english.size(), french.size());
}

TEST(FilingSheet, FollowsThePortalAndMarksWhatIsOpen) {
  Answers answers;
  answers.say("notification_type", "new");
  answers.say("notification_sub_type", "incomplete");
  answers.say("organisation_name", "Mutuelle Exemple");
  answers.leave("systems", Knowledge::unknown_yet);
  const std::vector<std::string> order = {"organisation_name", "systems", "no_such_question", "withdrawal_reasons", "organisation_name"};
  const FilingSheet sheet = filing_sheet(edpb(), texts("en"), answers, order, {"letter.pdf"}, {});
  ASSERT_GE(sheet.lines.size(), 4u);
  EXPECT_EQ(sheet.lines[0].answer, "Mutuelle Exemple");
  EXPECT_EQ(sheet.lines[1].answer, "to be determined");
  EXPECT_TRUE(sheet.lines[1].unknown);
  EXPECT_EQ(sheet.lines[2].field->key, "notification_type");
  EXPECT_EQ(sheet.unknowns, (std::vector<std::string>{"63 Systems, programs and services concerned, and where they stand"}));
  EXPECT_EQ(sheet.attachments, (std::vector<std::string>{"letter.pdf"}));
  EXPECT_FALSE(sheet.missing.empty());
  for (const FilingSheet::Line& line : sheet.lines) EXPECT_EQ(line.missing, line.answer.empty()) << line.question;
}

TEST(FormDocument, AFollowUpBeginsWithWhatChanged) {
  Answers before, now;
  before.leave("cause", Knowledge::unknown_yet);
  now.say("notification_sub_type", "incomplete");
  now.say("cause", "external_malicious");
  const Document document = form_document(edpb(), texts("en"), now, {"", "", changes_between(edpb(), before, now)});
  ASSERT_GE(document.blocks.size(), 3u);
  EXPECT_EQ(std::get<Heading>(document.blocks[1]).text, "What changed since the earlier notice");
  const auto& row = std::get<Table>(document.blocks[2]).rows.at(0);
  EXPECT_EQ(plain_text(row[2]), "to be determined");
  EXPECT_EQ(plain_text(row[3]), "From outside, on purpose");
}

}  // namespace
}  // namespace tocsin
