// What a page says, before anybody draws it: documents and letters as plain values.
//
// Way:    register, forms, obligations, notices -> [here] -> ports/page_writer -> adapters/pdf_pages
// Holds:  no measure, no font, no colour: a document says "heading, table, note", the writer knows how
//         these look. The paper is A4. Nothing here is parsed again: what looks like markup is text.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "documents/window_profile.h"

namespace tocsin {

// Text of one paragraph: runs that are bold or not. A '\n' inside a run begins a new line.
struct TextRun {
  std::string text;
  bool bold = false;
  bool operator==(const TextRun&) const = default;
};
using RichText = std::vector<TextRun>;

RichText plain(std::string_view text);
RichText bold(std::string_view text);
// "call **today**": two stars begin and end bold. For texts of our own, never for values from outside.
RichText with_bold(std::string_view text);
std::string plain_text(const RichText& text);

struct Heading {
  int level = 1;  // 1 to 3; the title of the document stands above all of them
  std::string text;
};
struct Paragraph {
  RichText text;
  bool quiet = false;  // smaller and grey: a source, a remark
};
struct List {
  bool numbered = false;
  std::vector<RichText> items;
};
enum class Align { left, right };
struct Column {
  std::string title;
  double share = 1;  // of the width, relative to the other columns
  Align align = Align::left;
};
// The header row is repeated on every page the table reaches.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<RichText>> rows;  // REQUIRES: as many cells as columns
};
struct KeyValue {
  std::string key;
  RichText value;
};
struct KeyValues {
  std::vector<KeyValue> rows;
};
enum class Tone { calm, urgent };
struct Note {
  std::string title;  // may be empty
  RichText text;
  Tone tone = Tone::calm;
};
struct PageBreak {};

using Block = std::variant<Heading, Paragraph, List, Table, KeyValues, Note, PageBreak>;

struct Document {
  std::string title;
  std::string subtitle;  // may be empty; one line under the title
  std::string origin;    // who speaks: the organisation; stands small above the title
  std::string language;  // BCP 47, "fr-FR"
  std::string footer;    // left in every footer; the page number stands right
  std::vector<Block> blocks;
};

// The same on every letter of a batch.
struct Stationery {
  std::string title;  // of the whole file: "Letters, batch 000123"
  std::string language;
  std::string sender;               // name on the letterhead
  std::string return_line;          // one small line in the window above the address; may be empty
  std::vector<std::string> footer;  // up to two lines: seat, register, DPO
  WindowProfile window;
  std::uint32_t most_pages = 2;  // a longer letter is held
  bool large_print = false;      // 16 points, for readers who asked for it; give it more pages
};

struct Letter {
  std::string id;                    // opaque: the notice's id; the only thing the manifest names
  std::string language;              // of this letter, BCP 47
  std::vector<std::string> address;  // ready lines, documents/postal_address.h
  std::vector<KeyValue> reference;   // right of the window: date, our reference, telephone
  std::string subject;
  std::vector<Block> body;
};

// SHA-256 over everything the letter says, independent of how it is drawn and of its batch.
Digest content_digest(const Letter& letter);

}  // namespace tocsin
