// What a column's kind means for identity: a name, a day, a number and whose, a place, a controller.
//
// Way:    exposures/columns (kind of each column) -> [here] -> canonical
// Holds:  all kinds of the contract are here; most say nothing about who somebody is and still count as exposed.
// See:    docs/formats/canonical.md, the table of kinds

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tocsin {

// Whose is a number? A national number is its bearer's own. The number of the main insured, a contract, a plate,
// an account, a mail address is shared by a family now and then, so it names a person only together with
// birth date or given name.
enum class NumberScope : std::uint8_t { own, shared };

enum class KindRole : std::uint8_t {
  none,
  family_name,
  given_name,
  full_name,
  birth_date,
  number,
  sex,
  street,
  house_number,
  postcode,
  city,
  controller,
};

struct KindUse {
  std::string_view kind;
  KindRole role = KindRole::none;
  NumberScope scope = NumberScope::shared;
  bool of_main_insured = false;  // one number, a household: the insured and who depends on them
};

// Every kind of the contract, each at its place for as long as a program runs.
std::span<const KindUse> kind_uses();
std::optional<std::size_t> kind_index(std::string_view kind);  // nothing: no such kind
const KindUse& use_of(std::string_view kind);  // KindRole::none where the kind says nothing

}  // namespace tocsin
