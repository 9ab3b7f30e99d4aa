#include "persons/match_keys.h"

#include <string>

namespace tocsin {
namespace {

std::int64_t key_or_none(const KeyedHash& hash, const std::string& text) { return text.empty() ? 0 : hash.of(text); }

// Name at a door: shared like a contract number. Father and son behind it differ in birth date.
std::string door_of(const CanonicalRecord& record) {
  if (record.family_name.empty() || record.postcode.empty() || (record.street.empty() && record.house_number.empty())) return {};
  return "door|" + record.family_name + "|" + record.postcode + "|" + record.street + "|" + record.house_number;
}

}  // namespace

void add_identity(IdentityTable& table, const CanonicalRecord& record, const KeyedHash& hash) {
  IdentityRow row{key_or_none(hash, record.family_name),
                  key_or_none(hash, record.given_name),
                  record.birth_date,
                  static_cast<std::uint32_t>(table.numbers.size()),
                  0,
                  record.standing};
  const auto first_use = kind_uses().data();
  for (const CanonicalNumber& number : record.numbers)
    table.numbers.push_back({hash.of(std::string(number.use->kind) + "|" + number.normal_form), static_cast<std::uint8_t>(number.use - first_use + 1),
                             number.scope, number.use->of_main_insured, number.of_bearer});
  if (const std::string door = door_of(record); !door.empty()) table.numbers.push_back({hash.of(door), 0, NumberScope::shared});
  row.number_count = static_cast<std::uint32_t>(table.numbers.size()) - row.first_number;
  table.rows.push_back(row);
}

}  // namespace tocsin
