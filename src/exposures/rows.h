// A stolen file as rows of text: what every reader of a format produces.
//
// Way:    bytes -> a reader of formats/ or csv_reader -> [here] -> table_rows -> record_batch
// Holds:  fields are UTF-8 and live only during the call; nothing here knows what a column means. One file may
//         hold several tables: sheets, members of an archive, the tables of a dump.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

// Why a row could not be read. Such a row is counted and named, never guessed at.
enum class RowFault : std::uint8_t {
  none,
  field_count,         // not as many fields as the file has columns
  field_too_large,
  row_too_large,
  unterminated_quote,  // reading goes on with the line after the one that opened the quote
  nul_byte,
  repeated_header,     // the header again, in the middle of the data
  damaged_row,         // begins like a row of its format and does not go on like one
};
inline constexpr std::uint8_t row_faults = 8;

// What a hostile file may cost us. Every figure is an argument of the parse child.
struct ReadBudgets {
  std::uint64_t field_bytes_max = 1 << 20;
  std::uint64_t row_bytes_max = 16 << 20;
  std::uint64_t columns_max = 16'384;           // as many as a spreadsheet can have
  std::uint64_t rows_max = 4'000'000'000;
  std::uint64_t quoted_lines_max = 4'096;       // lines one quoted field may span; bounds what a lost quote costs
  std::uint64_t archive_bytes_max = 64ULL << 30;  // of everything packed in the file, unpacked
  std::uint64_t file_in_memory_max = 512 << 20; // formats that must be held whole because they lie inside an archive
  std::uint64_t tables_max = 1'000;             // sheets, members, tables of a dump
  std::uint64_t stop_after_rows = 0;            // 0: read to the end; else a sample of so many rows (of each table)
  std::uint64_t sample_places = 0;              // places in the file that share the sample; 0: its beginning alone
};

// What a reading leaves out or mends. Nothing is left out without standing here.
struct ReadNotes {
  std::uint64_t values_repaired = 0;  // not in the file's encoding, read as Windows-1252
  std::uint64_t bytes_skipped = 0;    // between or behind rows, that are no rows
  std::uint64_t parts_skipped = 0;    // members, attachments, statements that hold no table we can read
  std::uint64_t values_skipped = 0;   // inside readable rows: beyond what a column can be made for
  bool cut_off = false;               // the file ends in the middle
  bool operator==(const ReadNotes&) const = default;
};

// Takes rows one by one. `false`: enough, stop reading.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual bool row(RowFault fault, std::span<const std::string_view> fields) = 0;
};

enum class FileFormat : std::uint8_t { csv, xlsx, json, sql, parquet, mail, text };
inline constexpr std::uint8_t file_formats = 7;
enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, cp1252, latin9 };
inline constexpr std::uint8_t encodings = 5;
std::string_view name_of(FileFormat format);
std::string_view name_of(Encoding encoding);

// What the file is, as far as its form goes.
struct FileShape {
  FileFormat format = FileFormat::csv;
  Encoding encoding = Encoding::utf8;
  char delimiter = ',';  // csv only
  char quote = '"';      // csv only; 0 for none
  bool has_header = false;
  std::vector<std::string> columns;  // header names; without a header as many empty texts as there are columns
  std::string table;                 // which table of the file; empty where it is its only one
  bool operator==(const FileShape&) const = default;
};

// Why a whole file could not be read.
enum class ReadFailure : std::uint8_t {
  none,
  damaged_archive,      // not a zip, or cut off
  encrypted_archive,
  archive_too_large,    // a bomb, or more than the budget
  not_a_spreadsheet,    // a zip without a workbook
  damaged_sheet,        // XML that is none, or that refers outside the file
  too_many_rows,
  input_unreadable,
  out_of_memory,
  not_a_table,          // bytes of no format that holds rows
  damaged_columns,      // Parquet that contradicts itself, or packed in a way we cannot unpack
  too_many_tables,
};
inline constexpr std::uint8_t read_failures = 12;

}  // namespace tocsin
