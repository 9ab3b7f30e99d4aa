// Tables written row by row, as strangers write them: separated text in some encoding, or a spreadsheet.
//
// Acts:   writes the file named. Holds: a failed write is kept and told by finish().
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tocsin::make_leak {

class Table {
 public:
  virtual ~Table() = default;
  virtual void row(std::span<const std::string> fields) = 0;  // UTF-8
  // Text as it is, in the file's own encoding, line end included. False: this format cannot hold it.
  virtual bool raw(std::string_view bytes) = 0;
  virtual Result<void> finish() = 0;
  const std::string& name() const { return name_; }  // base name of the file
  std::uint64_t rows() const { return rows_; }       // data rows so far; the header is none

 protected:
  explicit Table(std::string name) : name_(std::move(name)) {}
  std::string name_;
  std::uint64_t rows_ = 0;
};

struct CsvForm {
  char separator = ';';
  bool cp1252 = false;
  std::string_view line_end = "\r\n";
};

// The header is written at once.
Result<std::unique_ptr<Table>> csv_table(const std::string& folder, const std::string& stem, std::span<const std::string> header, CsvForm form);
Result<std::unique_ptr<Table>> xlsx_table(const std::string& folder, const std::string& stem, std::span<const std::string> header);

std::string cp1252_of(std::string_view utf8);  // '?' for what it lacks

}  // namespace tocsin::make_leak
