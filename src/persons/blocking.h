// Which records are worth comparing: those that share one of six keys.
//
// Pure.   Of 43 million records there are 10^15 pairs; of these keys, a few of tens of millions. A pair of one person is
//         missed only if it shares none: number wrong, surname wrong, moved, and nothing else in common, all at once.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "persons/identity.h"
#include "persons/mix.h"

namespace tocsin {

enum class BlockKey : std::uint8_t {
  number,             // an own number, or the main insured's
  family_birth,       // surname and birth date, day and month in either order
  email,              // and the first letter of a name: a family's box
  phone,
  given_birth_place,  // given name, birth date, postcode: who changed the surname
  door_account,       // door, account, plate ... and given name
};
inline constexpr std::array block_keys = {BlockKey::number, BlockKey::family_birth,      BlockKey::email,
                                          BlockKey::phone,  BlockKey::given_birth_place, BlockKey::door_account};
std::string_view name_of(BlockKey key);

// Within one key, a record is compared with so many before it: a hotline's callers are not all compared with all.
inline constexpr std::uint32_t compared_before_max = 100;

// Day and month in ascending order, so that a swapped date meets the right one.
inline std::uint32_t date_either_way(std::int32_t date) {
  const std::int32_t month = date / 100 % 100, day = date % 100;
  return static_cast<std::uint32_t>(date / 10'000 * 10'000 + std::min(month, day) * 100 + std::max(month, day));
}

// Calls emit(key) for each key of a row; never 0.
template <class Emit>
void keys_of(BlockKey which, const IdentityTable& table, const IdentityRow& row, const Emit& emit) {
  const auto say = [&](std::uint64_t key) { emit(key | 1); };
  const auto of_numbers = [&](auto wanted, std::uint64_t with) {
    for (const NumberKey number : table.numbers_of(row))
      if (number.known() && wanted(field_of(number))) say(mix(number.value() ^ with));
  };
  switch (which) {
    case BlockKey::number: return of_numbers([](NumberField f) { return f == NumberField::own || f == NumberField::main_insured; }, 0);
    case BlockKey::family_birth:
      if (row.has_family() && row.birth_date != 0) say(mix(hash_of(row.family) ^ date_either_way(row.birth_date)));
      return;
    case BlockKey::email: {
      const auto [family, given] = std::pair(row.family[0], row.given[0]);  // the lesser one: names may be swapped
      const auto initial = static_cast<std::uint64_t>(static_cast<unsigned char>(given == 0 || (family != 0 && family < given) ? family : given));
      return of_numbers([](NumberField f) { return f == NumberField::email; }, initial << 56);
    }
    case BlockKey::phone: return of_numbers([](NumberField f) { return f == NumberField::phone; }, 0);
    case BlockKey::given_birth_place:
      if (row.has_given() && row.birth_date != 0 && row.postcode != 0)
        say(mix(std::uint64_t{row.given_key} << 32 ^ date_either_way(row.birth_date)) ^ mix(row.postcode));
      return;
    case BlockKey::door_account:
      if (!row.has_given()) return;
      if (row.door != 0) say(mix(std::uint64_t{row.given_key} << 32 | row.door));
      return of_numbers([](NumberField f) { return f == NumberField::account || f == NumberField::other; }, std::uint64_t{row.given_key} << 32);
  }
}

}  // namespace tocsin
