#include "notices/template.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace tocsin {

namespace {

bool knows(std::span<const std::string_view> names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

// C0, DEL, C1, the marks, embeddings and isolates of the bidirectional algorithm, and separators of lines.
bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x200B && code <= 0x200F && code != 0x200C && code != 0x200D) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

// The next character; bytes that are none are passed on one by one, as empty text.
std::string_view next_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::string_view character = text.substr(0, lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
  return is_utf8(character) ? character : std::string_view();
}

std::uint32_t code_of(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  std::uint32_t code = character.size() == 1 ? lead : lead & (0xFFu >> (character.size() + 1));
  for (const char more : character.substr(1)) code = code << 6 | (static_cast<unsigned char>(more) & 0x3Fu);
  return code;
}

}  // namespace

std::string cleaned_value(std::string_view text) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  std::string out;
  bool space_owed = false;
  while (!text.empty()) {
    const std::string_view character = next_character(text);
    text.remove_prefix(std::max<std::size_t>(1, character.size()));
    if (character == " " || (!character.empty() && is_control(code_of(character)))) {
      space_owed = true;
      continue;
    }
    if (space_owed && !out.empty()) out += ' ';
    space_owed = false;
    out += character.empty() ? replacement : character;
  }
  return out;
}

// Two stars switch bold; they may stand in different literals, so that "**call ((phone))**" works.
void Template::add_literal(std::string_view text, bool& bold) {
  while (true) {
    const std::size_t stars = text.find("**");
    if (const std::string_view run = text.substr(0, stars); !run.empty()) parts_.push_back({Kind::literal, {}, std::string(run), bold});
    if (stars == std::string_view::npos) return;
    text.remove_prefix(stars + 2);
    bold = !bold;
  }
}

Result<Template> Template::of(std::string_view text, const TemplateNames& names, std::string_view where) {
  const auto wrong = [&](std::string what) { return failure(ErrorKind::invalid, std::move(what), std::string(where)); };
  Template result;
  bool bold = false;
  while (!text.empty()) {
    const std::size_t open = text.find("((");
    result.add_literal(text.substr(0, open), bold);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + 2);
    const std::size_t close = text.find("))");
    if (close == std::string_view::npos) return wrong("a \"((\" is not closed");
    const std::string_view hole = text.substr(0, close);
    text.remove_prefix(close + 2);
    if (hole.find("((") != std::string_view::npos) return wrong("holes cannot be nested");

    const std::size_t mark = hole.find("??");
    const std::string name(hole.substr(0, mark));
    if (mark == std::string_view::npos) {
      if (!knows(names.texts, name)) return wrong(fmt::format("nobody knows the value \"{}\"", name));
      result.parts_.push_back({Kind::value, name, {}, bold});
    } else {
      if (!knows(names.conditions, name)) return wrong(fmt::format("nobody knows the condition \"{}\"", name));
      const std::string_view words = hole.substr(mark + 2);
      if (words.find("**") != std::string_view::npos) return wrong("bold cannot begin or end inside a condition");
      result.parts_.push_back({Kind::conditional, name, std::string(words), bold});
    }
  }
  if (bold) return wrong("bold is not closed");
  return result;
}

RichText Template::render(const TemplateValues& values) const {
  RichText out;
  const auto add = [&out](std::string_view text, bool bold) {
    if (text.empty()) return;
    if (!out.empty() && out.back().bold == bold)
      out.back().text += text;
    else
      out.push_back({std::string(text), bold});
  };
  for (const Part& part : parts_) {
    switch (part.kind) {
      case Kind::literal: add(part.text, part.bold); break;
      case Kind::conditional:
        if (values.conditions.contains(part.name)) add(part.text, part.bold);
        break;
      case Kind::value:
        const auto value = values.texts.find(part.name);
        add(value == values.texts.end() ? "((" + part.name + "))" : cleaned_value(value->second), part.bold);
        break;
    }
  }
  return out;
}

}  // namespace tocsin
