#include <gtest/gtest.h>

#include "adapters/pdf_pages/judge.h"

namespace tocsin {
namespace {

using judge::have;
using judge::keep;
using judge::run;

const Instant made_at = at("2026-11-23T09:00:00Z");

std::unique_ptr<PageWriter> writer() { return std::move(*open_pdf_pages({})); }

std::string pdf_of(const Document& document) { return writer()->pdf_of(document, made_at).value(); }

// Everything a document can hold, as a report to a board would use it.
Document report() {
  Document document{.title = "Breach of 20 November 2026: what we know",
                    .subtitle = "Second report, for the board",
                    .origin = "Mutuelle Exemple · incident 2026-014",
                    .language = "en-GB",
                    .footer = "Mutuelle Exemple · confidential · made by Tocsin on 2026-11-23 09:00 UTC"};
  auto& blocks = document.blocks;
  blocks.push_back(Note{"72 hours end on Monday 23 November, 18:20",
                        with_bold("Ten answers are needed for a first notification; **six are there**. The missing ones stand in section 2."), Tone::urgent});
  blocks.push_back(Heading{1, "What happened"});
  blocks.push_back(
      Paragraph{with_bold("On 20 November our claims processor told us that **somebody had copied files** from its server. The files hold data of "
                          "people insured with us. The server was taken off the network the same evening; the way in is closed.")});
  blocks.push_back(KeyValues{{{"Aware since", plain("Friday 20 November 2026, 18:20 (17:20 UTC)")},
                              {"Persons", with_bold("**about 49,800** (45,000 to 52,000), counted from the first extract")},
                              {"Supervisory authority", plain("CNIL (France), through its portal")},
                              {"Nature", plain("Confidentiality. Integrity and availability are not affected.")}}});
  blocks.push_back(Heading{2, "Kinds of data"});
  blocks.push_back(
      List{false, {plain("name, first name, date of birth"), plain("number of social insurance"), plain("name of the insurer and of the contract")}});
  blocks.push_back(Heading{1, "What is missing"});
  blocks.push_back(List{true,
                        {with_bold("**Who decides.** The managing director has not signed yet."), plain("Whether the processor's back-up was read as well."),
                         plain("The number of persons per country: the extract has no addresses, so the join with the member file must come first and may "
                               "take until Tuesday.")}});
  blocks.push_back(Heading{1, "All duties"});
  Table duties{{{"Duty", 3}, {"To whom", 2}, {"Persons", 1.2, Align::right}, {"Due", 2.4}}, {}};
  for (int i = 1; i <= 42; ++i)
    duties.rows.push_back({plain("notify_authority, stage " + std::to_string(i)), plain(i % 3 ? "CNIL" : "the persons concerned, by letter"),
                           plain(std::to_string(1200 * i)), plain("2026-11-23 17:20 UTC")});
  blocks.push_back(duties);
  blocks.push_back(Note{"Note", plain("Times are UTC unless said otherwise."), Tone::calm});
  blocks.push_back(Paragraph{plain("Source: GDPR Art. 33(1); EDPB Guidelines 9/2022, paragraph 31."), true});
  blocks.push_back(PageBreak{});
  blocks.push_back(Heading{1, "Hashes"});
  blocks.push_back(Table{{{"File", 1}, {"SHA-256", 2}},
                         {{plain("extract-1.csv"), plain("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                                                         "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")}}});
  return document;
}

std::string without(std::string text, std::string_view part) {
  if (const std::size_t at = text.find(part); at != std::string::npos) text.erase(at, part.size());
  return text;
}

TEST(PdfPages, ReportIsSoundForEveryReader) {
  const std::string file = keep("report.pdf", pdf_of(report()));
  if (!have("qpdf") || !have("mutool") || !have("pdftotext")) GTEST_SKIP() << "qpdf, mupdf-tools or poppler-utils is not installed";
  const auto checked = run("qpdf --check " + file);
  EXPECT_EQ(checked.exit, 0) << checked.out;
  const auto second_reader = run("mutool draw -F txt -o /dev/null " + file);
  EXPECT_EQ(second_reader.exit, 0) << second_reader.out;
  EXPECT_EQ(without(second_reader.out, "warning: ICC support is not available").find("warning"), std::string::npos) << second_reader.out;
  const auto fonts = run("pdffonts " + file).out;
  EXPECT_NE(fonts.find("NotoSans-Regular"), std::string::npos) << fonts;
  EXPECT_NE(fonts.find("yes yes yes"), std::string::npos) << fonts;  // embedded, subset, with Unicode
}

TEST(PdfPages, TextComesOutAsItWentIn) {
  if (!have("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string text = judge::text_of(keep("report.pdf", pdf_of(report())));
  for (const char* piece : {"Breach of 20 November 2026: what we know", "Ten answers are needed", "six are there", "about 49,800 (45,000 to 52,000)",
                            "notify_authority, stage 42", "50400"})
    EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
}

TEST(PdfPages, TableHeaderStandsOnEverySheetButIsReadOnce) {
  if (!have("pdftotext") || !have("pdfinfo")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string file = keep("report.pdf", pdf_of(report()));
  EXPECT_NE(run("pdfinfo " + file).out.find("Pages:           4"), std::string::npos);
  for (const char* page : {"1", "2"}) {
    const std::string text = run(std::string("pdftotext -layout -f ") + page + " -l " + page + " " + file + " -").out;
    EXPECT_NE(text.find("To whom"), std::string::npos) << "page " << page;
  }
  const std::string tree = run("pdfinfo -struct-text " + file).out;
  const std::size_t first = tree.find("\"To whom\"");
  EXPECT_NE(first, std::string::npos) << tree;
  EXPECT_EQ(tree.find("\"To whom\"", first + 1), std::string::npos) << "the repetition is decoration";
}

TEST(PdfPages, AHeaderNeverStandsAloneAtTheFootOfASheet) {
  if (!have("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  std::string tall;
  for (int i = 0; i < 12; ++i) tall += "tall row\n";
  for (int lines = 30; lines < 46; ++lines) {
    Document document{.title = "Foot", .language = "en-GB"};
    for (int i = 0; i < lines; ++i) document.blocks.push_back(Paragraph{plain("line"), true});
    document.blocks.push_back(Table{{{"The header", 1}}, {{plain(tall)}}});
    const std::string file = keep("foot.pdf", pdf_of(document));
    for (const char* page : {"1", "2"}) {
      const std::string text = run(std::string("pdftotext -f ") + page + " -l " + page + " " + file + " -").out;
      EXPECT_EQ(text.find("The header") == std::string::npos, text.find("tall row") == std::string::npos) << lines << " lines, page " << page;
    }
  }
}

TEST(PdfPages, StructureSaysWhatThingsAre) {
  if (!have("pdfinfo")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string file = keep("report.pdf", pdf_of(report()));
  const std::string tree = run("pdfinfo -struct " + file).out;
  for (const char* tag : {"Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Div"})
    EXPECT_NE(tree.find(tag), std::string::npos) << tag << "\n" << tree.substr(0, 2000);
  EXPECT_NE(run("pdfinfo " + file).out.find("Tagged:          yes"), std::string::npos);
}

TEST(PdfPages, SameInputSameBytes) {
  EXPECT_EQ(pdf_of(report()), pdf_of(report()));
  Document other = report();
  other.subtitle += ".";
  EXPECT_NE(pdf_of(report()), pdf_of(other));
  EXPECT_NE(writer()->pdf_of(report(), made_at).value(), writer()->pdf_of(report(), made_at + std::chrono::hours(1)).value());
}

TEST(PdfPages, LettersOfEuropeAreWhole) {
  if (!have("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const char* names[] = {"Zoë Müller-Lüdenscheidt", "Łukasz Żółć",     "Ångström Ðóra Þórsdóttir", "Ωραία Ελλάδα",       "Ёлка Їжак",
                         "Țuțuianu Ştefan",         "Dvořák ſtraße ẞ", "“quoted” – dash… € § ½",   "fi ffl office AVATo"};
  Document document{.title = "Names", .language = "de-DE"};
  for (const char* name : names) document.blocks.push_back(Paragraph{plain(name)});
  document.blocks.push_back(Paragraph{plain("Cafe\xCC\x81 R\xCC\x8A\xCC\x84")});  // decomposed, and a stack without a composed form
  const std::string text = judge::text_of(keep("names.pdf", pdf_of(document)));
  for (const char* name : names) EXPECT_NE(text.find(name), std::string::npos) << name << "\n" << text;
  EXPECT_NE(text.find("Café"), std::string::npos) << text;
}

TEST(PdfPages, ASignWithoutGlyphIsNeverPrinted) {
  for (const char* text : {"محمد", "山田", "שלום", "smile 😀", "bell \x07", "half a letter \xC3"}) {
    Document document{.title = "Names", .language = "de-DE", .blocks = {Paragraph{plain(text)}}};
    const auto result = writer()->pdf_of(document, made_at);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().kind, ErrorKind::invalid);
    EXPECT_EQ(result.error().what.find(text), std::string::npos) << "no text in an error";
  }
}

TEST(PdfPages, WithoutTypefaceTheErrorSaysWhatToInstall) {
  const auto result = open_pdf_pages({.font_folder = "/nowhere"});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::not_found);
  EXPECT_EQ(result.error().where, "/nowhere/NotoSans-Regular.ttf");
  EXPECT_NE(result.error().remedy.find("fonts-noto-core"), std::string::npos);
}

TEST(PdfPages, AFullDiskEndsTheWriting) {
  std::size_t left = 5000;
  const ByteSink full = [&left](std::string_view bytes) -> Result<void> {
    if (bytes.size() > left) return failure(ErrorKind::unavailable, "no space left");
    left -= bytes.size();
    return {};
  };
  const auto pages = writer();
  auto printer = std::move(*pages->print_letters({.title = "Letters", .language = "de-DE", .sender = "Muster"}, made_at, full));
  const auto finished = printer->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace tocsin
