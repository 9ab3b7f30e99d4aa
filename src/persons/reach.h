// Where a person can be told: the controller's own file of its customers, joined by the same rules as records.
//
// Way:    persons of the leak + members -> [here] -> reach.parquet -> notices/
// Law:    GDPR Art. 34: the person is told, and the controller's own current address is better than a thief's copy
// Holds:  the members change nothing about who is one person. A dependant whom the member file does not know is
//         reached through the one they are insured with.
//
// reach.parquet, one row per person:
//   person_id int64; member_row int64, null (data row of the member file); via text, null: self | insured;
//   standing text, null; minor int32 (0, 1); deceased int32; channels list of text: letter email phone;
//   family_name, given_name, street, house_number, postcode, city, country, email, phone, language: text, null,
//   as they stand in the member file.

#pragma once

#include <cstdint>
#include <vector>

#include "persons/resolve.h"

namespace tocsin {

struct FoundMember {
  static constexpr std::uint32_t none = ~0U;
  std::uint32_t member = none;  // row of the members' identity table
  bool by_insured = false;
};

// One per person of `resolution`.
std::vector<FoundMember> members_of(const IdentityTable& records, const Resolution& resolution, const IdentityTable& members);

// Younger than 18 on `today`; REQUIRES: both yyyymmdd, birth_date may be 0 (not known: no).
bool is_minor(std::int32_t birth_date, std::int32_t today);

}  // namespace tocsin
