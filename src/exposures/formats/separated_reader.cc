#include "exposures/formats/separated_reader.h"

#include "exposures/csv_reader.h"

namespace tocsin {
namespace {

constexpr CsvDialect lines{'\n', 0};

class SeparatedReader final : public StreamReader {
 public:
  SeparatedReader(FileShape form, const CsvDialect& dialect, FileTables& tables, ReadNotes& notes)
      : tables_(tables), rows_(form, false, tables), csv_(dialect, form.encoding, tables.budgets, rows_, notes) {}

  bool add(std::string_view bytes) override { return open_ && (open_ = csv_.add(bytes)); }
  ReadFailure finish() override {
    if (open_) csv_.finish();
    if (!tables_.stopped()) rows_.finish();
    return tables_.too_many_rows ? ReadFailure::too_many_rows : ReadFailure::none;
  }
  bool can_jump() const override { return true; }
  void pause_after(std::uint64_t rows_wanted) override { rows_.pause_after(rows_wanted); }
  void jump(std::uint64_t rows_wanted) override {
    csv_.jump();
    open_ = rows_.jump(rows_wanted);
  }

 private:
  FileTables& tables_;
  TableRows rows_;
  CsvReader csv_;
  bool open_ = true;
};

}  // namespace

std::unique_ptr<StreamReader> separated_reader(const CsvDialect& dialect, Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes) {
  return std::make_unique<SeparatedReader>(FileShape{FileFormat::csv, encoding, dialect.delimiter, dialect.quote, false, {}, table}, dialect, tables, notes);
}

std::unique_ptr<StreamReader> text_reader(Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes) {
  return std::make_unique<SeparatedReader>(FileShape{FileFormat::text, encoding, 0, 0, false, {""}, table}, lines, tables, notes);
}

}  // namespace tocsin
