// One entry, accepted only in its one byte form (docs/formats/register.md).
//
// Pure.   Checks each sign where register/ parses and prints again.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace tocsin::verify {

inline constexpr std::size_t entry_max = 65535;

// A time as written, YYYY-MM-DDThh:mm:ss.uuuuuuZ: fixed width, so that text order is time order.
struct Claim {
  std::string name;
  std::string at;
};

struct Commitment {
  std::string name;
  Digest hash{};
};

struct Entry {
  std::string origin;
  std::string incident;  // 32 hex digits
  std::uint64_t seq = 0;
  std::string type;
  std::string recorded;
  std::vector<Claim> claims;
  Digest prev{};
  std::vector<Commitment> fields;
};

Result<Entry> entry_of(std::string_view bytes);
bool is_incident(std::string_view text);                 // 32 lower-case hex digits
std::int64_t micros_of(std::string_view written_time);   // since 1970; REQUIRES a time out of an Entry

}  // namespace tocsin::verify
