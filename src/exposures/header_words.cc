#include "exposures/header_words.h"

#include <algorithm>

#include "base/check.h"
#include "base/json.h"
#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

// The second byte of U+00C0..U+00FF (first byte C3) as plain letters.
constexpr std::string_view latin_1[] = {"a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e",  "e", "e", "i", "i", "i", "i", "d",  "n", "o",  "o", "o", "o",
                                        "o", " ", "o", "u", "u", "u", "u",  "y", "th", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e", "e", "e",
                                        "i", "i", "i", "i", "d", "n", "o",  "o", "o",  "o",  "o", " ", "o", "u", "u", "u", "u",  "y", "th", "y"};

enum class Border { none, lower, upper, digit };

Border border_of(char c) {
  if (c >= 'a' && c <= 'z') return Border::lower;
  if (c >= 'A' && c <= 'Z') return Border::upper;
  if (c >= '0' && c <= '9') return Border::digit;
  return Border::none;
}

void append_blank(std::string& out) {
  if (!out.empty() && out.back() != ' ') out += ' ';
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  Border before = Border::none;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto second = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (c == '\xC3' && second >= 0x80 && second <= 0xBF) {
      out += latin_1[second - 0x80];
      before = second >= 0xA0 ? Border::lower : Border::upper;
      ++i;
      continue;
    }
    if (c == '\xC5' && (second == 0x92 || second == 0x93)) {
      out += "oe";
      before = Border::lower;
      ++i;
      continue;
    }
    const Border now = border_of(c);
    if (now == Border::none) {
      append_blank(out);
    } else {
      const bool camel = now == Border::upper && before == Border::lower;
      const bool number = before != Border::none && (now == Border::digit) != (before == Border::digit);
      if (camel || number) append_blank(out);
      out += now == Border::upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    before = now;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

Result<HeaderWords> HeaderWords::of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  HeaderWords words;
  Fields file(value, std::string(where));
  const json::value* headers = file.any("headers");
  const json::value* members = file.any("members");
  const json::value* values = file.any("values");
  const json::value* special = file.any("special");
  TRY_DO(file.done());
  if (special != nullptr && special->is_object()) {
    Fields categories(*special, std::string(where));
    for (const auto& entry : special->as_object())
      for (const std::string& phrase : categories.texts(entry.key())) words.special_.push_back({folded(phrase), std::string(entry.key())});
    TRY_DO(categories.done());
  }
  if (headers == nullptr || !headers->is_object() || members == nullptr || values == nullptr)
    return failure(ErrorKind::invalid, "the tables [headers], [members] and [values] are needed", std::string(where));
  Fields kinds(*headers, std::string(where));
  for (const auto& entry : headers->as_object())
    for (const std::string& phrase : kinds.texts(entry.key())) words.phrases_.push_back({folded(phrase), std::string(entry.key())});
  TRY_DO(kinds.done());
  Fields lists(*values, std::string(where));
  Fields columns(*members, std::string(where));
  const auto read_from = [](Fields& from, std::string_view key, Words& into) {
    for (const std::string& word : from.texts(key)) into.insert(folded(word));
  };
  const auto read = [&](std::string_view key, Words& into) { read_from(lists, key, into); };
  read("given_names", words.given_names);
  read("cities", words.cities);
  read("countries", words.countries);
  read("street_words", words.street_words);
  read("street_endings", words.street_endings);
  read("sexes", words.sexes);
  read("health", words.health);
  read("no", words.no);
  read_from(columns, "language", words.language_headers);
  read_from(columns, "deceased", words.deceased_headers);
  read_from(columns, "guardian", words.guardian_headers);
  read_from(columns, "protected_address", words.protected_headers);
  read_from(columns, "guardianship", words.guardianship_headers);
  read_from(columns, "former", words.former_headers);
  TRY_DO(columns.done());
  TRY_DO(lists.done());
  return words;
}

const HeaderWords& HeaderWords::shipped() {
  static const HeaderWords words = [] {
    constexpr std::string_view name = "src/exposures/header_words.toml";
    const auto text = resource(name);
    check(text.has_value());
    auto read = of(*text, name);
    check(read.has_value());  // a test reads the same file
    return std::move(*read);
  }();
  return words;
}

std::vector<HeaderHit> HeaderWords::hits(std::string_view header) const {
  const std::string name = folded(header);
  const std::string padded = " " + name + " ";
  std::vector<HeaderHit> found;
  for (const Phrase& phrase : phrases_) {
    if (phrase.text == name)
      found.push_back({phrase.kind, true, phrase.text.size()});
    else if (padded.find(" " + phrase.text + " ") != std::string::npos)
      found.push_back({phrase.kind, false, phrase.text.size()});
  }
  if (found.empty()) return found;
  const auto rank = [](const HeaderHit& hit) { return std::pair(hit.exact, hit.length); };
  const auto best = rank(*std::max_element(found.begin(), found.end(), [&](const HeaderHit& a, const HeaderHit& b) { return rank(a) < rank(b); }));
  std::erase_if(found, [&](const HeaderHit& hit) { return rank(hit) < best; });
  return found;
}

std::string HeaderWords::special(std::string_view header) const {
  const std::string padded = " " + folded(header) + " ";
  const auto found =
      std::find_if(special_.begin(), special_.end(), [&](const Phrase& phrase) { return padded.find(" " + phrase.text + " ") != std::string::npos; });
  return found == special_.end() ? "" : found->kind;
}

std::vector<std::string> HeaderWords::kinds() const {
  std::vector<std::string> names;
  for (const Phrase& phrase : phrases_)
    if (names.empty() || names.back() != phrase.kind) names.push_back(phrase.kind);
  return names;
}

}  // namespace tocsin
