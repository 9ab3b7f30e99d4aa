// The template language of notices: text with holes, and words that appear only under a condition.
//
//   Please call **((phone))**.                a value; never read as markup or as a template again
//   Your data ((confirmed??was stolen)).      words shown only where the condition holds
//
// Way:    texts/*/notice.toml -> [here] -> notice.h
// Pure.
// Holds:  no loops, no nesting, no calls: rendering takes as long as the text is long. A value is cleaned
//         of line ends and control characters, so it can neither begin a header nor turn the text around.

#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "documents/page.h"

namespace tocsin {

struct TemplateValues {
  std::map<std::string, std::string, std::less<>> texts;
  std::set<std::string, std::less<>> conditions;  // those that hold
};

// Which names a template may use; a typing error is found when the texts are read, not when they are sent.
struct TemplateNames {
  std::span<const std::string_view> texts;
  std::span<const std::string_view> conditions;
};

class Template {
 public:
  static Result<Template> of(std::string_view text, const TemplateNames& names, std::string_view where);

  RichText render(const TemplateValues& values) const;  // an unknown value stays visible as ((name)): the linter stops it
  std::string render_plain(const TemplateValues& values) const { return plain_text(render(values)); }

 private:
  enum class Kind { literal, value, conditional };
  struct Part {
    Kind kind = Kind::literal;
    std::string name;  // of the value or the condition
    std::string text;  // of the literal, or shown where the condition holds
    bool bold = false;
  };
  void add_literal(std::string_view text, bool& bold);
  std::vector<Part> parts_;
};

// Without line ends, control and direction characters; runs of white space become one space. Bytes that
// are not UTF-8 become U+FFFD, which no letter prints.
std::string cleaned_value(std::string_view text);

}  // namespace tocsin
