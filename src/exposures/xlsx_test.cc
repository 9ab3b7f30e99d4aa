#include <gtest/gtest.h>
#include <zip.h>

#include "base/check.h"
#include "exposures/collected.h"
#include "exposures/xlsx_numbers.h"

namespace tocsin {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

// A zip archive in memory.
std::string archive(const Parts& parts) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
  check(zip_close(zip) == 0);
  check(zip_source_open(source) == 0);
  std::string bytes;
  char piece[4096];
  for (zip_int64_t size = 0; (size = zip_source_read(source, piece, sizeof piece)) > 0;) bytes.append(piece, static_cast<std::size_t>(size));
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

Parts workbook(const std::string& sheet_data) {
  return {
      {"xl/workbook.xml",
       R"(<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="hidden" state="hidden" r:id="rId9"/><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>)"},
      {"xl/sharedStrings.xml",
       R"(<sst><si><t>name</t></si><si><t>born</t></si><si><r><t>An</t></r><r><t>na</t></r><rPh><t>x</t></rPh></si><si><t>Bob &amp; Co</t></si></sst>)"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"}};
}

const std::string header_row = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>number</t></is></c></row>)";

TEST(Xlsx, TextsDatesNumbersAndHoles) {
  Collected read;
  const std::string bytes =
      archive(workbook(header_row + R"(<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>31048</v></c><c r="C2"><v>7.561234567897E12</v></c></row>)"
                                    R"(<row r="3"/>)"
                                    R"(<row r="7"><c r="A7" t="s"><v>3</v></c><c r="C7" t="str"><f>1+1</f><v>2A</v></c></row>)"
                                    R"(<row r="8"><c r="A8" t="e"><v>#N/A</v></c><c r="B8" s="2"><v>1</v></c></row>)"));
  ASSERT_EQ(read_table(bytes, read, {}, 100), ReadFailure::none);
  EXPECT_EQ(read.form.format, FileFormat::xlsx);
  EXPECT_EQ(read.form.columns, (TextRow{"name", "born", "number"}));
  EXPECT_EQ(read.rows, (std::vector<TextRow>{{"Anna", "1985-01-01", "7561234567897"}, {"Bob & Co", "", "2A"}, {"", "1900-01-01", ""}}));
}

TEST(Xlsx, BadWorkbooksAreRefused) {
  struct {
    const char* name;
    std::string bytes;
    ReadFailure expected;
  } const stories[] = {
      {"a zip of something else", archive({{"photo.png", "\x89PNG and more"}}), ReadFailure::not_a_spreadsheet},
      {"cut off", archive(workbook(header_row)).substr(0, 600), ReadFailure::damaged_archive},
      {"no XML", archive(workbook("<row><c>")), ReadFailure::damaged_sheet},
      {"entities", archive({{"xl/workbook.xml", R"(<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>)"}}), ReadFailure::damaged_sheet},
      {"a sheet elsewhere",
       archive({{"xl/workbook.xml", R"(<workbook><sheet name="a" id="r1"/></workbook>)"},
                {"xl/_rels/workbook.xml.rels", R"(<x><Relationship Id="r1" Target="http://x/" TargetMode="External"/></x>)"}}),
       ReadFailure::not_a_spreadsheet},
      {"very deep", archive(workbook([] {
         std::string deep;
         for (int i = 0; i < 100; ++i) deep += "<a>";
         for (int i = 0; i < 100; ++i) deep += "</a>";
         return deep;
       }())),
       ReadFailure::damaged_sheet},
  };
  for (const auto& story : stories) {
    Collected read;
    EXPECT_EQ(read_table(story.bytes, read), story.expected) << story.name;
  }
}

TEST(Xlsx, BombsAreRefused) {
  const std::string bomb = archive(workbook(header_row + "<row><c t=\"inlineStr\"><is><t>" + std::string(100 << 20, ' ') + "</t></is></c></row>"));
  ASSERT_LT(bomb.size(), 1U << 20);
  Collected read;
  EXPECT_EQ(read_table(bomb, read), ReadFailure::archive_too_large);
  EXPECT_EQ(read_table(archive(workbook(header_row)), read, {.archive_bytes_max = 500}), ReadFailure::archive_too_large);
  EXPECT_EQ(read_table(bomb, read, {.file_in_memory_max = 1000}), ReadFailure::archive_too_large);
}

TEST(Xlsx, EveryByteChangedIsReadOrRefused) {  // the sanitizers of the test build watch
  const std::string good = archive(workbook(header_row));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x41);
    Collected read;
    (void)read_table(bad, read);
  }
}

TEST(XlsxNumbers, Dates) {
  EXPECT_EQ(date_of_serial("1", false), "1900-01-01");
  EXPECT_EQ(date_of_serial("59", false), "1900-02-28");
  EXPECT_EQ(date_of_serial("61", false), "1900-03-01");
  EXPECT_EQ(date_of_serial("31048.5", false), "1985-01-01T12:00:00");
  EXPECT_EQ(date_of_serial("29586", true), "1985-01-01");
  EXPECT_EQ(date_of_serial("-1", false), "-1");
  EXPECT_EQ(date_of_serial("1e300", false), "1e300");
  EXPECT_EQ(date_of_serial("soon", false), "soon");
}

TEST(XlsxNumbers, Formats) {
  EXPECT_TRUE(is_date_format(14, ""));
  EXPECT_TRUE(is_date_format(170, "[$-40C]dd mmmm yyyy"));
  EXPECT_FALSE(is_date_format(170, "0.00 \"days\""));
  EXPECT_FALSE(is_date_format(170, "[Red]0"));
  EXPECT_FALSE(is_date_format(2, "dd"));
  EXPECT_EQ(plain_number("7.56E12"), "7560000000000");
  EXPECT_EQ(plain_number("2.5"), "2.5");
  EXPECT_EQ(plain_number("00123"), "00123");
  EXPECT_EQ(plain_number("1E400"), "1E400");
}

}  // namespace
}  // namespace tocsin
