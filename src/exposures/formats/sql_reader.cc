#include "exposures/formats/sql_reader.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "exposures/field_text.h"
#include "exposures/formats/sql_text.h"

namespace tocsin {
namespace {

// A table of the dump, as far as it is known.
struct DumpedTable {
  std::vector<std::string> columns;  // of CREATE TABLE, COPY or the first INSERT; empty: nobody named them
  std::optional<TableRows> rows;
};

std::string key_of(const std::string& name) { return lower_ascii(name); }

class SqlReader final : public StreamReader {
 public:
  SqlReader(Encoding encoding, std::string table, FileTables& tables, ReadNotes& notes, bool backslashes)
      : encoding_(encoding),
        name_(std::move(table)),
        tables_(tables),
        notes_(notes),
        backslashes_(backslashes),
        utf16_(encoding == Encoding::utf16be),
        text_(encoding, notes) {}

  bool add(std::string_view bytes) override {
    if (encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be)
      utf16_.add(buffer_, bytes);
    else
      buffer_ += bytes;
    return buffer_.size() < look_again_at_ || drain(false);
  }

  ReadFailure finish() override {
    if (!tables_.stopped()) drain(true);
    for (auto& [name, table] : all_)
      if (table.rows && !tables_.stopped()) table.rows->finish();
    return tables_.too_many_rows ? ReadFailure::too_many_rows : ReadFailure::none;
  }

 private:
  enum class Step { done, needs_more, stop };
  enum class Inside { nothing, insert, behind_row, copy };

  bool drain(bool at_end) {
    std::size_t place = 0;
    while (true) {
      SqlText text(std::string_view(buffer_).substr(place), at_end, backslashes_);
      const Step step = next(text, at_end);
      if (step == Step::stop) return false;
      if (step == Step::needs_more) break;
      place += text.place();
    }
    buffer_.erase(0, place);
    if (at_end) return at_the_end();
    if (buffer_.size() > tables_.budgets.row_bytes_max) return give_up();
    look_again_at_ = std::min<std::size_t>(buffer_.size() * 2, tables_.budgets.row_bytes_max + 1);
    return true;
  }

  Step next(SqlText& text, bool at_end) {
    switch (inside_) {
      case Inside::insert: return inserted_row(text, at_end);
      case Inside::behind_row: return behind_row(text);
      case Inside::copy: return copied_row(text, at_end);
      case Inside::nothing: break;
    }
    return statement(text);
  }

  // What is left at the end is half of something.
  bool at_the_end() {
    if (inside_ == Inside::copy) notes_.cut_off = true;  // its last line is \\.
    SqlText text(buffer_, true, backslashes_);
    if (text.blanks_and_comments()) {
      notes_.cut_off = true;
      notes_.bytes_skipped += buffer_.size();
    }
    return true;
  }

  // A row or statement larger than allowed: on to the next line.
  bool give_up() {
    const bool in_row = inside_ == Inside::insert || inside_ == Inside::copy;
    if (in_row && !tell(RowFault::row_too_large) && tables_.stopped()) return false;
    const std::size_t line = std::min(buffer_.find('\n'), buffer_.size() - 1);
    notes_.bytes_skipped += line + 1;
    buffer_.erase(0, line + 1);
    if (inside_ != Inside::copy) inside_ = Inside::nothing;
    look_again_at_ = 0;
    return true;
  }

  Step statement(SqlText& text) {
    if (!text.blanks_and_comments()) return Step::needs_more;
    const std::size_t begin = text.place();
    const auto first = text.any_word();
    if (text.needs_more()) return Step::needs_more;
    const bool tells_rows = first == "insert" || first == "replace" || first == "copy";
    if (first == "insert" || first == "replace") {
      if (insert(text)) return Step::done;
    } else if (first == "copy") {
      if (copy(text)) return Step::done;
    } else if (first == "create") {
      create(text);
    }
    if (text.needs_more()) return Step::needs_more;
    text.go_to(begin);
    if (!text.skip_statement()) return Step::needs_more;
    if (tells_rows)
      ++notes_.parts_skipped;  // rows that are computed, or that come from elsewhere
    else if (!first && text.place() > begin + 1)
      notes_.bytes_skipped += text.place() - begin;
    return Step::done;
  }

  // INSERT INTO name (columns) VALUES; the rows are read one by one behind it.
  bool insert(SqlText& text) {
    for (const std::string_view word : {"low_priority", "delayed", "high_priority", "ignore", "or", "replace", "ignore", "into"}) {
      text.word(word);
      if (text.needs_more()) return false;
    }
    const auto name = text.name();
    if (!name) return false;
    std::size_t before = text.place();
    auto columns = text.names_in_brackets();
    if (text.needs_more()) return false;
    if (!columns) text.go_to(before);
    for (int words = 0; words < 4; ++words) {
      before = text.place();
      const auto word = text.any_word();
      if (!word) return false;
      if (word == "values" || word == "value") {
        begin_table(*name, columns ? std::move(*columns) : std::vector<std::string>{});
        inside_ = Inside::insert;
        return true;
      }
      if (word == "select" || word == "with") break;
    }
    return false;
  }

  bool copy(SqlText& text) {
    const auto name = text.name();
    if (!name) return false;
    const std::size_t before = text.place();
    auto columns = text.names_in_brackets();
    if (text.needs_more()) return false;
    if (!columns) text.go_to(before);
    if (!text.word("from") || !text.word("stdin")) return false;
    if (!text.skip_statement()) return false;
    begin_table(*name, columns ? std::move(*columns) : std::vector<std::string>{});
    inside_ = Inside::copy;
    copy_line_begins_ = false;
    return true;
  }

  void create(SqlText& text) {
    for (const std::string_view word : {"temporary", "unlogged", "table"}) {
      const bool found = text.word(word);
      if (text.needs_more() || (word == "table" && !found)) return;
    }
    if (text.word("if") && !(text.word("not") && text.word("exists"))) return;
    if (text.needs_more()) return;
    const auto name = text.name();
    if (!name) return;
    auto columns = text.column_definitions();
    if (columns && all_.size() < 10 * tables_.budgets.tables_max && columns->size() <= tables_.budgets.columns_max) {
      DumpedTable& table = all_[key_of(*name)];
      if (table.columns.empty()) table.columns = std::move(*columns);
    }
  }

  void begin_table(const std::string& name, std::vector<std::string> columns) {
    table_ = &all_[key_of(name)];
    table_name_ = name_.empty() ? name : name_ + ":" + name;
    if (table_->columns.empty()) table_->columns = columns;
    // Other columns, or in other order, than the table has.
    order_.clear();
    if (columns.empty() || columns == table_->columns) return;
    for (const std::string& column : columns) {
      const auto found =
          std::find_if(table_->columns.begin(), table_->columns.end(), [&](const std::string& known) { return key_of(known) == key_of(column); });
      order_.push_back(static_cast<std::size_t>(found - table_->columns.begin()));
    }
  }

  Step inserted_row(SqlText& text, bool at_end) {
    if (text.values(values_)) {
      inside_ = Inside::behind_row;
      return tell(RowFault::none) || !tables_.stopped() ? Step::done : Step::stop;
    }
    if (text.needs_more()) return Step::needs_more;
    inside_ = Inside::nothing;
    if (at_end) {
      notes_.cut_off = true;
      text.go_to(text.place() + text.rest().size());
      return tell(RowFault::damaged_row) || !tables_.stopped() ? Step::done : Step::stop;
    }
    text.go_to(0);  // no row behind VALUES
    ++notes_.parts_skipped;
    return text.skip_statement() ? Step::done : Step::needs_more;
  }

  Step behind_row(SqlText& text) {
    if (text.sign(',')) {
      inside_ = Inside::insert;
      return Step::done;
    }
    if (text.needs_more()) return Step::needs_more;
    inside_ = Inside::nothing;  // a semicolon, or the next statement where nobody writes one
    text.sign(';');
    return Step::done;
  }

  Step copied_row(SqlText& text, bool at_end) {
    const std::string_view rest = text.rest();
    if (!copy_line_begins_) {  // the rest of the line of COPY itself
      const std::size_t end = rest.find('\n');
      if (end == std::string_view::npos) return Step::needs_more;
      copy_line_begins_ = true;
      text.go_to(end + 1);
      return Step::done;
    }
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos && (!at_end || rest.empty())) return Step::needs_more;
    std::string_view line = rest.substr(0, std::min(end, rest.size()));
    text.go_to(std::min(end, rest.size() - 1) + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line == "\\.") {
      inside_ = Inside::nothing;
      return Step::done;
    }
    split_copy_line(line);
    return tell(RowFault::none) || !tables_.stopped() ? Step::done : Step::stop;
  }

  void split_copy_line(std::string_view line) {
    std::size_t used = 0;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      const std::string_view field = line.substr(begin, end - begin);
      if (used == values_.size()) values_.emplace_back();
      std::string& value = values_[used++];
      value.clear();
      if (field != "\\N") unescape(field, value);
      begin = end + 1;
    }
    values_.resize(used);
  }

  static void unescape(std::string_view field, std::string& value) {
    for (std::size_t i = 0; i < field.size(); ++i) {
      if (field[i] != '\\' || i + 1 == field.size()) {
        value += field[i];
        continue;
      }
      constexpr std::string_view letters = "ntrbfv", signs = "\n\t\r\b\f\v";
      const std::size_t which = letters.find(field[++i]);
      value += which == std::string_view::npos ? field[i] : signs[which];
    }
  }

  // The values just read, or a fault, as a row of the table we are in.
  bool tell(RowFault fault) {
    DumpedTable& table = *table_;
    if (!table.rows) {
      std::vector<std::string> columns = table.columns;
      const bool named = !columns.empty();
      if (!named) columns.assign(std::max<std::size_t>(1, values_.size()), "");
      table.rows.emplace(FileShape{FileFormat::sql, encoding_, 0, 0, named, std::move(columns), table_name_}, false, tables_);
    }
    if (table.rows->full()) return true;
    fields_.clear();
    if (fault == RowFault::none) place_values(table, fault);
    if (fault != RowFault::none) fields_.clear();
    return table.rows->row(fault, fields_);
  }

  void place_values(const DumpedTable& table, RowFault& fault) {
    std::size_t bytes = 0;
    for (const std::string& value : values_) {
      bytes += value.size();
      if (value.size() > tables_.budgets.field_bytes_max) fault = RowFault::field_too_large;
    }
    if (bytes > tables_.budgets.row_bytes_max) fault = RowFault::row_too_large;
    if (values_.size() > tables_.budgets.columns_max || (!order_.empty() && values_.size() != order_.size())) fault = RowFault::field_count;
    if (fault != RowFault::none) return;
    text_.begin_row();
    if (!order_.empty()) fields_.assign(table.columns.size(), {});
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::string_view text = text_.of(values_[i], fault);
      if (order_.empty())
        fields_.push_back(text);
      else if (order_[i] < fields_.size())
        fields_[order_[i]] = text;
      else
        ++notes_.values_skipped;
    }
  }

  Encoding encoding_;
  std::string name_;
  FileTables& tables_;
  ReadNotes& notes_;
  bool backslashes_;
  Utf16Decoder utf16_;
  FieldText text_;
  std::string buffer_;
  std::size_t look_again_at_ = 0;
  Inside inside_ = Inside::nothing;
  bool copy_line_begins_ = false;
  std::map<std::string, DumpedTable> all_;
  DumpedTable* table_ = nullptr;
  std::string table_name_;
  std::vector<std::size_t> order_;  // column of each value; empty: as they stand
  std::vector<std::string> values_;
  std::vector<std::string_view> fields_;
};

// MySQL and MariaDB write \' in texts; the standard, PostgreSQL, SQL Server and SQLite write ''.
bool writes_backslashes(std::string_view beginning) {
  const std::string lower = lower_ascii(beginning.substr(0, 64 << 10));
  const auto has = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
  if (has("standard_conforming_strings") || has("postgresql database dump") || has("from stdin")) return false;
  return has("`") || has("mysql") || has("mariadb") || has("engine=") || has("\\'");
}

}  // namespace

std::unique_ptr<StreamReader> sql_reader(Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes, std::string_view beginning) {
  return std::make_unique<SqlReader>(encoding, table, tables, notes, writes_backslashes(beginning));
}

}  // namespace tocsin
