#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "adapters/pdf_pages/judge.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

using judge::have;
using judge::keep;
using judge::run;

const Instant made_at = at("2026-11-23T09:00:00Z");

WindowProfile window(const std::string& id) {
  const std::string name = "law/letters/window-" + id + ".toml";
  return window_profile_of(*resource(name), name).value();
}

Stationery stationery(const std::string& profile) {
  return {.title = "Briefe, Stapel 000123",
          .language = "de-DE",
          .sender = "Musterhaus Krankenversicherung",
          .return_line = "Musterhaus · Postfach 10 20 30 · 50667 Köln",
          .footer = {"Musterhaus Krankenversicherung a. G. · Domplatz 1 · 50667 Köln · HRB 12345 Amtsgericht Köln",
                     "Datenschutzbeauftragte: Postfach 10 20 31, 50667 Köln"},
          .window = window(profile)};
}

Letter letter(const std::string& id, std::vector<std::string> address, const std::string& greeting) {
  return {.id = id,
          .language = "de-DE",
          .address = std::move(address),
          .reference = {{"Datum", plain("23. November 2026")}, {"Unser Zeichen", plain(id)}, {"Telefon, kostenfrei", plain("0800 123 45 67")}},
          .subject = "Ihre Daten wurden bei uns gestohlen",
          .body = {Paragraph{plain(greeting)},
                   Paragraph{plain("am 20. November 2026 haben Unbekannte Daten von einem Server unseres Dienstleisters kopiert. Ihre Daten gehören dazu. "
                                   "Das tut uns sehr leid. In diesem Brief steht, was geschehen ist und was Sie jetzt tun können.")},
                   Heading{1, "Welche Daten von Ihnen es sind"},
                   List{false, {plain("Name und Geburtsdatum"), plain("Versichertennummer"), plain("Name Ihrer Krankenversicherung")}},
                   Heading{1, "Was Sie jetzt tun sollten"},
                   List{true,
                        {with_bold("**Prüfen Sie heute Ihre Kontoauszüge.** Eine falsche Lastschrift können Sie acht Wochen lang ohne Angabe von Gründen "
                                   "zurückgeben."),
                         with_bold("**Geben Sie am Telefon nichts preis.** Wir rufen Sie nicht an, um nach Kennwörtern oder Gesundheitsdaten zu fragen.")}}}};
}

struct Batch {
  std::string pdf;
  std::vector<ManifestRow> printed;
  std::vector<HeldLetter> held;
};

Batch print(const std::vector<Letter>& letters, const Stationery& on) {
  Batch batch;
  const auto pages = std::move(*open_pdf_pages({}));
  auto printer = std::move(*pages->print_letters(on, made_at, [&batch](std::string_view bytes) -> Result<void> {
    batch.pdf += bytes;
    return {};
  }));
  for (const Letter& one : letters) {
    const auto outcome = printer->add(one).value();
    if (const auto* row = std::get_if<ManifestRow>(&outcome)) batch.printed.push_back(*row);
    if (const auto* held = std::get_if<HeldLetter>(&outcome)) batch.held.push_back(*held);
  }
  EXPECT_TRUE(printer->finish());
  return batch;
}

const std::vector<std::string> erika = {"Frau", "Erika Beispiel", "Musterweg 17 a", "50667 Köln"};

std::vector<Letter> many(int count) {
  std::vector<Letter> letters;
  for (int i = 0; i < count; ++i)
    letters.push_back(letter("n-" + std::to_string(1000 + i),
                             {"Frau", "Erika Beispiel " + std::to_string(i), "Musterweg " + std::to_string(i + 1), "50667 Köln"},
                             "Sehr geehrte Frau Beispiel " + std::to_string(i) + ","));
  return letters;
}

struct SeenWord {
  Area area;  // mm
  std::string text;
};

// Every word of page one with its place, as poppler sees it.
std::vector<SeenWord> words_on_first_page(const std::string& file) {
  const std::string out = run("pdftotext -bbox -f 1 -l 1 " + file + " -").out;
  const std::regex word("<word xMin=\"([0-9.]+)\" yMin=\"([0-9.]+)\" xMax=\"([0-9.]+)\" yMax=\"([0-9.]+)\">([^<]*)</word>");
  std::vector<SeenWord> words;
  for (std::sregex_iterator it(out.begin(), out.end(), word), end; it != end; ++it) {
    const auto mm = [&](int group) { return std::stod((*it)[group]) * 25.4 / 72; };
    words.push_back({{mm(1), mm(2), mm(3) - mm(1), mm(4) - mm(2)}, (*it)[5]});
  }
  return words;
}

TEST(LetterPrint, TheWindowShowsTheAddressAndNothingElse) {
  if (!have("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  for (const char* profile : {"de-5008-b", "de-5008-a", "fr-dl-right", "nl-left", "nl-right", "lu-left", "lu-right"}) {
    SCOPED_TRACE(profile);
    const Stationery on = stationery(profile);
    const std::string file = keep(std::string("letter-") + profile + ".pdf", print({letter("n-1", erika, "Sehr geehrte Frau Beispiel,")}, on).pdf);
    std::set<std::string> allowed = {"·"};
    for (const char* line : {"Frau", "Erika", "Beispiel", "Musterweg", "17", "a", "50667", "Köln"}) allowed.insert(line);
    for (const char* line : {"Musterhaus", "Postfach", "10", "20", "30"}) allowed.insert(line);
    const Area shown_at_worst = widened(on.window.window, on.window.shift);
    std::multiset<std::string> seen;
    for (const SeenWord& word : words_on_first_page(file)) {
      if (!overlap(word.area, shown_at_worst)) continue;
      EXPECT_TRUE(allowed.contains(word.text)) << word.text << " would show in the window";
      seen.insert(word.text);
    }
    for (const char* word : {"Erika", "Beispiel", "Musterweg", "17", "a"}) EXPECT_EQ(seen.count(word), 1u) << word;
  }
}

TEST(LetterPrint, EveryLetterIsPrintedOrHeld) {
  struct Case {
    const char* name;
    Letter letter;
    HeldBecause reason;
  };
  Letter long_letter = letter("n-long", erika, "Guten Tag,");
  for (int i = 0; i < 60; ++i)
    long_letter.body.push_back(Paragraph{plain("Noch ein Absatz, der nicht mehr auf zwei Seiten passt, weil es zu viele davon gibt.")});
  Letter wide_word = letter("n-word", erika, "Sehr geehrte Frau " + std::string(200, 'W') + ",");
  const Case cases[] = {
      {"no address", letter("n-none", {}, "Guten Tag,"), HeldBecause::address_missing},
      {"Arabic name", letter("n-arab", {"محمد", "Musterweg 1", "50667 Köln"}, "Guten Tag,"), HeldBecause::character_not_printable},
      {"Arabic greeting", letter("n-greet", erika, "محمد,"), HeldBecause::character_not_printable},
      {"line wider than the window",
       letter("n-wide", {std::string("Gesellschaft für die Verwaltung langer Namen und noch längerer Anschriften"), "Weg 1", "50667 Köln"}, "Guten Tag,"),
       HeldBecause::address_line_too_wide},
      {"one long word", letter("n-oneword", {std::string(60, 'M'), "Weg 1", "50667 Köln"}, "Guten Tag,"), HeldBecause::address_line_too_wide},
      {"twelve lines", letter("n-lines", std::vector<std::string>(12, "Zeile"), "Guten Tag,"), HeldBecause::address_too_many_lines},
      {"three pages", long_letter, HeldBecause::too_many_pages},
      {"a word wider than the page", wide_word, HeldBecause::word_too_wide},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const Batch batch = print({one.letter}, stationery("de-5008-b"));
    ASSERT_EQ(batch.held.size(), 1u);
    EXPECT_EQ(batch.held[0].reason, one.reason) << name_of(batch.held[0].reason);
    EXPECT_EQ(batch.held[0].letter_id, one.letter.id);
    EXPECT_TRUE(batch.printed.empty());
  }
}

TEST(LetterPrint, AHeldLetterLeavesNoTrace) {
  std::vector<Letter> letters = many(3);
  const Batch without = print(letters, stationery("de-5008-b"));
  letters.insert(letters.begin() + 1, letter("n-held", {"محمد", "Musterweg 1", "50667 Köln"}, "Guten Tag,"));
  const Batch with = print(letters, stationery("de-5008-b"));
  ASSERT_EQ(with.held.size(), 1u);
  ASSERT_EQ(with.printed.size(), 3u);
  EXPECT_EQ(manifest_csv(with.printed), manifest_csv(without.printed));
  if (!have("pdftotext")) GTEST_SKIP() << "poppler-utils is not installed";
  const std::string text = judge::text_of(keep("letters-held.pdf", with.pdf));
  EXPECT_EQ(text.find("n-held"), std::string::npos);
}

TEST(LetterPrint, ManyLettersAreWholeAndTheManifestFindsThem) {
  if (!have("qpdf") || !have("pdftotext")) GTEST_SKIP() << "qpdf or poppler-utils is not installed";
  const Batch batch = print(many(200), stationery("de-5008-b"));
  const std::string file = keep("letters-200.pdf", batch.pdf);
  const auto checked = run("qpdf --check " + file);
  EXPECT_EQ(checked.exit, 0) << checked.out;
  ASSERT_EQ(batch.printed.size(), 200u);
  std::uint32_t next = 1;
  for (const ManifestRow& row : batch.printed) {
    EXPECT_EQ(row.first_page, next);
    next += row.pages;
  }
  for (const std::size_t i : {0u, 1u, 2u, 99u, 199u}) {
    const std::string page = std::to_string(batch.printed[i].first_page);
    const std::string text = run("pdftotext -f " + page + " -l " + page + " " + file + " -").out;
    EXPECT_NE(text.find(batch.printed[i].letter_id), std::string::npos) << text;
    EXPECT_NE(text.find("Sehr geehrte Frau Beispiel " + std::to_string(i) + ","), std::string::npos) << text;
    EXPECT_NE(text.find("Eine falsche Lastschrift"), std::string::npos) << "a text drawn once and used often is read in every letter";
  }
}

TEST(LetterPrint, SameLettersSameBytes) { EXPECT_EQ(print(many(70), stationery("de-5008-b")).pdf, print(many(70), stationery("de-5008-b")).pdf); }

TEST(LetterPrint, TheManifestNamesNobody) {
  const Batch batch = print({letter("n-4711", erika, "Sehr geehrte Frau Beispiel,")}, stationery("de-5008-b"));
  const std::string manifest = manifest_csv(batch.printed);
  EXPECT_EQ(manifest.find("Beispiel"), std::string::npos);
  EXPECT_EQ(manifest.find("gestohlen"), std::string::npos);
  EXPECT_EQ(manifest, "seq,notice,first_page,pages,sha256\n1,n-4711,1,1," + hex(content_digest(letter("n-4711", erika, "Sehr geehrte Frau Beispiel,"))) + "\n");
}

}  // namespace
}  // namespace tocsin
