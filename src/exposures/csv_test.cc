#include <gtest/gtest.h>

#include <random>

#include "exposures/collected.h"
#include "exposures/csv_dialect.h"

namespace tocsin {
namespace {

using namespace std::string_literals;
using Rows = std::vector<TextRow>;

struct Story {
  const char* name;
  std::string bytes;
  TextRow header;  // empty: there is none
  Rows rows;
  std::vector<RowFault> faults = {};  // empty: none at fault
};

const RowFault none = RowFault::none;

const Story stories[] = {
    {"comma", "id,name\n1,Anna\n2,Bob\n", {"id", "name"}, {{"1", "Anna"}, {"2", "Bob"}}},
    {"semicolon, comma inside", "id;name\n1;Weber, Anna\n2;Klein, Bob\n", {"id", "name"}, {{"1", "Weber, Anna"}, {"2", "Klein, Bob"}}},
    {"tab", "id\tname\n1\tAnna\n", {"id", "name"}, {{"1", "Anna"}}},
    {"bar", "id|name\n1|Anna\n", {"id", "name"}, {{"1", "Anna"}}},
    {"no line end at the end", "id,name\n1,Anna", {"id", "name"}, {{"1", "Anna"}}},
    {"DOS lines", "id,name\r\n1,Anna\r\n", {"id", "name"}, {{"1", "Anna"}}},
    {"old Mac lines", "id,name\r1,Anna\r", {"id", "name"}, {{"1", "Anna"}}},
    {"mixed line ends", "id,name\r\n1,Anna\n2,Bob\r3,Cleo\n", {"id", "name"}, {{"1", "Anna"}, {"2", "Bob"}, {"3", "Cleo"}}},
    {"empty lines are no rows", "id,name\n\n1,Anna\n\r\n\n2,Bob\n\n", {"id", "name"}, {{"1", "Anna"}, {"2", "Bob"}}},
    {"newline in quotes", "id,note\n1,\"two\nlines\"\n2,x\n", {"id", "note"}, {{"1", "two\nlines"}, {"2", "x"}}},
    {"doubled quotes", "id,note\n1,\"say \"\"no\"\"\"\n", {"id", "note"}, {{"1", "say \"no\""}}},
    {"quotes nobody doubled", "id,note\n1,\"Jean \"Jojo\" Martin\"\n", {"id", "note"}, {{"1", "Jean \"Jojo\" Martin"}}},
    {"quote in the middle is text", "id,note\n1,5\" pipe\n", {"id", "note"}, {{"1", "5\" pipe"}}},
    {"space after the closing quote", "id,note\n1,\"a\" \n\"2\" ,b\n", {"id", "note"}, {{"1", "a"}, {"2", "b"}}},
    {"empty fields", "id,a,b\n1,,\n2,\"\",x\n", {"id", "a", "b"}, {{"1", "", ""}, {"2", "", "x"}}},
    {"apostrophes are not quotes", "id,name\n1,'t Hart\n2,O'Neill\n", {"id", "name"}, {{"1", "'t Hart"}, {"2", "O'Neill"}}},
    {"byte order mark", "\xEF\xBB\xBFid,name\n1,Zo\xC3\xAB\n", {"id", "name"}, {{"1", "Zoë"}}},
    {"Windows-1252", "id;name\n1;Zo\xEB\n2;Fran\xE7ois \x80\n", {"id", "name"}, {{"1", "Zoë"}, {"2", "François €"}}},
    {"two encodings in one file", "id,name\n1,Zo\xC3\xAB\n2,Ren\xC3\xA9\n3,Ren\xE9\n", {"id", "name"}, {{"1", "Zoë"}, {"2", "René"}, {"3", "René"}}},
    {"no header: digits in the first row", "1;Anna\n2;Bob\n", {}, {{"1", "Anna"}, {"2", "Bob"}}},
    {"no header: a first row whose values come again",
     "Weber;Anna\nKlein;Bob\nWeber;Carl\nKlein;Anna\n",
     {},
     {{"Weber", "Anna"}, {"Klein", "Bob"}, {"Weber", "Carl"}, {"Klein", "Anna"}}},
    {"only a header", "nom;prenom;date_naissance\n", {"nom", "prenom", "date_naissance"}, {}},
    {"nothing at all", "", {}, {}},
    {"one column", "email\na@example.org\nb@example.org\n", {"email"}, {{"a@example.org"}, {"b@example.org"}}},
    {"too few fields", "id,a,b\n1,x,y\n2,x\n3,x,y\n", {"id", "a", "b"}, {{"1", "x", "y"}, {"3", "x", "y"}}, {none, RowFault::field_count, none}},
    {"too many fields", "id,a\n1,x\n2,x,y\n3,x\n", {"id", "a"}, {{"1", "x"}, {"3", "x"}}, {none, RowFault::field_count, none}},
    {"empty fields too many are forgiven", "id,a\n1,x\n2,x,,\n3,x\n", {"id", "a"}, {{"1", "x"}, {"2", "x"}, {"3", "x"}}},
    {"the header again", "id,a\n1,x\nid,a\n2,y\n", {"id", "a"}, {{"1", "x"}, {"2", "y"}}, {none, RowFault::repeated_header, none}},
    {"a lost quote costs one row",
     "id,a\n1,x\n2,\"lost\n3,y\n4,z\n",
     {"id", "a"},
     {{"1", "x"}, {"3", "y"}, {"4", "z"}},
     {none, RowFault::unterminated_quote, none, none}},
    {"NUL", "id,a\n1,x\n2,a\0b\n3,y\n"s, {"id", "a"}, {{"1", "x"}, {"3", "y"}}, {none, RowFault::nul_byte, none}},
    {"hostile header", "id,\x1b[31mred\n1,x\n", {"id", " [31mred"}, {{"1", "x"}}},
};

TEST(Csv, Stories) {
  for (const Story& story : stories)
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 16}) {
      SCOPED_TRACE(std::string(story.name) + ", in pieces of " + std::to_string(piece));
      Collected read;
      ASSERT_EQ(read_table(story.bytes, read, {}, piece), ReadFailure::none);
      EXPECT_EQ(read.form.has_header, !story.header.empty());
      if (!story.header.empty()) {
        EXPECT_EQ(read.form.columns, story.header);
      }
      EXPECT_EQ(read.rows, story.rows);
      const std::vector<RowFault> faults = story.faults.empty() ? std::vector<RowFault>(story.rows.size(), none) : story.faults;
      EXPECT_EQ(read.faults, faults);
    }
}

std::string in_utf16(std::string_view ascii_and_e_acute, bool big_endian, bool mark) {
  std::string out = mark ? (big_endian ? "\xFE\xFF" : "\xFF\xFE") : "";
  for (const char c : ascii_and_e_acute) {
    const char unit = c == '~' ? '\xE9' : c;
    out += big_endian ? std::string{'\0', unit} : std::string{unit, '\0'};
  }
  return out;
}

TEST(Csv, Utf16InBothOrdersWithAndWithoutMark) {
  for (const bool big_endian : {false, true})
    for (const bool mark : {false, true})
      for (const std::size_t piece : {std::size_t{1}, std::size_t{5}, std::size_t{4096}}) {
        Collected read;
        ASSERT_EQ(read_table(in_utf16("id;name\n1;Ren~\n", big_endian, mark), read, {}, piece), ReadFailure::none);
        EXPECT_EQ(read.form.encoding, big_endian ? Encoding::utf16be : Encoding::utf16le);
        EXPECT_EQ(read.rows, (Rows{{"1", "René"}}));
      }
}

TEST(Csv, AFieldAboveTheBudgetCostsItsRow) {
  const ReadBudgets budgets{.field_bytes_max = 1000};
  for (const std::string& field : {std::string(1001, 'x'), '"' + std::string(2000, 'x') + '"'}) {
    Collected read;
    ASSERT_EQ(read_table("id,a\n1,x\n2," + field + "\n3,y\n", read, budgets), ReadFailure::none);
    EXPECT_EQ(read.rows, (Rows{{"1", "x"}, {"3", "y"}}));
    EXPECT_EQ(read.faults, (std::vector{none, RowFault::field_too_large, none}));
  }
}

TEST(Csv, AMegabyteInOneFieldIsRead) {
  const std::string large(1'000'000, 'x');
  Collected read;
  ASSERT_EQ(read_table("id,a\n1,\"" + large + "\"\n2,y\n", read), ReadFailure::none);
  EXPECT_EQ(read.rows, (Rows{{"1", large}, {"2", "y"}}));
}

TEST(Csv, ARowAboveTheBudgetIsSkippedWithoutHoldingIt) {
  const ReadBudgets budgets{.field_bytes_max = 1000, .row_bytes_max = 100'000};
  std::string wide = "2";
  for (int i = 0; i < 100'000; ++i) wide += ",wide";
  Collected read;
  ASSERT_EQ(read_table("id,a\n1,x\n" + wide + "\n3,y\n", read, budgets, 4096), ReadFailure::none);
  EXPECT_EQ(read.rows, (Rows{{"1", "x"}, {"3", "y"}}));
  EXPECT_EQ(read.faults, (std::vector{none, RowFault::row_too_large, none}));
}

TEST(Csv, AMillionColumnsAreOneBadRow) {
  const ReadBudgets budgets{.columns_max = 100};
  Collected read;
  ASSERT_EQ(read_table("id,a\n1,x\n" + std::string(1'000'000, ',') + "\n3,y\n", read, budgets), ReadFailure::none);
  EXPECT_EQ(read.rows, (Rows{{"1", "x"}, {"3", "y"}}));
}

TEST(Csv, ALostQuoteInALargeFileLosesNoLaterRow) {
  std::string bytes = "id;note\n";
  for (int i = 1; i <= 20'000; ++i) bytes += std::to_string(i) + (i == 5'000 ? ";\"lost\n" : ";kept\n");
  Collected read;
  ASSERT_EQ(read_table(bytes, read), ReadFailure::none);
  EXPECT_EQ(read.faults.size(), 20'000U);
  EXPECT_EQ(read.rows.size(), 19'999U);
}

TEST(Csv, ASampleStopsEarly) {
  std::string bytes = "id,name\n";
  for (int i = 0; i < 100'000; ++i) bytes += "1,Anna\n";
  Collected read;
  ASSERT_EQ(read_table(bytes, read, {.stop_after_rows = 500}), ReadFailure::none);
  EXPECT_EQ(read.rows.size(), 500U);
}

TEST(Csv, TooManyRowsIsSaidAndNotHidden) {
  Collected read;
  EXPECT_EQ(read_table("id,name\n1,Anna\n2,Bob\n3,Cleo\n", read, {.rows_max = 2}), ReadFailure::too_many_rows);
}

// Whatever fields hold, written by the rules of RFC 4180 they come back, however the bytes are cut.
TEST(Csv, WhatIsWrittenByTheRulesIsRead) {
  std::mt19937 random(7);
  const std::string signs = "ab;,\"\n\r |\t'x";
  for (int round = 0; round < 300; ++round) {
    const char delimiter = ";,\t|"[random() % 4];
    Rows rows{{"first_name", "second_name", "third_name"}};
    for (std::size_t i = 0; i < 5 + random() % 20; ++i) {
      TextRow row{std::to_string(100 + i)};
      for (int j = 0; j < 2; ++j) {
        std::string field;
        for (std::size_t k = random() % 6; k > 0; --k) field += signs[random() % signs.size()];
        row.push_back(field);
      }
      rows.push_back(row);
    }
    std::string bytes;
    for (const TextRow& row : rows) {
      for (std::size_t j = 0; j < row.size(); ++j) {
        if (j > 0) bytes += delimiter;
        bytes += '"';
        for (const char c : row[j]) bytes += c == '"' ? "\"\"" : std::string(1, c);
        bytes += '"';
      }
      bytes += random() % 2 == 0 ? "\r\n" : "\n";
    }
    Collected read;
    ASSERT_EQ(read_table(bytes, read, {}, 1 + random() % 50), ReadFailure::none);
    rows.erase(rows.begin());
    ASSERT_EQ(read.form.delimiter, delimiter) << bytes;
    ASSERT_EQ(read.rows, rows) << bytes;
  }
}

TEST(CsvDialect, ApostrophesAsQuotes) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += "'1';'Anna; the first'\n";
  EXPECT_EQ(csv_dialect_of(bytes, true), (CsvDialect{';', '\''}));
}

}  // namespace
}  // namespace tocsin
