#include "adapters/pdf_pages/typeset.h"

#include <cstring>

#include "adapters/pdf_pages/pdf_syntax.h"
#include "base/text.h"

namespace tocsin::pdf {

namespace {

constexpr std::size_t most_seen = 1 << 16;
constexpr std::size_t most_recurring = 4096;

// Fills lines from left to right. Knows which face is on, so that a line switches only where it must.
class LineFiller {
 public:
  LineFiller(SetText& out, Shaper& own, Shaper& bold, double width) : out_(out), own_(own), bold_(bold), width_(width), points_(out.style.size / 1000) {}

  void add(const RichText& text) {
    for (const TextRun& run : text) add(run);
    place_parts();
    end_line();
  }

 private:
  struct Part {
    const Word* word;
    std::string_view text;
    bool is_bold;
  };
  Shaper& shaper(bool is_bold) { return is_bold ? bold_ : own_; }

  void add(const TextRun& run) {
    std::string_view rest = run.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \t\n"), rest.size());
      if (end > 0) add_part(rest.substr(0, end), run.bold);
      if (end < rest.size()) {
        place_parts();
        if (rest[end] == '\n')
          end_line_as_asked();
        else
          space_owed_ = true;
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void add_part(std::string_view text, bool is_bold) {
    const Word& word = shaper(is_bold).word(text);
    out_.printable = out_.printable && word.printable;
    parts_.push_back({&word, text, is_bold});
    parts_width_ += word.width * points_;
  }

  // The parts gathered since the last space belong together: "**today**." is one word for breaking.
  void place_parts() {
    if (parts_.empty()) return;
    const double space = space_owed_ && line_begun_ ? own_.space().width * points_ : 0;
    if (line_begun_ && line_.width + space + parts_width_ > width_) {
      break_line();
    } else if (space > 0) {
      show(own_.space(), false);
      line_.width += space;
    }
    if (parts_width_ > width_) {
      cut_parts();
    } else {
      for (const Part& part : parts_) put(part);
    }
    parts_.clear();
    parts_width_ = 0;
    space_owed_ = false;
  }

  // A word wider than the column (a hash, a key): as many characters a line as fit.
  void cut_parts() {
    out_.words_fit = false;
    for (const Part& part : parts_) {
      for (std::size_t at = 0; at < part.text.size();) {
        std::size_t length = 1;
        while (at + length < part.text.size() && (part.text[at + length] & 0xC0) == 0x80) ++length;
        const Word& sign = shaper(part.is_bold).word(part.text.substr(at, length));
        if (line_begun_ && line_.width + sign.width * points_ > width_) end_line();
        put({&sign, {}, part.is_bold});
        at += length;
      }
    }
  }

  void put(const Part& part) {
    show(*part.word, part.is_bold);
    line_.width += part.word->width * points_;
    line_begun_ = true;
  }

  void show(const Word& word, bool is_bold) {
    if (is_bold != bold_is_on_) switch_face(is_bold);
    if (word.pieces.size() == 1 && word.pieces[0].rise == 0) {
      open_show();
      line_.shown += word.pieces[0].shown;
    } else {
      show_raised(word);
    }
  }

  // Marks above marks: each stands on its own height; readers get the word whole.
  void show_raised(const Word& word) {
    close_show();
    line_.shown += "/Span<</ActualText";
    add_text(line_.shown, word.text);
    line_.shown += ">>BDC ";
    for (const Piece& piece : word.pieces) {
      add_decimal(line_.shown, piece.rise * points_);
      line_.shown += " Ts[(";
      line_.shown += piece.shown;
      line_.shown += ")]TJ ";
    }
    line_.shown += "0 Ts EMC ";
  }

  void open_show() {
    if (!open_) line_.shown += "[(";
    open_ = true;
  }
  void close_show() {
    if (open_) line_.shown += ")]TJ ";
    open_ = false;
  }
  void switch_face(bool to_bold) {
    close_show();
    line_.shown += to_bold || out_.style.bold ? "/F2 " : "/F1 ";
    add_decimal(line_.shown, out_.style.size);
    line_.shown += " Tf ";
    bold_is_on_ = to_bold;
  }

  void break_line() {
    show(own_.space(), false);
    end_line();
  }
  void end_line_as_asked() {
    if (line_begun_) show(own_.space(), false);
    end_line();
    forced_ = true;
  }
  void end_line() {
    if (!line_begun_ && !forced_ && !out_.lines.empty()) return;  // an empty line only where it was asked for
    close_show();
    if (bold_is_on_) switch_face(false);
    out_.lines.push_back(std::move(line_));
    line_ = {};
    line_begun_ = forced_ = space_owed_ = false;
  }

  SetText& out_;
  Shaper& own_;
  Shaper& bold_;
  double width_, points_;
  Line line_;
  std::vector<Part> parts_;
  double parts_width_ = 0;
  bool line_begun_ = false, forced_ = false, space_owed_ = false, open_ = false, bold_is_on_ = false;
};

std::string key_of(const RichText& text, const TextStyle& style, double width) {
  std::string key;
  const double measures[] = {style.size, style.leading, style.colour.red, style.colour.green, style.colour.blue, width, style.bold ? 1.0 : 0.0};
  key.append(reinterpret_cast<const char*>(measures), sizeof measures);
  for (const TextRun& run : text) {
    key += run.bold ? '\1' : '\2';
    key += run.text;
  }
  return key;
}

}  // namespace

Typesetter::Typesetter(std::shared_ptr<const Typeface> regular, std::shared_ptr<const Typeface> bold) : regular_(std::move(regular)), bold_(std::move(bold)) {}

SetText Typesetter::set_anew(const RichText& text, const TextStyle& style, double width) {
  SetText out{.style = style};
  LineFiller(out, style.bold ? bold_ : regular_, bold_, width).add(text);
  return out;
}

const SetText& Typesetter::set(const RichText& text, const TextStyle& style, double width) {
  std::string key = key_of(text, style, width);
  if (const auto known = recurring_.find(key); known != recurring_.end()) return *known->second;
  const bool is_second = !seen_once_.insert(std::hash<std::string>{}(key)).second;
  if (!is_second || recurring_.size() >= most_recurring) return passing_.emplace_back(set_anew(text, style, width));
  auto set_text = std::make_unique<SetText>(set_anew(text, style, width));
  set_text->recurring = true;
  return *recurring_.emplace(std::move(key), std::move(set_text)).first->second;
}

void Typesetter::forget() {
  passing_.clear();
  regular_.trim();
  bold_.trim();
  if (seen_once_.size() > most_seen) seen_once_.clear();
}

}  // namespace tocsin::pdf
