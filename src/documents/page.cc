#include "documents/page.h"

#include "base/digest.h"

namespace tocsin {

RichText plain(std::string_view text) { return {{std::string(text), false}}; }
RichText bold(std::string_view text) { return {{std::string(text), true}}; }

RichText with_bold(std::string_view text) {
  RichText runs;
  bool is_bold = false;
  while (!text.empty()) {
    const std::size_t stars = text.find("**");
    const std::string_view run = text.substr(0, stars);
    if (!run.empty()) runs.push_back({std::string(run), is_bold});
    if (stars == std::string_view::npos) break;
    text.remove_prefix(stars + 2);
    is_bold = !is_bold;
  }
  return runs;
}

std::string plain_text(const RichText& text) {
  std::string all;
  for (const TextRun& run : text) all += run.text;
  return all;
}

namespace {

// Every text goes in with its length in front, every list with its count, every block with its kind: two
// different letters never feed the same bytes.
class Digester {
 public:
  void add(std::string_view text) {
    append_u32_be(bytes_, static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  void add(std::size_t number) { append_u64_be(bytes_, number); }
  void add(const RichText& text) {
    add(text.size());
    for (const TextRun& run : text) {
      add(std::size_t{run.bold});
      add(run.text);
    }
  }
  void add(const std::vector<KeyValue>& rows) {
    add(rows.size());
    for (const KeyValue& row : rows) {
      add(row.key);
      add(row.value);
    }
  }
  void add(const Block& block) {
    add(block.index());
    std::visit([this](const auto& one) { add_block(one); }, block);
  }
  Digest digest() const { return sha256(bytes_); }

 private:
  void add_block(const Heading& heading) {
    add(static_cast<std::size_t>(heading.level));
    add(heading.text);
  }
  void add_block(const Paragraph& paragraph) {
    add(std::size_t{paragraph.quiet});
    add(paragraph.text);
  }
  void add_block(const List& list) {
    add(std::size_t{list.numbered});
    add(list.items.size());
    for (const RichText& item : list.items) add(item);
  }
  void add_block(const Table& table) {
    add(table.columns.size());
    for (const Column& column : table.columns) add(column.title);
    for (const std::vector<RichText>& row : table.rows)
      for (const RichText& cell : row) add(cell);
  }
  void add_block(const KeyValues& values) { add(values.rows); }
  void add_block(const Note& note) {
    add(note.title);
    add(note.text);
  }
  void add_block(const PageBreak&) {}

  std::string bytes_;
};

}  // namespace

Digest content_digest(const Letter& letter) {
  Digester all;
  all.add(letter.id);
  all.add(letter.language);
  all.add(letter.address.size());
  for (const std::string& line : letter.address) all.add(line);
  all.add(letter.reference);
  all.add(letter.subject);
  all.add(letter.body.size());
  for (const Block& block : letter.body) all.add(block);
  return all.digest();
}

}  // namespace tocsin
