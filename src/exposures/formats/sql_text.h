// The little of SQL that a dump is written in: words, names, literals. Read, never executed.
//
// Pure.   Over a buffer that may end anywhere: what is not there yet is `needs_more`, never a guess.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

class SqlText {
 public:
  // `backslashes`: inside '...' a backslash takes the next sign's meaning away, as MySQL writes.
  SqlText(std::string_view text, bool at_end, bool backslashes) : text_(text), at_end_(at_end), backslashes_(backslashes) {}

  std::size_t place() const { return at_; }
  std::string_view rest() const { return text_.substr(at_); }
  void go_to(std::size_t place) { at_ = place; }
  bool needs_more() const { return needs_more_; }  // the answer before was no for want of text

  // Each returns false where something else stands, and leaves the place where it was.
  bool blanks_and_comments();             // true: there may be something behind them
  bool sign(char c);
  bool word(std::string_view lower);      // a keyword, in any case
  std::optional<std::string> any_word();  // in lower case
  std::optional<std::string> name();      // quoted or not, with schema: the last two parts; dbo and public are left out
  std::optional<std::vector<std::string>> names_in_brackets();
  std::optional<std::vector<std::string>> column_definitions();  // of CREATE TABLE, behind its name
  bool values(std::vector<std::string>& into);                   // ( ... ): literals as text, NULL as nothing
  bool skip_statement();                                         // to behind its ; or to a line that begins another

 private:
  bool more_wanted();
  bool literal(std::string& into, bool& found);
  bool quoted(char quote, bool backslashes, std::string* into);
  bool skip_one();  // one sign, or one text in quotes, or one comment
  std::optional<std::string> name_part();

  std::string_view text_;
  bool at_end_, backslashes_;
  std::size_t at_ = 0;
  bool needs_more_ = false;
};

}  // namespace tocsin
