#include "exposures/xlsx_reader.h"

#include <expat.h>

#include <charconv>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"
#include "exposures/xlsx_numbers.h"

namespace tocsin {
namespace {

constexpr std::size_t depth_max = 64;
constexpr std::size_t styles_max = 65'536;
constexpr std::size_t sheets_max = 1'000;

using Attributes = std::map<std::string_view, std::string_view>;

// "x:row" -> "row": prefixes are the writer's taste.
std::string_view local_name(const char* name) {
  const std::string_view text(name);
  const std::size_t colon = text.rfind(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

// What one part of the workbook is read for. Each handler may stop the reading.
struct PartHandler {
  virtual ~PartHandler() = default;
  virtual bool begin(std::string_view element, const Attributes& attributes) = 0;
  virtual bool end(std::string_view element) = 0;
  virtual bool text(std::string_view) { return true; }
};

struct Reading {
  XML_Parser parser;
  PartHandler& handler;
  std::size_t depth = 0;
  bool stopped = false;
  bool forbidden = false;
  void stop() {
    stopped = true;
    XML_StopParser(parser, XML_FALSE);
  }
};

void on_begin(void* data, const char* name, const char** list) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.stopped) return;
  Attributes attributes;
  for (std::size_t i = 0; list[i] != nullptr; i += 2) attributes.insert_or_assign(local_name(list[i]), list[i + 1]);
  reading.forbidden = reading.forbidden || ++reading.depth > depth_max;
  if (reading.forbidden || !reading.handler.begin(local_name(name), attributes)) reading.stop();
}
void on_end(void* data, const char* name) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.stopped) return;
  --reading.depth;
  if (!reading.handler.end(local_name(name))) reading.stop();
}
void on_text(void* data, const char* text, int size) {
  Reading& reading = *static_cast<Reading*>(data);
  if (!reading.stopped && !reading.handler.text({text, static_cast<std::size_t>(size)})) reading.stop();
}
void on_doctype(void* data, const char*, const char*, const char*, int) {  // entities begin with a document type
  Reading& reading = *static_cast<Reading*>(data);
  reading.forbidden = true;
  reading.stop();
}

// Unpacks one part of the workbook through the XML parser. `none` also when the handler had enough.
ReadFailure parse(ZipArchive& archive, const std::string& name, PartHandler& handler) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
  if (!parser) return ReadFailure::out_of_memory;
  Reading reading{parser.get(), handler};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);

  bool broken = false;
  const ReadFailure failure = archive.read(name, [&](std::string_view piece) {
    broken = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), 0) == XML_STATUS_ERROR && !reading.stopped;
    return !broken && !reading.stopped;
  });
  if (failure != ReadFailure::none) return failure;
  if (!broken && !reading.stopped) broken = XML_Parse(parser.get(), nullptr, 0, 1) == XML_STATUS_ERROR && !reading.stopped;
  return broken || reading.forbidden ? ReadFailure::damaged_sheet : ReadFailure::none;
}

std::string_view value_of(const Attributes& attributes, std::string_view name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? std::string_view{} : found->second;
}

std::optional<std::size_t> index_of(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

// xl/workbook.xml: which sheets are there, and when does the calendar begin?
struct Workbook final : PartHandler {
  struct Sheet {
    std::string name, relation;
  };
  std::vector<Sheet> sheets;
  bool from_1904 = false;
  bool begin(std::string_view element, const Attributes& attributes) override {
    if (element == "workbookPr") {
      const std::string_view date1904 = value_of(attributes, "date1904");
      from_1904 = date1904 == "1" || date1904 == "true";
    }
    if (element == "sheet" && sheets.size() < sheets_max)
      sheets.push_back({std::string(value_of(attributes, "name")), std::string(value_of(attributes, "id"))});
    return true;
  }
  bool end(std::string_view) override { return true; }
};

// xl/_rels/workbook.xml.rels: in which part does each sheet lie?
struct Relations final : PartHandler {
  std::map<std::string, std::string, std::less<>> targets;
  bool begin(std::string_view element, const Attributes& attributes) override {
    if (element == "Relationship" && value_of(attributes, "TargetMode") != "External" && targets.size() < 2 * sheets_max)
      targets[std::string(value_of(attributes, "Id"))] = value_of(attributes, "Target");
    return true;
  }
  bool end(std::string_view) override { return true; }
};

// xl/styles.xml: which cell styles show a date?
struct Styles final : PartHandler {
  std::map<std::size_t, std::string, std::less<>> codes;
  std::vector<bool> shows_date;
  bool in_cell_styles = false;
  bool begin(std::string_view element, const Attributes& attributes) override {
    if (element == "numFmt" && codes.size() < styles_max)
      if (const auto id = index_of(value_of(attributes, "numFmtId"))) codes[*id] = value_of(attributes, "formatCode");
    if (element == "cellXfs") in_cell_styles = true;
    if (element == "xf" && in_cell_styles && shows_date.size() < styles_max) {
      const std::size_t id = index_of(value_of(attributes, "numFmtId")).value_or(0);
      const auto code = codes.find(id);
      shows_date.push_back(is_date_format(static_cast<int>(std::min<std::size_t>(id, 100'000)), code == codes.end() ? "" : code->second));
    }
    return true;
  }
  bool end(std::string_view element) override {
    if (element == "cellXfs") in_cell_styles = false;
    return true;
  }
};

// xl/sharedStrings.xml: texts that cells refer to by number. Held as one string and its cuts.
struct SharedTexts final : PartHandler {
  explicit SharedTexts(const ReadBudgets& budgets) : bytes_max(budgets.file_in_memory_max) {}
  std::size_t bytes_max;
  std::string all;
  std::vector<std::size_t> ends;
  bool in_text = false, phonetic = false, too_large = false;
  bool begin(std::string_view element, const Attributes&) override {
    if (element == "rPh") phonetic = true;
    if (element == "t") in_text = !phonetic;
    return true;
  }
  bool end(std::string_view element) override {
    if (element == "rPh") phonetic = false;
    if (element == "t") in_text = false;
    if (element == "si") ends.push_back(all.size());
    return true;
  }
  bool text(std::string_view piece) override {
    if (!in_text) return true;
    all += piece;
    too_large = all.size() + ends.size() * sizeof(std::size_t) > bytes_max;
    return !too_large;
  }
  std::string_view at(std::size_t index) const {
    if (index >= ends.size()) return {};
    const std::size_t begin = index == 0 ? 0 : ends[index - 1];
    return std::string_view(all).substr(begin, ends[index] - begin);
  }
};

// "BC12" -> 54: columns are letters to the base of 26.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters) {
    if (letters == 4) return {};
    column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
  }
  if (letters == 0) return {};
  return column - 1;
}

// The sheet itself, cell by cell.
class Sheet final : public PartHandler {
 public:
  Sheet(const SharedTexts& texts, const Styles& styles, bool from_1904, const ReadBudgets& budgets, RowSink& rows)
      : texts_(texts), styles_(styles), from_1904_(from_1904), budgets_(budgets), rows_(rows) {}

  bool begin(std::string_view element, const Attributes& attributes) override {
    if (element == "row") {
      used_ = 0;
      bytes_ = 0;
      fault_ = RowFault::none;
    } else if (element == "c") {
      column_ = column_of(value_of(attributes, "r")).value_or(used_);
      type_ = value_of(attributes, "t");
      style_ = index_of(value_of(attributes, "s")).value_or(0);
      value_.clear();
    }
    takes_text_ = element == "v" || element == "t";
    return true;
  }

  bool text(std::string_view piece) override {
    if (!takes_text_) return true;
    if (value_.size() + piece.size() > budgets_.field_bytes_max)
      fault_ = RowFault::field_too_large;
    else
      value_ += piece;
    return true;
  }

  bool end(std::string_view element) override {
    takes_text_ = false;
    if (element == "c") put(shown_value());
    return element == "row" ? emit() : true;
  }

 private:
  std::string shown_value() const {
    if (type_ == "s") return std::string(texts_.at(index_of(value_).value_or(texts_.ends.size())));
    if (type_ == "d" || type_ == "str" || type_ == "inlineStr" || type_ == "b") return value_;
    if (type_ == "e") return {};  // #N/A and its like
    const bool date = style_ < styles_.shows_date.size() && styles_.shows_date[style_];
    return date ? date_of_serial(value_, from_1904_) : plain_number(value_);
  }

  void put(std::string value) {
    if (value.empty() || fault_ != RowFault::none) return;
    if (column_ >= budgets_.columns_max) {
      fault_ = RowFault::field_count;
      return;
    }
    bytes_ += value.size();
    if (value.size() > budgets_.field_bytes_max) fault_ = RowFault::field_too_large;
    if (bytes_ > budgets_.row_bytes_max) fault_ = RowFault::row_too_large;
    if (value.find('\0') != std::string::npos) fault_ = RowFault::nul_byte;
    if (cells_.size() <= column_) cells_.resize(column_ + 1);
    for (; used_ < column_; ++used_) cells_[used_].clear();
    used_ = std::max(used_, column_ + 1);
    cells_[column_] = std::move(value);
  }

  bool emit() {
    if (used_ == 0 && fault_ == RowFault::none) return true;  // an empty row is no row
    fields_.clear();
    if (fault_ == RowFault::none) fields_.assign(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(used_));
    return rows_.row(fault_, fields_);
  }

  const SharedTexts& texts_;
  const Styles& styles_;
  bool from_1904_;
  ReadBudgets budgets_;
  RowSink& rows_;
  std::string type_, value_;
  std::size_t column_ = 0, style_ = 0, used_ = 0, bytes_ = 0;
  RowFault fault_ = RowFault::none;
  bool takes_text_ = false;
  std::vector<std::string> cells_;
  std::vector<std::string_view> fields_;
};

std::string part_of(std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  return "xl/" + std::string(target);
}

}  // namespace

ReadFailure read_xlsx(ZipArchive& archive, const std::string& table, FileTables& tables, ReadNotes& notes) {
  Workbook workbook;
  if (const auto failure = parse(archive, "xl/workbook.xml", workbook); failure != ReadFailure::none) return failure;
  Relations relations;
  if (const auto failure = parse(archive, "xl/_rels/workbook.xml.rels", relations); failure != ReadFailure::none) return failure;
  Styles styles;
  if (archive.has("xl/styles.xml"))
    if (const auto failure = parse(archive, "xl/styles.xml", styles); failure != ReadFailure::none) return failure;
  SharedTexts texts(tables.budgets);
  if (archive.has("xl/sharedStrings.xml"))
    if (const auto failure = parse(archive, "xl/sharedStrings.xml", texts); failure != ReadFailure::none) return failure;
  if (texts.too_large) return ReadFailure::archive_too_large;

  std::vector<std::pair<std::string, std::string>> sheets;  // name and part
  for (const auto& [name, relation] : workbook.sheets) {
    const auto target = relations.targets.find(relation);
    if (target == relations.targets.end() || target->second.find("worksheets/") == std::string::npos)
      ++notes.parts_skipped;  // a chart, or a sheet that lies elsewhere
    else
      sheets.emplace_back(name, part_of(target->second));
  }
  for (const auto& [name, part] : sheets) {
    const std::string shown = sheets.size() == 1 ? table : table.empty() ? name : table + ":" + name;
    TableRows rows({FileFormat::xlsx, Encoding::utf8, 0, 0, false, {}, shown}, true, tables);
    Sheet sheet(texts, styles, workbook.from_1904, tables.budgets, rows);
    if (const auto failure = parse(archive, part, sheet); failure != ReadFailure::none) return failure;
    if (sheets.size() == 1 || rows.any()) rows.finish();  // an empty sheet among others says nothing
    if (tables.stopped()) break;
  }
  return sheets.empty() ? ReadFailure::not_a_spreadsheet : ReadFailure::none;
}

}  // namespace tocsin
