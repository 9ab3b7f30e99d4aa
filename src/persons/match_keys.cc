#include "persons/match_keys.h"

#include <algorithm>
#include <string>

#include "base/check.h"
#include "persons/given_names.h"

namespace tocsin {
namespace {

constexpr std::size_t numbers_max = 255;  // of one row; a row with more is no person's

template <std::size_t size>
void put(std::array<char, size>& out, std::string_view folded) {
  std::copy_n(folded.begin(), std::min(folded.size(), size), out.begin());
}

std::uint32_t key32(const KeyedHash& hash, std::string_view text) { return text.empty() ? 0 : static_cast<std::uint32_t>(hash.raw(text)) | 1; }

Bond bond_of(const CanonicalNumber& number) {
  if (number.of_bearer) return Bond::bearer;
  if (number.use->scope == NumberScope::own) return number.scope == NumberScope::own ? Bond::own : Bond::doubtful;
  return Bond::shared;
}

}  // namespace

void add_identity(IdentityTable& table, const CanonicalRecord& record, const KeyedHash& hash) {
  thread_local std::string text;
  check(table.numbers.size() + numbers_max < ~0U);
  IdentityRow row;
  put(row.family, record.family_name);
  put(row.given, record.given_name);
  row.birth_date = record.birth_date;
  row.postcode = key32(hash, record.postcode);
  if (!record.postcode.empty() && !(record.street.empty() && record.house_number.empty())) {
    text.assign(record.postcode).append("|").append(record.street).append("|").append(record.house_number);
    row.door = key32(hash, text);
  }
  row.given_key = key32(hash, leading_form(text_of(row.given)));
  row.standing = record.standing;
  row.first_number = static_cast<std::uint32_t>(table.numbers.size());
  const auto first_use = kind_uses().data();
  for (const CanonicalNumber& number : record.numbers) {
    if (row.number_count == numbers_max) break;
    // The kind is part of the key; of the hash 56 bits are kept.
    table.numbers.push_back({static_cast<std::uint8_t>(number.use - first_use), hash.raw(number.normal_form), bond_of(number)});
    ++row.number_count;
  }
  table.rows.push_back(row);
}

}  // namespace tocsin
