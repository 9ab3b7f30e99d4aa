#include "exposures/formats/json_reader.h"

#include <boost/json/basic_parser_impl.hpp>
#include <map>

#include "base/text.h"
#include "exposures/formats/json_rows.h"

namespace tocsin {
namespace {

constexpr std::size_t depth_max = 64;
constexpr std::size_t elements_max = 16;  // of an array inside a row that get columns of their own

// Where rows are: documents beside each other (or in one array), or arrays somewhere inside the only document.
enum class Layout { documents, inside_one };

// Hears the parser and knows when a row begins.
class RowFinder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1), max_array_size = std::size_t(-1), max_key_size = std::size_t(-1),
                               max_string_size = std::size_t(-1);
  using Error = boost::json::error_code;
  using Text = boost::json::string_view;

  RowFinder(Layout layout, std::string table, Encoding encoding, FileTables& tables, ReadNotes& notes)
      : layout_(layout), table_(std::move(table)), encoding_(encoding), tables_(tables), notes_(notes) {}

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error& error) { return open(false, error); }
  bool on_object_end(std::size_t, Error& error) { return close(error); }
  bool on_array_begin(Error& error) { return open(true, error); }
  bool on_array_end(std::size_t, Error& error) { return close(error); }
  bool on_key_part(Text part, std::size_t, Error&) { return append(key_, part); }
  bool on_key(Text part, std::size_t, Error&) {
    append(key_, part);
    levels_.back().path.resize(levels_.back().base);
    extend(levels_.back().path, key_);
    key_.clear();
    return true;
  }
  bool on_string_part(Text part, std::size_t, Error&) { return append(text_, part); }
  bool on_string(Text part, std::size_t, Error& error) {
    append(text_, part);
    return scalar(error);
  }
  bool on_number_part(Text part, Error&) { return append(text_, part); }
  bool on_int64(std::int64_t, Text part, Error& error) { return on_string(part, 0, error); }
  bool on_uint64(std::uint64_t, Text part, Error& error) { return on_string(part, 0, error); }
  bool on_double(double, Text part, Error& error) { return on_string(part, 0, error); }
  bool on_bool(bool value, Error& error) { return on_string(value ? "true" : "false", 0, error); }
  bool on_null(Error& error) { return scalar(error); }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }

  // The document broke off. A row that had begun is at fault, and so is a line that is none.
  void broken() {
    JsonRows& rows = row_level_ != 0 ? *rows_ : rows_at("");
    if (row_level_ == 0) rows.begin_row();
    rows.fault(RowFault::damaged_row);
    stopped_ = !rows.end_row() && tables_.stopped();
    forget();
  }
  bool in_row() const { return row_level_ != 0; }
  void forget() {
    levels_.clear();
    row_level_ = 0;
    text_.clear();
    key_.clear();
  }
  void finish() {
    if (all_.empty() && !outside_.empty()) {  // one object without rows inside it is a row itself
      JsonRows& rows = rows_at("");
      rows.begin_row();
      for (const auto& [path, text] : outside_) rows.value(path, text);
      rows.end_row();
      outside_.clear();
    }
    notes_.values_skipped += outside_.size();
    for (auto& [path, rows] : all_)
      if (!tables_.stopped()) rows.finish();
  }
  bool stopped() const { return stopped_; }
  bool all_full() const {
    return !all_.empty() && std::all_of(all_.begin(), all_.end(), [](const auto& entry) { return entry.second.full(); });
  }

 private:
  struct Level {
    bool is_array = false;
    std::size_t elements = 0;
    std::string path;      // of what stands next in it
    std::size_t base = 0;  // how much of the path is its own
  };

  bool append(std::string& to, Text part) {
    if (to.size() <= tables_.budgets.field_bytes_max) to.append(part.data(), part.size());
    return true;
  }
  static void extend(std::string& path, std::string_view word) {
    if (!path.empty()) path += '.';
    path += word;
  }
  JsonRows& rows_at(const std::string& path) {
    const auto known = all_.find(path);
    if (known != all_.end()) return known->second;
    const std::string name = path.empty() ? table_ : table_.empty() ? path : table_ + ":" + path;
    return all_.try_emplace(path, name, encoding_, tables_, notes_).first->second;
  }

  // Counts an element and gives it its path.
  void count_element() {
    if (levels_.empty() || !levels_.back().is_array) return;
    Level& level = levels_.back();
    level.path.resize(level.base);
    if (row_level_ != 0) extend(level.path, std::to_string(level.elements));
    ++level.elements;
  }

  bool begins_row(bool is_array) const {
    if (row_level_ != 0) return false;
    const bool in_array = !levels_.empty() && levels_.back().is_array;
    if (layout_ == Layout::inside_one) return in_array;
    return levels_.empty() ? !is_array : in_array && levels_.size() == 1;
  }

  bool open(bool is_array, Error& error) {
    if (levels_.size() >= depth_max) {
      error = boost::json::error::too_deep;
      return false;
    }
    const bool row = begins_row(is_array);
    count_element();
    Level level{is_array, 0, levels_.empty() || row ? "" : levels_.back().path, 0};
    if (row) {
      rows_ = &rows_at(layout_ == Layout::inside_one && !levels_.empty() ? levels_.back().path : "");
      rows_->begin_row();
      row_level_ = levels_.size() + 1;
    }
    level.base = level.path.size();
    levels_.push_back(std::move(level));
    return true;
  }

  bool close(Error& error) {
    const bool row = levels_.size() == row_level_;
    levels_.pop_back();
    if (!row) return true;
    row_level_ = 0;
    if (rows_->end_row() || !(tables_.stopped() || (layout_ == Layout::documents && rows_->full()))) return true;
    stopped_ = true;
    error = boost::json::error::exception;
    return false;
  }

  bool scalar(Error&) {
    count_element();
    const std::string_view path = levels_.empty() ? std::string_view() : std::string_view(levels_.back().path);
    if (row_level_ != 0) {
      if (levels_.back().is_array && levels_.back().elements > elements_max && levels_.size() > row_level_)
        ++notes_.values_skipped;
      else
        rows_->value(path, text_);
    } else if (outside_.size() < 1000) {
      outside_.emplace_back(path, text_);
    } else {
      ++notes_.values_skipped;
    }
    text_.clear();
    return true;
  }

  Layout layout_;
  std::string table_;
  Encoding encoding_;
  FileTables& tables_;
  ReadNotes& notes_;
  std::map<std::string, JsonRows> all_;
  JsonRows* rows_ = nullptr;
  std::vector<Level> levels_;
  std::size_t row_level_ = 0;  // depth of the row we are in; 0: in none
  std::string key_, text_;
  std::vector<std::pair<std::string, std::string>> outside_;  // values beside all rows
  bool stopped_ = false;
};

boost::json::parse_options lenient() {
  boost::json::parse_options options;
  options.allow_invalid_utf8 = true;  // other encodings are mended value by value
  options.max_depth = depth_max;
  return options;
}

// One object that holds an array of objects is one document; objects beside each other are rows.
Layout layout_of(std::string_view beginning) {
  const auto first = beginning.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || beginning[first] == '[') return Layout::documents;
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t i = first; i < beginning.size(); ++i) {
    const char c = beginning[i];
    if (in_text) {
      if (c == '\\') ++i;
      in_text = c != '"';
      continue;
    }
    in_text = c == '"';
    if (c == '{' || c == '[') ++depth;
    if (c != '}' && c != ']') continue;
    if (depth > 0) --depth;
    if (depth == 0) return beginning.find('{', i) == std::string_view::npos ? Layout::inside_one : Layout::documents;
  }
  return Layout::inside_one;
}

class JsonReader final : public StreamReader {
 public:
  JsonReader(Layout layout, Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes)
      : encoding_(encoding),
        tables_(tables),
        notes_(notes),
        utf16_(encoding == Encoding::utf16be),
        parser_(lenient(), layout, table, encoding, tables, notes) {}

  bool add(std::string_view bytes) override {
    if (encoding_ != Encoding::utf16le && encoding_ != Encoding::utf16be) return read(bytes);
    decoded_.clear();
    utf16_.add(decoded_, bytes);
    return read(decoded_);
  }

  ReadFailure finish() override {
    RowFinder& rows = parser_.handler();
    if (!rows.stopped() && !lost_ && begun_ && !parser_.done()) {
      Error error;
      parser_.write_some(false, "", 0, error);  // a number at the very end is complete only now
      if (error) {
        if (rows.in_row()) rows.broken();
        notes_.cut_off = true;
      }
    }
    rows.finish();
    return tables_.too_many_rows ? ReadFailure::too_many_rows : ReadFailure::none;
  }

 private:
  using Error = boost::json::error_code;

  // Line by line, because what follows a broken line can still be read.
  bool read(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      const std::string_view line = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
      bytes.remove_prefix(line.size());
      if (lost_ && at_line_start_ && (line.front() == '{' || line.front() == '[')) lost_ = false;
      at_line_start_ = end != std::string_view::npos;
      if (lost_) {
        notes_.bytes_skipped += line.size();
        continue;
      }
      if (!parse(line)) return false;
    }
    return true;
  }

  bool parse(std::string_view text) {
    RowFinder& rows = parser_.handler();
    while (!text.empty()) {
      if (begun_ && parser_.done()) {
        parser_.reset();
        begun_ = false;
      }
      if (!begun_) {  // between documents: blanks, and commas and brackets of an array that broke
        const std::size_t next = text.find_first_not_of(recovered_ ? " \t\r\n,]" : " \t\r\n");
        if (next == std::string_view::npos) return true;
        text.remove_prefix(next);
      }
      Error error;
      begun_ = true;
      const std::size_t used = parser_.write_some(true, text.data(), text.size(), error);
      if (rows.stopped()) return false;
      if (!error) {
        text.remove_prefix(std::min(used, text.size()));
        continue;
      }
      rows.broken();
      parser_.reset();
      begun_ = false;
      recovered_ = true;
      lost_ = true;  // until a line begins like a document
      return !rows.stopped();
    }
    return true;
  }

  Encoding encoding_;
  FileTables& tables_;
  ReadNotes& notes_;
  Utf16Decoder utf16_;
  std::string decoded_;
  boost::json::basic_parser<RowFinder> parser_;
  bool begun_ = false, lost_ = false, recovered_ = false, at_line_start_ = true;
};

}  // namespace

std::unique_ptr<StreamReader> json_reader(Encoding encoding, const std::string& table, FileTables& tables, ReadNotes& notes, std::string_view beginning) {
  std::string text;
  if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
    Utf16Decoder(encoding == Encoding::utf16be).add(text, beginning);
    beginning = text;
  }
  return std::make_unique<JsonReader>(layout_of(beginning), encoding, table, tables, notes);
}

}  // namespace tocsin
