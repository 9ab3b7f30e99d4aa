#include "persons/agreement.h"

#include <algorithm>
#include <cstdlib>

#include "persons/likeness.h"

namespace tocsin {
namespace {

constexpr std::array<std::string_view, field_count> field_names = {"family_name", "given_name", "birth_date", "own_number",   "number_of_main_insured",
                                                                   "email",       "phone",      "account",    "other_number", "place"};
constexpr std::array<std::string_view, 7> name_levels = {"unknown", "equal", "near", "form", "part", "swapped", "differ"};
constexpr std::array<std::string_view, 5> date_levels = {"unknown", "equal", "near", "other", "contradict"};
constexpr std::array<std::string_view, 5> own_levels = {"unknown", "equal", "bearer", "doubtful", "differ"};
constexpr std::array<std::string_view, 3> key_levels = {"unknown", "equal", "differ"};
constexpr std::array<std::string_view, 4> place_levels = {"unknown", "door", "postcode", "differ"};

// "anne" in "marie anne", "j" for "jean": a word of the other, or its first letter.
bool is_part(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() == 1) return a[0] == b[0];
  for (std::size_t at = b.find(a); at != std::string_view::npos; at = b.find(a, at + 1)) {
    const std::size_t end = at + a.size();
    if ((at == 0 || b[at - 1] == ' ') && (end == b.size() || b[end] == ' ')) return true;
  }
  return false;
}

// "alex" for "alexandre".
bool is_short_form(std::string_view a, std::string_view b) { return std::min(a.size(), b.size()) >= 3 && (a.starts_with(b) || b.starts_with(a)); }

// Both names are borne by many, and neither is so much rarer that it would be a slip of the other.
bool two_names(std::uint8_t rarity_a, std::uint8_t rarity_b, const Commonness& commonness) {
  return std::max(rarity_a, rarity_b) <= commonness.established_max && std::abs(rarity_a - rarity_b) < rarity_of_slip;
}

NameLevel family_level(const IdentityRow& a, const IdentityRow& b) {
  if (!a.has_family() || !b.has_family()) return NameLevel::unknown;
  if (a.family == b.family) return NameLevel::equal;
  const std::string_view left = text_of(a.family), right = text_of(b.family);
  if (jaro_winkler(left, right) >= family_near) return NameLevel::near;
  return is_part(left, right) ? NameLevel::part : NameLevel::differ;
}

NameLevel given_level(const IdentityRow& a, const IdentityRow& b, const Commonness& commonness) {
  if (!a.has_given() || !b.has_given()) return NameLevel::unknown;
  if (a.given == b.given) return NameLevel::equal;
  if (a.given_key == b.given_key) return NameLevel::form;
  const std::string_view left = text_of(a.given), right = text_of(b.given);
  if (is_part(left, right)) return NameLevel::part;
  if (!(one_slip(left, right) || is_short_form(left, right)) || two_names(a.given_rarity, b.given_rarity, commonness)) return NameLevel::differ;
  return NameLevel::near;
}

bool swapped(const IdentityRow& a, const IdentityRow& b) {
  return a.has_family() && a.has_given() && text_of(a.family).substr(0, b.given.size()) == text_of(b.given) &&
         text_of(b.family).substr(0, a.given.size()) == text_of(a.given);
}

DateLevel date_level(std::int32_t a, std::int32_t b) {
  if (a == 0 || b == 0) return DateLevel::unknown;
  if (a == b) return DateLevel::equal;
  if (near_dates(a, b)) return DateLevel::near;
  const int parts_equal = (a / 10'000 == b / 10'000 ? 1 : 0) + (a / 100 % 100 == b / 100 % 100 ? 1 : 0) + (a % 100 == b % 100 ? 1 : 0);
  return parts_equal == 2 && std::abs(a / 10'000 - b / 10'000) < generation_years ? DateLevel::other : DateLevel::contradict;
}

PlaceLevel place_level(const IdentityRow& a, const IdentityRow& b) {
  if (a.door != 0 && a.door == b.door) return PlaceLevel::door;
  if (a.postcode == 0 || b.postcode == 0) return PlaceLevel::unknown;
  return a.postcode == b.postcode ? PlaceLevel::postcode : PlaceLevel::differ;
}

// What the better of two answers is, when a row has several numbers: equal beats everything.
void better(std::uint8_t& level, KeyLevel found) {
  if (found == KeyLevel::equal || level == 0) level = static_cast<std::uint8_t>(found);
}

OwnLevel own_level_of(NumberKey a, NumberKey b) {
  const bool equal = a.value() == b.value(), doubtful = a.bond() == Bond::doubtful || b.bond() == Bond::doubtful;
  if (equal) return a.bond() == Bond::bearer ? OwnLevel::bearer : doubtful ? OwnLevel::doubtful : OwnLevel::equal;
  return doubtful ? OwnLevel::doubtful : OwnLevel::differ;
}

void compare_numbers(std::span<const NumberKey> left, std::span<const NumberKey> right, Agreement& agreement) {
  std::uint8_t& own = agreement.level[static_cast<std::size_t>(Field::own)];
  for (const NumberKey a : left)
    for (const NumberKey b : right) {
      if (a.kind() != b.kind() || !a.known() || !b.known()) continue;
      const NumberField field = field_of(a);
      if (field == NumberField::own || (a.bond() == Bond::bearer && b.bond() == Bond::bearer)) {
        const OwnLevel found = own_level_of(a, b);
        const bool stronger = own == 0 || found == OwnLevel::equal || (found == OwnLevel::bearer && own != static_cast<std::uint8_t>(OwnLevel::equal)) ||
                              (found == OwnLevel::differ && own == static_cast<std::uint8_t>(OwnLevel::doubtful));
        if (stronger) own = static_cast<std::uint8_t>(found);
        // An equal number whose digits are wrong is still a shared one.
        if (found == OwnLevel::doubtful && a.value() == b.value()) better(agreement.level[static_cast<std::size_t>(Field::main_insured)], KeyLevel::equal);
        continue;
      }
      better(agreement.level[static_cast<std::size_t>(Field::own) + static_cast<std::size_t>(field)],
             a.value() == b.value() ? KeyLevel::equal : KeyLevel::differ);
    }
}

}  // namespace

std::string_view name_of(Field field) { return field_names[static_cast<std::size_t>(field)]; }

std::string_view name_of_level(Field field, std::uint8_t level) {
  switch (field) {
    case Field::family:
    case Field::given: return name_levels[level];
    case Field::birth: return date_levels[level];
    case Field::own: return own_levels[level];
    case Field::place: return place_levels[level];
    case Field::main_insured:
    case Field::email:
    case Field::phone:
    case Field::account:
    case Field::other: return key_levels[level];
  }
  return "";
}

Agreement agreement_of(const IdentityTable& table, const IdentityRow& a, const IdentityRow& b, const Commonness& commonness) {
  Agreement agreement;
  NameLevel family = family_level(a, b), given = given_level(a, b, commonness);
  if (given == NameLevel::differ && swapped(a, b)) family = NameLevel::unknown, given = NameLevel::swapped;
  agreement.level[0] = static_cast<std::uint8_t>(family);
  agreement.level[1] = static_cast<std::uint8_t>(given);
  agreement.level[2] = static_cast<std::uint8_t>(date_level(a.birth_date, b.birth_date));
  compare_numbers(table.numbers_of(a), table.numbers_of(b), agreement);
  agreement.level[static_cast<std::size_t>(Field::place)] = static_cast<std::uint8_t>(place_level(a, b));
  if (family == NameLevel::equal) agreement.family_rarity = a.family_rarity;
  if (given == NameLevel::equal) agreement.given_rarity = a.given_rarity;
  return agreement;
}

Verdict verdict_of(const Agreement& agreement) {
  const bool bearers_own = agreement.own() == OwnLevel::bearer && agreement.birth() == DateLevel::equal;
  const bool given_contradicts = agreement.given() == NameLevel::differ && !bearers_own;
  const bool date_contradicts = agreement.birth() == DateLevel::contradict;
  const bool date_differs = date_contradicts || agreement.birth() == DateLevel::other;
  if (agreement.own() == OwnLevel::equal) return agreement.given() == NameLevel::differ && date_differs ? Verdict::apart : Verdict::one;
  if (given_contradicts || date_contradicts || agreement.own() == OwnLevel::differ) return Verdict::apart;
  if (agreement.birth() == DateLevel::other && agreement.given() != NameLevel::equal) return Verdict::apart;
  const bool given_agrees = agreement.given() != NameLevel::unknown;
  const bool date_agrees = agreement.birth() == DateLevel::equal || agreement.birth() == DateLevel::near;
  return given_agrees || date_agrees ? Verdict::weigh : Verdict::apart;
}

bool surely_apart_by_date(const IdentityRow& a, const IdentityRow& b) {
  return a.birth_date != 0 && b.birth_date != 0 && std::abs(a.birth_date / 10'000 - b.birth_date / 10'000) >= generation_years;
}

}  // namespace tocsin
