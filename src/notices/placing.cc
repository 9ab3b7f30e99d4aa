#include "notices/placing.h"

#include <array>

namespace tocsin {

namespace {

Placing for_somebody_represented(const PersonStanding& person, Circle circle, bool insured_is_guardian, std::string_view held) {
  if (person.guardian_named) return {circle, Addressed::guardian, Reader::named_guardian, {}};
  if (circle == Circle::minor && person.through_insured && insured_is_guardian) return {circle, Addressed::guardian, Reader::insured, {}};
  return {circle, Addressed::guardian, Reader::person, held};
}

}  // namespace

std::string_view name_of(Circle circle) {
  constexpr std::array<std::string_view, 7> names = {"deceased", "protected_address", "minor", "guardianship", "dependant", "former_customer", "ordinary"};
  return names.at(static_cast<std::size_t>(circle));
}

Placing placing_of(const PersonStanding& person, bool insured_is_guardian) {
  if (person.deceased) return {Circle::deceased, Addressed::person, Reader::person, "deceased"};
  if (person.protected_address) return {Circle::protected_address, Addressed::person, Reader::person, "protected_address"};
  if (person.minor) return for_somebody_represented(person, Circle::minor, insured_is_guardian, "minor_guardian_unknown");
  if (person.guardianship) return for_somebody_represented(person, Circle::guardianship, insured_is_guardian, "guardian_unknown");
  if (person.through_insured) return {Circle::dependant, Addressed::dependant, Reader::person, {}};
  if (person.former_customer) return {Circle::former_customer, Addressed::person, Reader::person, {}};
  return {};
}

}  // namespace tocsin
