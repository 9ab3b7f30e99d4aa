#include "exposures/formats/sql_text.h"

#include <algorithm>

#include "base/text.h"

namespace tocsin {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// What a statement of its own begins with where the one before has no semicolon.
constexpr std::string_view openers[] = {"insert ", "create table ", "copy ", "go\n", "go\r", "replace into "};

bool begins_statement(std::string_view line) {
  for (const std::string_view opener : openers)
    if (line.size() >= opener.size() && std::equal(opener.begin(), opener.end(), line.begin(), [](char a, char b) { return a == lower(b); })) return true;
  return false;
}

// Of a list of column definitions: these begin something that is no column.
bool is_no_column(std::string_view word) {
  constexpr std::string_view words[] = {"primary", "key",      "unique",  "constraint", "index",  "foreign",
                                        "check",   "fulltext", "spatial", "exclude",    "period", "like"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace

bool SqlText::more_wanted() {
  needs_more_ = !at_end_;
  return false;
}

bool SqlText::blanks_and_comments() {
  while (at_ < text_.size()) {
    const std::string_view rest = text_.substr(at_);
    if (is_blank(rest[0])) {
      ++at_;
    } else if (rest[0] == '#' || rest.starts_with("--")) {
      const std::size_t end = rest.find('\n');
      if (end == std::string_view::npos && !at_end_) return more_wanted();
      at_ += end == std::string_view::npos ? rest.size() : end + 1;
    } else if (rest.starts_with("/*")) {
      const std::size_t end = rest.find("*/", 2);
      if (end == std::string_view::npos && !at_end_) return more_wanted();
      at_ += end == std::string_view::npos ? rest.size() : end + 2;
    } else {
      // Half a sign of a comment says nothing yet.
      return rest.size() > 1 || at_end_ || (rest[0] != '-' && rest[0] != '/') || more_wanted();
    }
  }
  return more_wanted();
}

bool SqlText::sign(char c) {
  if (!blanks_and_comments() || text_[at_] != c) return false;
  ++at_;
  return true;
}

std::optional<std::string> SqlText::any_word() {
  if (!blanks_and_comments()) return {};
  std::size_t end = at_;
  while (end < text_.size() && is_word(text_[end])) ++end;
  if (end == text_.size() && !at_end_) {
    more_wanted();
    return {};
  }
  if (end == at_) return {};
  std::string word = lower_ascii(text_.substr(at_, end - at_));
  at_ = end;
  return word;
}

bool SqlText::word(std::string_view wanted) {
  const std::size_t before = at_;
  if (any_word() == wanted) return true;
  at_ = before;
  return false;
}

// Behind the opening quote; a quote written twice stands for itself.
bool SqlText::quoted(char quote, bool backslashes, std::string* into) {
  for (std::size_t i = at_; i < text_.size(); ++i) {
    const char c = text_[i];
    if (backslashes && c == '\\') {
      if (++i == text_.size()) break;
      constexpr std::string_view letters = "ntr0Zb", signs("\n\t\r\0\x1A\b", 6);
      const std::size_t which = letters.find(text_[i]);
      if (into != nullptr) *into += which == std::string_view::npos ? text_[i] : signs[which];
      continue;
    }
    if (c == quote) {
      if (i + 1 == text_.size() && !at_end_) break;
      if (i + 1 < text_.size() && text_[i + 1] == quote) {
        ++i;
      } else {
        at_ = i + 1;
        return true;
      }
    }
    if (into != nullptr) *into += c;
  }
  if (at_end_) at_ = text_.size();
  return more_wanted();
}

std::optional<std::string> SqlText::name_part() {
  if (!blanks_and_comments()) return {};
  const char c = text_[at_];
  if (c == '`' || c == '"' || c == '[') {
    ++at_;
    std::string name;
    if (!quoted(c == '[' ? ']' : c, false, &name)) return {};
    return name;
  }
  std::size_t end = at_;
  while (end < text_.size() && is_word(text_[end])) ++end;
  if (end == text_.size() && !at_end_) {
    more_wanted();
    return {};
  }
  if (end == at_) return {};
  std::string name(text_.substr(at_, end - at_));
  at_ = end;
  return name;
}

std::optional<std::string> SqlText::name() {
  auto name = name_part();
  while (name && at_ < text_.size() && text_[at_] == '.') {
    ++at_;
    auto part = name_part();
    if (!part) return {};
    const std::string schema = lower_ascii(*name);
    name = schema == "dbo" || schema == "public" ? *part : schema.find('.') == std::string::npos ? *name + "." + *part : *part;
  }
  if (name && at_ == text_.size() && !at_end_) {  // a dot may follow
    more_wanted();
    return {};
  }
  return name;
}

std::optional<std::vector<std::string>> SqlText::names_in_brackets() {
  if (!sign('(')) return {};
  std::vector<std::string> names;
  while (true) {
    auto part = name_part();
    if (!part) return {};
    names.push_back(std::move(*part));
    if (sign(')')) return names;
    if (needs_more_ || !sign(',')) return {};
  }
}

bool SqlText::skip_one() {
  const char c = text_[at_];
  if (c == '\'' || c == '"' || c == '`') {
    ++at_;
    return quoted(c, c == '\'' && backslashes_, nullptr);
  }
  if (c == '$') {  // $body$ ... $body$
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_word(text_[end]) && text_[end] != '$') ++end;
    if (end == text_.size() && !at_end_) return more_wanted();
    if (end < text_.size() && text_[end] == '$') {
      const std::string_view tag = text_.substr(at_, end + 1 - at_);
      const std::size_t close = text_.find(tag, end + 1);
      if (close == std::string_view::npos && !at_end_) return more_wanted();
      at_ = close == std::string_view::npos ? text_.size() : close + tag.size();
      return true;
    }
  }
  if (text_.substr(at_).starts_with("--") || text_.substr(at_).starts_with("/*")) {
    const std::size_t before = at_;
    const bool found = blanks_and_comments();
    return found || (at_end_ && at_ > before);
  }
  ++at_;
  return true;
}

std::optional<std::vector<std::string>> SqlText::column_definitions() {
  if (!sign('(')) return {};
  std::vector<std::string> columns;
  while (true) {
    if (!blanks_and_comments()) return {};
    const bool in_quotes = std::string_view("`\"[").find(text_[at_]) != std::string_view::npos;
    auto name = name_part();
    if (needs_more_) return {};
    if (name && (in_quotes || !is_no_column(lower_ascii(*name)))) columns.push_back(std::move(*name));
    for (int depth = 0; at_ < text_.size();) {
      const char c = text_[at_];
      if (depth == 0 && c == ',') break;
      if (depth == 0 && c == ')') {
        ++at_;
        return columns;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (!skip_one()) return {};
    }
    if (at_ == text_.size()) {
      more_wanted();
      return {};
    }
    ++at_;  // the comma
  }
}

// One literal, or something else that is skipped. `found`: it was a literal, and `into` is it.
bool SqlText::literal(std::string& into, bool& found) {
  const char c = text_[at_];
  if (c == '\'' || c == '"') {
    ++at_;
    into.clear();
    found = true;
    return quoted(c, backslashes_, &into);
  }
  if (is_word(c) || c == '-' || c == '+' || c == '.') {
    std::size_t end = at_ + 1;
    while (end < text_.size() &&
           (is_word(text_[end]) || text_[end] == '.' || ((text_[end] == '-' || text_[end] == '+') && (text_[end - 1] == 'e' || text_[end - 1] == 'E'))))
      ++end;
    if (end == text_.size() && !at_end_) return more_wanted();
    const std::string_view word = text_.substr(at_, end - at_);
    if (end < text_.size() && text_[end] == '\'') {  // N'...' E'...' X'...' _utf8'...'
      at_ = end + 1;
      into.clear();
      found = true;
      return quoted('\'', backslashes_ || word == "E" || word == "e", &into);
    }
    at_ = end;
    if (word[0] == '_') return true;  // _binary '...'
    found = end == text_.size() || text_[end] != '(';  // else a function: what is inside counts
    if (found) {
      into = word;
      if (lower_ascii(word) == "null") into.clear();
    }
    return true;
  }
  return skip_one();
}

bool SqlText::values(std::vector<std::string>& into) {
  if (!sign('(')) return false;
  std::size_t used = 0;
  std::string text, skipped;
  while (true) {
    bool found = false;
    text.clear();
    for (int depth = 0;;) {
      if (!blanks_and_comments()) return false;
      const char c = text_[at_];
      if (depth == 0 && (c == ',' || c == ')')) break;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      bool here = false;
      if (!literal(found ? skipped : text, here)) return false;
      found = found || here;
    }
    if (used == into.size()) into.emplace_back();
    std::swap(into[used++], text);
    if (text_[at_++] == ')') break;
  }
  into.resize(used);
  return true;
}

bool SqlText::skip_statement() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ';') {
      ++at_;
      return true;
    }
    if (c == '\n') {
      const std::string_view rest = text_.substr(at_ + 1);
      if (rest.size() < 16 && !at_end_) return more_wanted();
      if (begins_statement(rest)) {
        ++at_;
        return true;
      }
    }
    if (!skip_one()) return false;
  }
  return at_end_ || more_wanted();
}

}  // namespace tocsin
