// What identity is decided on: a record reduced to folded names, a birth date, keys of numbers and of a place.
//
// Way:    records/canonical -> match_keys -> [here] -> resolve -> person of each record
// Holds:  equal keys mean equal normal forms; nothing can be read from a key. The names stand as they are, cut to fit,
//         because likeness cannot be seen in a hash: this table lives in memory and is never written in clear.
//         One row is one cache line; 43 million rows with their numbers are 4 GB.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "persons/growing.h"
#include "records/canonical.h"

namespace tocsin {

// How far a number is this row's person's own.
enum class Bond : std::uint8_t {
  doubtful,  // its check digits fail: a hint
  shared,    // others may stand under it
  bearer,    // others may stand under it, but in this row it is the person's own (a NIR with the row's month of birth)
  own,       // given to one person alone
};

// What two numbers can say about two people when they are compared.
enum class NumberField : std::uint8_t { own, main_insured, email, phone, account, other };

class NumberKey {
 public:
  NumberKey() = default;
  // `kind`: place in kind_uses(). REQUIRES: below 64
  NumberKey(std::uint8_t kind, std::uint64_t hash, Bond bond) : bits_(hash << 8 | std::uint64_t{kind} << 2 | static_cast<std::uint64_t>(bond)) {}

  std::uint64_t value() const { return bits_ >> 2; }  // equal for equal numbers of one kind
  std::uint8_t kind() const { return static_cast<std::uint8_t>(bits_ >> 2 & 63); }
  Bond bond() const { return static_cast<Bond>(bits_ & 3); }
  bool known() const { return bits_ != 0; }
  void forget() { bits_ = 0; }  // carried by everybody: it names nobody

 private:
  std::uint64_t bits_ = 0;
};

NumberField field_of(NumberKey number);

struct alignas(64) IdentityRow {
  std::array<char, 24> family{};  // folded, cut, zeros behind
  std::array<char, 16> given{};
  std::int32_t birth_date = 0;    // yyyymmdd
  std::uint32_t postcode = 0, door = 0;  // keys; door: street, house number and postcode
  std::uint32_t given_key = 0;           // equal for names that one person goes by: Jan and Johannes
  std::uint32_t first_number = 0;
  std::uint8_t number_count = 0;
  Standing standing = Standing::unknown;
  std::uint8_t family_rarity = 0, given_rarity = 0;  // eighths of a bit, see rarity.h

  bool has_family() const { return family[0] != 0; }
  bool has_given() const { return given[0] != 0; }
};
static_assert(sizeof(IdentityRow) == 64);

struct IdentityTable {
  GrowingArray<IdentityRow> rows;
  GrowingArray<NumberKey> numbers;

  std::span<const NumberKey> numbers_of(const IdentityRow& row) const { return {numbers.data() + row.first_number, row.number_count}; }
  std::span<NumberKey> numbers_of(const IdentityRow& row) { return {numbers.data() + row.first_number, row.number_count}; }
  void append(const IdentityTable& more);
  void truncate(std::size_t count);  // keeps the first `count` rows
};

template <std::size_t size>
std::string_view text_of(const std::array<char, size>& name) {
  std::size_t length = 0;
  while (length < size && name[length] != 0) ++length;
  return {name.data(), length};
}

// Two writings of one day: equal, day and month swapped, or one digit off within ten years (a father and a son
// of one name are never that close). REQUIRES: both known.
bool near_dates(std::int32_t a, std::int32_t b);

}  // namespace tocsin
