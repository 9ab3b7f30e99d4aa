// A stolen file as rows of text: what every reader of a format produces.
//
// Way:    bytes -> csv_reader, xlsx_reader -> [here] -> table_rows -> record_batch
// Holds:  fields are UTF-8 and live only during the call; nothing here knows what a column means.

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
};
inline constexpr std::uint8_t row_faults = 7;

// What a hostile file may cost us. Every figure is an argument of the parse child.
struct ReadBudgets {
  std::uint64_t field_bytes_max = 1 << 20;
  std::uint64_t row_bytes_max = 16 << 20;
  std::uint64_t columns_max = 16'384;           // as many as a spreadsheet can have
  std::uint64_t rows_max = 4'000'000'000;
  std::uint64_t quoted_lines_max = 4'096;       // lines one quoted field may span; bounds what a lost quote costs
  std::uint64_t archive_bytes_max = 4ULL << 30; // of a spreadsheet, unpacked
  std::uint64_t file_in_memory_max = 512 << 20; // formats that must be held whole (zip: its directory is at the end)
  std::uint64_t stop_after_rows = 0;            // 0: read to the end; else a sample of the beginning
};

// Takes rows one by one. `false`: enough, stop reading.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual bool row(RowFault fault, std::span<const std::string_view> fields) = 0;
};

enum class FileFormat : std::uint8_t { csv, xlsx };
enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, cp1252 };
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
};
inline constexpr std::uint8_t read_failures = 9;

}  // namespace tocsin
