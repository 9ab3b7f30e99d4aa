#include "exposures/text_search.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "identifiers/dates.h"
#include "identifiers/identifiers.h"

namespace tocsin {
namespace {

using identifiers::Check;
using identifiers::Kind;
using identifiers::KindFacts;

constexpr std::size_t longest_number = 42;   // an IBAN in groups
constexpr std::size_t groups_max = 9;
constexpr std::size_t words_before = 40, words_behind = 16;
constexpr double strict = 0.015;             // of random numbers pass: such a number needs no name beside it
constexpr std::size_t text_looked_at = 64 << 10;

bool is_letter(char c) { return identifiers::is_upper(identifiers::upper(c)) || static_cast<unsigned char>(c) >= 0x80; }
bool in_word(char c) { return identifiers::is_digit(c) || is_letter(c) || std::string_view("@._%+-/'").find(c) != std::string_view::npos; }

struct Word {
  std::size_t begin = 0, end = 0;
  bool digit = false, at = false;
};

// Words as far as numbers and addresses go; signs that end a sentence are not theirs.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    if (!in_word(text[i])) {
      ++i;
      continue;
    }
    Word word{i, i};
    for (; i < text.size() && in_word(text[i]); ++i) {
      word.digit = word.digit || identifiers::is_digit(text[i]);
      word.at = word.at || text[i] == '@';
    }
    word.end = i;
    while (word.end > word.begin && std::string_view(".-/'_%").find(text[word.end - 1]) != std::string_view::npos) --word.end;
    while (word.begin < word.end && std::string_view(".-/'_%").find(text[word.begin]) != std::string_view::npos) ++word.begin;
    if (word.end > word.begin) words.push_back(word);
  }
  return words;
}

// The words around a place, folded, with blanks at both ends.
std::string around(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t from = begin < words_before ? 0 : begin - words_before;
  return " " + folded(text.substr(from, begin - from)) + " " + folded(text.substr(end, words_behind)) + " ";
}

bool named_nearby(const std::string& nearby, std::string_view kind, const HeaderWords& words) {
  return std::any_of(words.phrases().begin(), words.phrases().end(), [&](const HeaderWords::Phrase& phrase) {
    return phrase.kind == kind && phrase.text.size() > 2 && nearby.find(" " + phrase.text + " ") != std::string::npos;
  });
}

// May this kind be believed here, its form and digits being right? The lower the rank, the stricter.
std::optional<double> rank_of(const KindFacts& facts, const identifiers::Match& match, std::string_view value, const std::string& nearby,
                              const HeaderWords& words) {
  if (facts.kind == Kind::email) return 0;
  const bool with_digit = match.check == Check::digit;
  if (with_digit && facts.random_pass_rate <= strict) return facts.random_pass_rate;
  if (facts.kind == Kind::phone && value.starts_with('+') && value.size() >= 10) return 0.5;
  if (facts.kind == Kind::date) return {};
  if (!named_nearby(nearby, facts.name, words)) return {};
  return with_digit ? facts.random_pass_rate : 0.6;
}

std::optional<TextHit> best_at(std::string_view text, std::size_t begin, std::size_t end, const identifiers::Reading& reading, const HeaderWords& words) {
  const std::string_view span = text.substr(begin, end - begin);
  const identifiers::Value value(span);
  std::optional<TextHit> best;
  double best_rank = 2;
  std::string nearby;
  for (const KindFacts& facts : identifiers::all_kinds()) {
    const auto match = identifiers::match(facts.kind, value, reading);
    if (!match || !match->valid) continue;
    if (nearby.empty()) nearby = around(text, begin, end);
    const auto rank = rank_of(facts, *match, span, nearby, words);
    if (!rank || *rank >= best_rank) continue;
    best_rank = *rank;
    best = TextHit{facts.name, begin, end - begin};
  }
  if (best) return best;
  if (identifiers::written_date(span) && named_nearby(around(text, begin, end), "birth_date", words)) return TextHit{"birth_date", begin, end - begin};
  return {};
}

bool overlaps(const std::vector<TextHit>& hits, std::size_t begin, std::size_t end) {
  return std::any_of(hits.begin(), hits.end(), [&](const TextHit& hit) { return begin < hit.begin + hit.size && hit.begin < end; });
}

}  // namespace

std::vector<TextHit> hits_in_text(std::string_view text, const identifiers::Reading& reading, const HeaderWords& words) {
  text = text.substr(0, text_looked_at);
  const std::vector<Word> parts = words_of(text);
  std::vector<TextHit> hits;
  for (std::size_t first = 0; first < parts.size(); ++first) {
    const Word& word = parts[first];
    if (!word.at && !word.digit && word.end - word.begin > 4) {
      const std::string fold = folded(text.substr(word.begin, word.end - word.begin));  // "d'asthme": two words
      const auto each = split(fold, ' ');
      if (std::any_of(each.begin(), each.end(), [&](std::string_view one) { return words.health.contains(one); }))
        hits.push_back({"health_text", word.begin, word.end - word.begin});
      continue;
    }
    if (overlaps(hits, word.begin, word.end)) continue;
    // Numbers are written in groups: the longest run that is something counts.
    std::size_t last = first;
    while (!word.at && last + 1 < parts.size() && last + 1 - first < groups_max && !parts[last + 1].at && parts[last + 1].begin - parts[last].end == 1 &&
           text[parts[last].end] == ' ' && parts[last + 1].end - word.begin <= longest_number &&
           (parts[last + 1].digit || parts[last + 1].end - parts[last + 1].begin <= 4))
      ++last;
    for (std::size_t end = last + 1; end > first; --end) {
      const bool has_digit = std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(first), parts.begin() + static_cast<std::ptrdiff_t>(end),
                                         [](const Word& part) { return part.digit; });
      if (!word.at && !has_digit) continue;
      const auto hit = best_at(text, word.begin, parts[end - 1].end, reading, words);
      if (!hit) continue;
      hits.push_back(*hit);
      first = end - 1;
      break;
    }
  }
  return hits;
}

}  // namespace tocsin
