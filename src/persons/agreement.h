// Two records side by side: what agrees, nearly agrees, contradicts, or is not known, field by field.
//
// Way:    two identity rows -> [here] -> weights -> one person or two
// Pure.   `verdict` holds the rules that no weight may overrule.
//
// The rules (see resolve.h for what becomes of them):
//   - Who share a number of their own are one person, unless given name and birth date both contradict it.
//   - Otherwise nobody is one person whose given names differ, whose birth dates contradict each other (more than one of
//     day, month and year differs, or they are a generation apart), or who have two different valid numbers of their own
//     of one kind. So twins stay two, siblings too, and so do a father and a son of one name at one address, and
//     dependants under one number.
//     A NIR that is the bearer's own in both rows, with one birth date, lifts the given name's veto.
//   - A given name that is only alike does not outweigh another birth date: Jean and Jean-Pierre are brothers.
//   - A given name or a birth date must speak for it: numbers that a household shares are never enough.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "persons/identity.h"

namespace tocsin {

enum class NameLevel : std::uint8_t { unknown, equal, near, form, part, swapped, differ };
enum class DateLevel : std::uint8_t { unknown, equal, near, other, contradict };
enum class OwnLevel : std::uint8_t { unknown, equal, bearer, doubtful, differ };
enum class KeyLevel : std::uint8_t { unknown, equal, differ };
enum class PlaceLevel : std::uint8_t { unknown, door, postcode, differ };

// The fields of a comparison; each has at most seven levels, 0 is "not known".
enum class Field : std::uint8_t { family, given, birth, own, main_insured, email, phone, account, other, place };
inline constexpr std::size_t field_count = 10, level_count = 7;
inline constexpr std::array<std::uint8_t, field_count> levels_of_field = {7, 7, 5, 5, 3, 3, 3, 3, 3, 4};
std::string_view name_of(Field field);
std::string_view name_of_level(Field field, std::uint8_t level);

struct Agreement {
  std::array<std::uint8_t, field_count> level{};
  std::uint8_t family_rarity = 0, given_rarity = 0;  // of the value both have; 0 where they do not agree

  std::uint8_t at(Field field) const { return level[static_cast<std::size_t>(field)]; }
  NameLevel family() const { return static_cast<NameLevel>(level[0]); }
  NameLevel given() const { return static_cast<NameLevel>(level[1]); }
  DateLevel birth() const { return static_cast<DateLevel>(level[2]); }
  OwnLevel own() const { return static_cast<OwnLevel>(level[3]); }
  bool operator==(const Agreement&) const = default;
};

enum class Verdict : std::uint8_t { apart, weigh, one };

// How common names are in a table decides whether two like names are one misspelt or two: Julie and Julien.
struct Commonness {
  std::uint8_t established_max = 255;  // rarity up to which a name is common enough to be nobody's slip
  bool operator==(const Commonness&) const = default;
};

// How close a misspelt surname comes to the right one: a value that no two names can have, so that rounding decides
// nothing. Of a given name one slip is forgiven, no more: twins may have like names.
inline constexpr double family_near = 0.90003;
inline constexpr int rarity_of_slip = 45;   // eighths of a bit: a misspelling is at least fifty times rarer than the name
inline constexpr int generation_years = 13;

Agreement agreement_of(const IdentityTable& table, const IdentityRow& a, const IdentityRow& b, const Commonness& commonness);
Verdict verdict_of(const Agreement& agreement);

// A cheap look that is right whenever it says so: nothing but an own number in common could join these two.
bool surely_apart_by_date(const IdentityRow& a, const IdentityRow& b);

}  // namespace tocsin
