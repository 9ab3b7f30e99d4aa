// One story a format: what a stranger's file says, and what becomes of it where it is broken.
#include <gtest/gtest.h>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <iterator>

#include "base/check.h"
#include "exposures/collected.h"
#include "exposures/formats/mime_text.h"

namespace tocsin {
namespace {

using Rows = std::vector<TextRow>;
const RowFault none = RowFault::none;

struct ExpectedTable {
  std::string name;
  TextRow columns;
  Rows rows;
  std::vector<RowFault> faults = {};  // empty: none at fault
};

struct Story {
  const char* name;
  std::string bytes;
  FileFormat format;
  std::vector<ExpectedTable> tables;
  ReadNotes notes = {};
};

void expect(const Story& story) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
    SCOPED_TRACE(std::string(story.name) + ", in pieces of " + std::to_string(piece));
    Collected read;
    ASSERT_EQ(read_table(story.bytes, read, {}, piece), ReadFailure::none);
    ASSERT_EQ(read.tables.size(), story.tables.size());
    for (const ExpectedTable& expected : story.tables) {
      const Collected::Table* const table = read.named(expected.name);
      ASSERT_NE(table, nullptr) << expected.name;
      EXPECT_EQ(table->form.format, story.format);
      EXPECT_EQ(table->form.columns, expected.columns);
      EXPECT_EQ(table->rows, expected.rows);
      EXPECT_EQ(table->faults, expected.faults.empty() ? std::vector<RowFault>(expected.rows.size(), none) : expected.faults);
    }
    EXPECT_EQ(read.notes, story.notes) << read.notes.bytes_skipped << " bytes, " << read.notes.parts_skipped << " parts, " << read.notes.values_skipped
                                       << " values, " << read.notes.values_repaired << " repaired, cut " << read.notes.cut_off;
  }
}

TEST(Json, Stories) {
  const Story stories[] = {
      {"an object a line",
       "{\"id\":1,\"name\":\"Anna\"}\n{\"id\":2,\"name\":\"Bob\"}\n",
       FileFormat::json,
       {{"", {"id", "name"}, {{"1", "Anna"}, {"2", "Bob"}}}}},
      {"an array of objects",
       "[{\"id\":1,\"name\":\"Anna\"},\n {\"id\":2.50,\"name\":null}]",
       FileFormat::json,
       {{"", {"id", "name"}, {{"1", "Anna"}, {"2.50", ""}}}}},
      {"nested objects and lists",
       R"([{"p":{"first":"Anna","born":{"y":1985}},"tel":["1","2"],"ok":true},{"p":{"first":"Bob"},"tel":[]}])",
       FileFormat::json,
       {{"", {"p.first", "p.born.y", "tel.0", "tel.1", "ok"}, {{"Anna", "1985", "1", "2", "true"}, {"Bob", "", "", "", ""}}}}},
      {"arrays inside one object",
       R"({"generated":"2026-01-01","persons":[{"id":1},{"id":2}],"contracts":[{"no":"A","of":1}]})",
       FileFormat::json,
       {{"persons", {"id"}, {{"1"}, {"2"}}}, {"contracts", {"no", "of"}, {{"A", "1"}}}},
       {.values_skipped = 1}},
      {"rows as lists", R"([["id","x"],[1,"a"]])", FileFormat::json, {{"", {"0", "1"}, {{"id", "x"}, {"1", "a"}}}}},
      {"a broken line costs that line",
       "{\"id\":1}\n{\"id\":2,\n{\"id\":3}\n{\"id\":4}\n",
       FileFormat::json,
       {{"", {"id"}, {{"1"}, {"4"}}, {none, RowFault::damaged_row, none}}}},
      {"cut off", "[{\"id\":1},{\"id\":2},{\"id\":", FileFormat::json, {{"", {"id"}, {{"1"}, {"2"}}, {none, none, RowFault::damaged_row}}}, {.cut_off = true}},
      {"Windows-1252", "{\"name\":\"Ren\xE9\"}\n{\"name\":\"Zo\xEB\"}\n", FileFormat::json, {{"", {"name"}, {{"René"}, {"Zoë"}}}}},
      {"escapes", R"([{"name":"Ren\u00e9 \"x\"\n"}])", FileFormat::json, {{"", {"name"}, {{"René \"x\"\n"}}}}},
  };
  for (const Story& story : stories) expect(story);
}

TEST(Json, WhatLaterRowsHaveBesideTheColumnsIsNotLost) {
  std::string bytes;
  for (int i = 0; i < 600; ++i) bytes += "{\"id\":" + std::to_string(i) + "}\n";
  bytes += "{\"id\":600,\"mail\":\"a@example.org\"}\n";
  Collected read;
  ASSERT_EQ(read_table(bytes, read), ReadFailure::none);
  EXPECT_EQ(read.form.columns, (TextRow{"id", "(further values)"}));
  EXPECT_EQ(read.rows.back(), (TextRow{"600", "mail=a@example.org"}));
}

TEST(Json, NamesOfTablesAndColumnsAreTextToo) {
  Collected read;
  ASSERT_EQ(read_table("{\"caf\xE9\":[{\"pr\xE9nom\":1}]}", read), ReadFailure::none);
  EXPECT_EQ(read.form.table, "café");
  EXPECT_EQ(read.form.columns, (TextRow{"prénom"}));
}

TEST(Json, DepthIsBounded) {
  Collected read;
  ASSERT_EQ(read_table("{\"a\":1}\n{\"a\":" + std::string(100'000, '['), read), ReadFailure::none);
  EXPECT_EQ(read.faults, (std::vector{none, RowFault::damaged_row}));
}

TEST(Sql, Stories) {
  const Story stories[] = {
      {"MySQL",
       "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `persons`;\nCREATE TABLE `persons` (\n  `id` int(11) NOT NULL,\n  `name` "
       "varchar(50) "
       "DEFAULT 'a,b',\n  PRIMARY KEY (`id`),\n  KEY `n` (`name`)\n) ENGINE=InnoDB;\nLOCK TABLES `persons` WRITE;\n"
       "INSERT INTO `persons` VALUES (1,'O\\'Neill; Anna'),(2,NULL),\n(3,'two\\nlines');\nUNLOCK TABLES;\n",
       FileFormat::sql,
       {{"persons", {"id", "name"}, {{"1", "O'Neill; Anna"}, {"2", ""}, {"3", "two\nlines"}}}}},
      {"PostgreSQL, COPY",
       "--\n-- PostgreSQL database dump\n--\nSET client_encoding = 'UTF8';\nCREATE TABLE public.persons (id integer, name text, note text);\n"
       "COPY public.persons (id, name, note) FROM stdin;\n1\tAnna\tback\\\\slash\n2\t\\N\ttab\\there\n\\.\n\nSELECT pg_catalog.setval('x', 1);\n",
       FileFormat::sql,
       {{"persons", {"id", "name", "note"}, {{"1", "Anna", "back\\slash"}, {"2", "", "tab\there"}}}}},
      {"PostgreSQL, COPY and INSERT",
       "SET standard_conforming_strings = on;\nCOPY public.persons (id, name) FROM stdin;\n1\tAnna\\\\\n2\t\\N\n\\.\n\nINSERT INTO public.persons (name, id) "
       "VALUES "
       "('Bob\\', 3), (E'C\\'d', 4) ON CONFLICT DO NOTHING;\n",
       FileFormat::sql,
       {{"persons", {"id", "name"}, {{"1", "Anna\\"}, {"2", ""}, {"3", "Bob\\"}, {"4", "C'd"}}}}},
      {"SQL Server",
       "USE [crm]\nGO\nSET IDENTITY_INSERT [dbo].[Persons] ON \nGO\nINSERT [dbo].[Persons] ([Id], [Full Name], [Born]) VALUES (1, N'Zo\xC3\xAB', "
       "CAST(N'1985-03-04' AS Date))\n"
       "INSERT [dbo].[Persons] ([Id], [Full Name], [Born]) VALUES (2, N'Bob', NULL)\nGO\n",
       FileFormat::sql,
       {{"Persons", {"Id", "Full Name", "Born"}, {{"1", "Zoë", "1985-03-04"}, {"2", "Bob", ""}}}}},
      {"tables that take turns",
       "BEGIN TRANSACTION;\nINSERT INTO a(x) VALUES(1);\nINSERT INTO b(y) VALUES(2);\nINSERT INTO a(x) VALUES(3);\nCOMMIT;\n",
       FileFormat::sql,
       {{"a", {"x"}, {{"1"}, {"3"}}}, {"b", {"y"}, {{"2"}}}}},
      {"nobody named the columns", "INSERT INTO t VALUES (1,'a'),(2,'b');", FileFormat::sql, {{"t", {"", ""}, {{"1", "a"}, {"2", "b"}}}}},
      {"a function's body is no row",
       "CREATE FUNCTION f() RETURNS void AS $$\nINSERT INTO t VALUES (9);\n$$ LANGUAGE sql;\nINSERT INTO t VALUES (1);\n",
       FileFormat::sql,
       {{"t", {""}, {{"1"}}}}},
      {"rows that are computed", "INSERT INTO t VALUES (1);\nINSERT INTO t SELECT * FROM u;\n", FileFormat::sql, {{"t", {""}, {{"1"}}}}, {.parts_skipped = 1}},
      {"cut off in a row",
       "INSERT INTO t VALUES (1,'a'),(2,'b",
       FileFormat::sql,
       {{"t", {"", ""}, {{"1", "a"}}, {none, RowFault::damaged_row}}},
       {.cut_off = true}},
      {"cut off in COPY", "COPY t (x) FROM stdin;\n1\n2\n", FileFormat::sql, {{"t", {"x"}, {{"1"}, {"2"}}}}, {.cut_off = true}},
  };
  for (const Story& story : stories) expect(story);
}

TEST(Mail, Stories) {
  const Story stories[] = {
      {"one message in parts",
       "From: =?utf-8?Q?Ren=C3=A9?= <r@example.org>\r\nTo: a@example.org,\r\n b@example.org\r\nSubject: =?ISO-8859-1?B?RuZpbg==?=\r\nDate: Mon, 2 Mar 2026 "
       "10:00:00 +0100\r\n"
       "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"xx\"\r\n\r\n--xx\r\nContent-Type: text/plain; charset=utf-8\r\n"
       "Content-Transfer-Encoding: quoted-printable\r\n\r\nMon matricule =C3=A9tait =\r\nconnu\r\n--xx\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\n"
       "Content-Disposition: attachment; filename=\"a.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--xx--\r\n",
       FileFormat::mail,
       {{"",
         {"from", "to", "cc", "date", "subject", "text", "attachments"},
         {{"René <r@example.org>", "a@example.org, b@example.org", "", "Mon, 2 Mar 2026 10:00:00 +0100", "Fæin", "Mon matricule était connu", "a.pdf"}}}},
       {.parts_skipped = 1}},
      {"a folder of two",
       "From a@example.org Mon Mar  2 10:00:00 2026\nFrom: a@example.org\nTo: b@example.org\nSubject: one\n\n>From here\nFrom the middle\n\n"
       "From c@example.org Mon Mar  2 11:00:00 2026\nFrom: c@example.org\nSubject: two\nContent-Type: text/html\n\n<p>a &amp; b</p><br>c\n",
       FileFormat::mail,
       {{"",
         {"from", "to", "cc", "date", "subject", "text", "attachments"},
         {{"a@example.org", "b@example.org", "", "", "one", ">From here\nFrom the middle", ""}, {"c@example.org", "", "", "", "two", "a & b\n\nc", ""}}}}},
  };
  for (const Story& story : stories) expect(story);
}

TEST(Text, ALineARow) {
  expect({"prose",
          "Madame Dupont a appele ce matin, elle attend une reponse.\n\nElle habite au 3, rue des Lilas a Metz.\nRappeler avant 18 heures.\n",
          FileFormat::text,
          {{"",
            {""},
            {{"Madame Dupont a appele ce matin, elle attend une reponse."}, {"Elle habite au 3, rue des Lilas a Metz."}, {"Rappeler avant 18 heures."}}}}});
}

// Written by DuckDB 1.5; the seeds of the fuzz target.
std::string parquet(const std::string& name) {
  std::ifstream in(TOCSIN_SOURCE_DIR "/fuzz/seeds/parquet/" + name + ".parquet", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Parquet, EveryPackingSaysTheSame) {
  for (const char* name : {"plain", "snappy", "gzip", "brotli", "lz4", "zstd-v2"}) {
    SCOPED_TRACE(name);
    Collected read;
    ASSERT_EQ(read_table(parquet(name), read), ReadFailure::none);
    EXPECT_EQ(read.form.format, FileFormat::parquet);
    EXPECT_EQ(read.form.columns, (TextRow{"id", "name", "born", "at", "share", "amount", "ok", "mail", "home.street", "home.no", "small", "big"}));
    ASSERT_EQ(read.rows.size(), 100U);
    EXPECT_EQ(read.rows[0], (TextRow{"0", "Name 0", "1985-03-04", "2026-01-02T03:04:05", "0", "0.00", "true", "u0@example.org", "rue 0", "0", "0", "0"}));
    EXPECT_EQ(read.rows[3][1], "");
    EXPECT_EQ(read.rows[99], (TextRow{"99", "Name 4", "1985-06-11", "2026-01-02T03:05:44", "24.75", "9924.75", "false", "u981@example.org", "rue 99", "99",
                                      "99", "99000000"}));
  }
}

TEST(Parquet, ManyDifferentTexts) {
  Collected read;
  ASSERT_EQ(read_table(parquet("v2-unique"), read), ReadFailure::none);
  ASSERT_EQ(read.rows.size(), 3'000U);
  for (std::size_t i = 0; i < 3'000; ++i)
    EXPECT_EQ(read.rows[i], (TextRow{"u" + std::to_string(i * 7919 % 1'000'003) + "@example.org", std::to_string(i * i)}));
}

TEST(Parquet, AListInsideARowIsLeftOutAndCounted) {
  Collected read;
  ASSERT_EQ(read_table(parquet("list"), read), ReadFailure::none);
  EXPECT_EQ(read.form.columns, (TextRow{"id"}));
  EXPECT_EQ(read.rows.size(), 100U);
  EXPECT_EQ(read.notes.values_skipped, 200U);
}

TEST(Parquet, CutOffOrChangedItIsRefusedOrReadButNeverBelieved) {
  const std::string good = parquet("snappy");
  for (std::size_t cut = 97; cut < good.size(); cut += 97) {
    Collected read;
    EXPECT_NE(read_table(good.substr(0, cut), read), ReadFailure::none) << cut;
  }
  for (std::size_t i = 4; i < good.size(); i += 13) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x55);
    Collected read;
    (void)read_table(bad, read, {.archive_bytes_max = 1 << 20});
  }
}

std::string gzipped(std::string_view text) {
  z_stream stream{};
  check(::deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(::deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  check(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

std::string zstandard(std::string_view text) {
  std::string out(::ZSTD_compressBound(text.size()), '\0');
  out.resize(::ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& members) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : members) zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
  check(zip_close(zip) == 0);
  check(zip_source_open(source) == 0);
  std::string bytes;
  char piece[4096];
  for (zip_int64_t size = 0; (size = zip_source_read(source, piece, sizeof piece)) > 0;) bytes.append(piece, static_cast<std::size_t>(size));
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

const std::string table = "id;name\n1;Anna\n2;Bob\n";
const Rows table_rows{{"1", "Anna"}, {"2", "Bob"}};

TEST(Packed, Stories) {
  const Story stories[] = {
      {"gzip", gzipped(table), FileFormat::csv, {{"", {"id", "name"}, table_rows}}},
      {"two gzip members", gzipped(table) + gzipped("3;Cleo\n"), FileFormat::csv, {{"", {"id", "name"}, {{"1", "Anna"}, {"2", "Bob"}, {"3", "Cleo"}}}}},
      {"Zstandard", zstandard(table), FileFormat::csv, {{"", {"id", "name"}, table_rows}}},
      {"gzip in gzip", gzipped(gzipped(table)), FileFormat::csv, {{"", {"id", "name"}, table_rows}}},
      {"zip",
       zipped({{"a.csv", table}, {"folder/b.csv", "no,city\n7,Metz\n"}, {"photo.jpg", "\xFF\xD8\xFF" + std::string(100, '\1')}}),
       FileFormat::csv,
       {{"a.csv", {"id", "name"}, table_rows}, {"folder/b.csv", {"no", "city"}, {{"7", "Metz"}}}},
       {.parts_skipped = 1}},
      {"a dump in gzip in zip", zipped({{"d.sql.gz", gzipped("INSERT INTO t VALUES (1,2);\n")}}), FileFormat::sql, {{"d.sql.gz:t", {"", ""}, {{"1", "2"}}}}},
  };
  for (const Story& story : stories) expect(story);
}

TEST(Packed, ATruncatedStreamGivesWhatItHasAndSaysSo) {
  std::string rows = "id;name\n";
  for (std::uint64_t i = 0; i < 50'000; ++i) rows += std::to_string(i * 7919 % 100'003) + ";Anna " + std::to_string(i * 104'729 % 65'537) + "\n";
  for (const std::string& packed : {gzipped(rows), zstandard(rows)}) {
    Collected read;
    ASSERT_EQ(read_table(packed.substr(0, packed.size() / 2), read), ReadFailure::none);
    EXPECT_GT(read.rows.size(), 1'000U);
    EXPECT_LT(read.rows.size(), 50'000U);
    EXPECT_TRUE(read.notes.cut_off);
  }
}

TEST(Packed, BombsAreRefused) {
  const std::string zeros(100 << 20, '0');
  for (const std::string& bomb : {gzipped(zeros), zstandard(zeros), zipped({{"a.csv", zeros}}), gzipped(gzipped(zeros))}) {
    Collected read;
    EXPECT_EQ(read_table(bomb, read), ReadFailure::archive_too_large);
  }
  Collected read;
  EXPECT_EQ(read_table(gzipped(std::string(2 << 20, 'x')), read, {.archive_bytes_max = 1 << 20}), ReadFailure::archive_too_large);
}

TEST(Packed, AnArchiveWithoutATableIsRefused) {
  Collected read;
  EXPECT_EQ(read_table(zipped({{"photo.jpg", "\xFF\xD8\xFF" + std::string(100, '\1')}}), read), ReadFailure::not_a_spreadsheet);
}

TEST(Formats, NoiseIsNoTable) {
  std::string noise;
  std::uint32_t state = 7;
  for (int i = 0; i < 10'000; ++i) noise += static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
  Collected read;
  EXPECT_EQ(read_table(noise, read), ReadFailure::not_a_table);
}

TEST(Mime, WordsAndHtml) {
  EXPECT_EQ(decoded_words("=?utf-8?B?UmVuw6k=?= =?utf-8?Q?_Du?= pont"), "René Du pont");
  EXPECT_EQ(decoded_words("=?broken"), "=?broken");
  EXPECT_EQ(text_of_html("<style>x</style>a&#233;&nbsp;<b>b</b>"), " aé  b ");
}

// The rows of a sample come from the whole file.
TEST(Sample, SeveralPlaces) {
  std::string bytes = "id;name\n";
  for (int i = 0; i < 200'000; ++i) bytes += std::to_string(100'000 + i) + ";Anna with a longer name\n";
  HeldBytes whole(bytes);
  Collected read;
  TableFile file({.stop_after_rows = 1'600, .sample_places = 16}, read, &whole);
  ASSERT_EQ(file.read(), ReadFailure::none);
  EXPECT_EQ(read.rows.size(), 1'600U);
  EXPECT_EQ(read.rows.front().at(0), "100000");
  EXPECT_GT(read.rows.back().at(0), "280000");
  EXPECT_TRUE(std::all_of(read.faults.begin(), read.faults.end(), [](RowFault fault) { return fault == none; }));
}

TEST(Sample, ASmallFileGivesItsWholeSampleFromItsBeginning) {
  std::string bytes = "id;name\n";
  for (int i = 0; i < 3'000; ++i) bytes += std::to_string(100'000 + i) + ";Anna\n";
  HeldBytes whole(bytes);
  Collected read;
  TableFile file({.stop_after_rows = 2'000, .sample_places = 16}, read, &whole);
  ASSERT_EQ(file.read(), ReadFailure::none);
  EXPECT_EQ(read.rows.size(), 2'000U);
}

}  // namespace
}  // namespace tocsin
