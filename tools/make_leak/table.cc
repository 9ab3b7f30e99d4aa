#include "make_leak/table.h"

#include <zip.h>

#include <cstdio>

namespace tocsin::make_leak {
namespace {

Error not_written(const std::string& path) {
  return {ErrorKind::unavailable, "the file could not be written", path, "see whether the folder exists and the disk has room"};
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

class CsvTable final : public Table {
 public:
  CsvTable(std::string path, std::string name, CsvForm form)
      : Table(std::move(name)), path_(std::move(path)), form_(form), file_(std::fopen(path_.c_str(), "wb")) {}
  bool opened() const { return file_ != nullptr; }

  void header(std::span<const std::string> fields) { put(line_of(fields)); }
  void row(std::span<const std::string> fields) override {
    put(line_of(fields));
    ++rows_;
  }
  bool raw(std::string_view bytes) override {
    put(bytes);
    ++rows_;
    return true;
  }
  Result<void> finish() override {
    failed_ |= std::fflush(file_.get()) != 0;
    if (failed_) return std::unexpected(not_written(path_));
    return {};
  }

 private:
  std::string line_of(std::span<const std::string> fields) const {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) line += form_.separator;
      const std::string& field = fields[i];
      if (field.find_first_of("\"\r\n") == std::string::npos && field.find(form_.separator) == std::string::npos) {
        line += field;
        continue;
      }
      line += '"';
      for (const char c : field) line += c == '"' ? std::string("\"\"") : std::string(1, c);
      line += '"';
    }
    line += form_.line_end;
    return form_.cp1252 ? cp1252_of(line) : line;
  }
  void put(std::string_view bytes) { failed_ |= std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size(); }

  std::string path_;
  CsvForm form_;
  std::unique_ptr<std::FILE, Close> file_;
  bool failed_ = false;
};

// The least that spreadsheet programs open: one sheet, texts inline. Held in memory until finish().
class XlsxTable final : public Table {
 public:
  XlsxTable(std::string path, std::string name) : Table(std::move(name)), path_(std::move(path)) {
    sheet_ = R"(<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)";
  }
  void header(std::span<const std::string> fields) { put(fields); }
  void row(std::span<const std::string> fields) override {
    put(fields);
    ++rows_;
  }
  bool raw(std::string_view) override { return false; }
  Result<void> finish() override {
    sheet_ += "</sheetData></worksheet>";
    int code = 0;
    zip_t* archive = zip_open(path_.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive == nullptr) return std::unexpected(not_written(path_));
    bool right = add(archive, "[Content_Types].xml", content_types) && add(archive, "_rels/.rels", relations) && add(archive, "xl/workbook.xml", workbook) &&
                 add(archive, "xl/_rels/workbook.xml.rels", workbook_relations) && add(archive, "xl/worksheets/sheet1.xml", sheet_);
    if (right) right = zip_close(archive) == 0;
    if (!right) {
      zip_discard(archive);
      return std::unexpected(not_written(path_));
    }
    return {};
  }

 private:
  static constexpr std::string_view content_types =
      R"(<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>)";
  static constexpr std::string_view relations =
      R"(<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
  static constexpr std::string_view workbook =
      R"(<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>)";
  static constexpr std::string_view workbook_relations =
      R"(<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)";

  static bool add(zip_t* archive, const char* name, std::string_view text) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    if (source == nullptr) return false;
    const zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(source);
      return false;
    }
    return zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 946'684'800, 0) == 0;  // the same bytes every time
  }

  void put(std::span<const std::string> fields) {
    sheet_ += "<row>";
    for (const std::string& field : fields) {
      sheet_ += R"(<c t="inlineStr"><is><t xml:space="preserve">)";
      for (const char c : field) sheet_ += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
      sheet_ += "</t></is></c>";
    }
    sheet_ += "</row>";
  }

  std::string path_, sheet_;
};

template <class T>
Result<std::unique_ptr<Table>> with_header(std::unique_ptr<T> table, std::span<const std::string> header) {
  table->header(header);
  return std::unique_ptr<Table>(std::move(table));
}

}  // namespace

Result<std::unique_ptr<Table>> csv_table(const std::string& folder, const std::string& stem, std::span<const std::string> header, CsvForm form) {
  const std::string path = folder + "/" + stem + ".csv";
  auto table = std::make_unique<CsvTable>(path, stem + ".csv", form);
  if (!table->opened()) return std::unexpected(not_written(path));
  return with_header(std::move(table), header);
}

Result<std::unique_ptr<Table>> xlsx_table(const std::string& folder, const std::string& stem, std::span<const std::string> header) {
  return with_header(std::make_unique<XlsxTable>(folder + "/" + stem + ".xlsx", stem + ".xlsx"), header);
}

std::string cp1252_of(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      out += utf8[i];
    } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < utf8.size()) {  // U+0080..U+00FF stand where they stand
      out += static_cast<char>((byte == 0xC3 ? 0x40 : 0) + static_cast<unsigned char>(utf8[++i]));
    } else {
      while (i + 1 < utf8.size() && (static_cast<unsigned char>(utf8[i + 1]) & 0xC0) == 0x80) ++i;
      out += '?';
    }
  }
  return out;
}

}  // namespace tocsin::make_leak
