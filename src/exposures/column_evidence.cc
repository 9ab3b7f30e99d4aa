#include "exposures/column_evidence.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_set>

#include "base/text.h"

namespace tocsin {
namespace {

using identifiers::is_digit;

bool is_ascii_letter(char c) { return identifiers::is_upper(identifiers::upper(c)); }

template <class Test>
bool all(std::string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

bool name_like(std::string_view s) {
  return all(s,
             [](char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80 || std::string_view(" -'.").find(c) != std::string_view::npos; });
}

bool amount_like(std::string_view s) {
  const auto mark = s.find_last_of(",.");
  if (mark == std::string_view::npos || mark == 0 || std::count(s.begin(), s.end(), '.') > 3) return false;
  std::string_view after = s.substr(mark + 1);
  for (const std::string_view unit : {" EUR", "EUR", " \xE2\x82\xAC", "\xE2\x82\xAC"})
    if (after.ends_with(unit)) after.remove_suffix(unit.size());
  if (after.empty() || after.size() > 2 || !all(after, is_digit)) return false;
  return all(s.substr(s[0] == '-' ? 1 : 0, mark - (s[0] == '-' ? 1 : 0)), [](char c) { return is_digit(c) || c == '.' || c == ',' || c == ' ' || c == '\''; });
}

bool dutch_postcode(std::string_view compact) {
  return compact.size() == 6 && compact[0] != '0' && all(compact.substr(0, 4), is_digit) && is_ascii_letter(compact[4]) && is_ascii_letter(compact[5]);
}

bool postcode(const identifiers::Value& value) {
  const std::string_view compact = value.compact(), raw = value.raw();
  if (dutch_postcode(compact)) return true;
  if (raw.size() == 8 && (raw[4] == '-') && value.digits_only()) return true;   // Portugal
  if (raw.size() == 6 && raw[2] == '-' && value.digits_only()) return true;     // Poland
  if (compact.size() == 5 && compact[0] == 'L' && value.letters() == 1) return true;
  return value.digits_only() && raw.size() == compact.size() && (compact.size() == 5 || (compact.size() == 4 && compact[0] != '0'));
}

bool house_number(std::string_view s) {
  if (s.empty() || s.size() > 8 || !is_digit(s[0]) || s[0] == '0') return false;
  const auto digits = static_cast<std::size_t>(std::find_if_not(s.begin(), s.end(), is_digit) - s.begin());
  return digits <= 4 && all(s.substr(digits), [](char c) { return is_digit(c) || is_ascii_letter(c) || c == ' ' || c == '-' || c == '/'; });
}

bool password_hash(std::string_view s) {
  for (const std::string_view mark : {"$2a$", "$2b$", "$2y$", "$argon2", "$1$", "$5$", "$6$", "{SSHA}", "{SHA}", "pbkdf2"})
    if (s.starts_with(mark)) return true;
  const bool length = s.size() == 32 || s.size() == 40 || s.size() == 64 || s.size() == 128;
  return length && all(s, [](char c) { return is_digit(c) || (identifiers::upper(c) >= 'A' && identifiers::upper(c) <= 'F'); });
}

bool street_like(const std::string& fold, const HeaderWords& words) {
  for (const std::string_view word : split(fold, ' ')) {
    if (words.street_words.contains(word)) return true;
    for (const std::string& ending : words.street_endings)
      if (word.size() > ending.size() + 2 && word.ends_with(ending)) return true;
  }
  return false;
}

bool any_word(const std::string& fold, const HeaderWords::Words& words) {
  const auto parts = split(fold, ' ');
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view word) { return words.contains(word); });
}

void count_date(ColumnEvidence& e, std::string_view text) {
  const auto written = identifiers::written_date(text);
  if (!written) return;
  e.partial_dates += written->partial;
  e.date_order.add(*written);
  e.earliest_year = std::min(e.earliest_year, written->year);
  e.latest_year = std::max(e.latest_year, written->year);
}

void count_kinds(ColumnEvidence& e, const identifiers::Value& value, const identifiers::Reading& reading) {
  for (const identifiers::KindFacts& facts : identifiers::all_kinds()) {
    const auto match = identifiers::match(facts.kind, value, reading);
    if (!match) continue;
    KindCount& count = e.kinds[static_cast<std::size_t>(facts.kind)];
    ++count.fits;
    count.valid += match->valid;
    count.by_shape += match->valid && match->check == identifiers::Check::shape;
  }
}

// Adds one to every share that the value speaks for; evidence_of divides in the end.
void count_words(ColumnEvidence& e, const identifiers::Value& value, const HeaderWords& words) {
  const std::string_view raw = value.raw();
  const std::string fold = folded(raw.substr(0, 400));
  const bool blanks = fold.find(' ') != std::string::npos;
  e.letters += name_like(raw);
  e.digits += all(raw, is_digit);
  e.decimals += amount_like(raw);
  e.two_words += raw.find(' ') != std::string_view::npos;
  e.long_texts += blanks && raw.size() >= 30;
  e.with_digit += std::any_of(raw.begin(), raw.end(), is_digit);
  e.given_names += words.given_names.contains(blanks ? std::string_view(fold).substr(0, fold.find(' ')) : std::string_view(fold));
  e.cities += words.cities.contains(fold);
  e.countries += words.countries.contains(fold);
  e.streets += street_like(fold, words);
  e.sexes += words.sexes.contains(fold);
  e.health += any_word(fold, words.health);
  e.postcodes += postcode(value);
  e.dutch_postcodes += dutch_postcode(value.compact());
  e.house_numbers += house_number(raw);
  e.password_hashes += password_hash(raw);
  e.dialled += value.letters() == 0 && raw.size() >= 9 && (raw[0] == '+' || raw.starts_with("00") || (raw[0] == '0' && (blanks || raw.size() == 10)));
  e.icd_dots += raw.size() > 4 && raw[3] == '.';
  e.mean_length += static_cast<double>(raw.size());
}

}  // namespace

double ColumnEvidence::share(identifiers::Kind kind) const {
  return filled == 0 ? 0 : static_cast<double>(kinds[static_cast<std::size_t>(kind)].valid) / static_cast<double>(filled);
}

ColumnEvidence evidence_of(const std::vector<std::string_view>& values, const identifiers::Reading& reading, const HeaderWords& words) {
  ColumnEvidence e;
  std::unordered_set<std::string_view> seen;
  for (const std::string_view text : values) {
    const identifiers::Value value(text);
    if (value.raw().empty()) continue;
    ++e.filled;
    seen.insert(value.raw());
    count_kinds(e, value, reading);
    count_words(e, value, words);
    count_date(e, value.raw());
  }
  e.distinct = seen.size();
  if (e.filled > 0)
    for (double* share : {&e.letters, &e.digits, &e.decimals, &e.two_words, &e.long_texts, &e.with_digit, &e.given_names, &e.cities, &e.countries, &e.streets,
                          &e.sexes, &e.health, &e.postcodes, &e.dutch_postcodes, &e.house_numbers, &e.password_hashes, &e.dialled, &e.icd_dots, &e.mean_length})
      *share /= static_cast<double>(e.filled);
  return e;
}

}  // namespace tocsin
