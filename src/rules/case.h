// What a named predicate, start or way to be done may look at.
//
// Way:    facts/incident + the authority's profile + now -> [here] -> predicates, starts
// Pure.

#pragma once

#include <optional>
#include <vector>

#include "facts/incident.h"
#include "rules/authority.h"

namespace tocsin {

struct Case {
  const Incident& incident;
  const AuthorityProfile* authority = nullptr;  // none: not named, or no profile of that name
  Instant now;
  std::optional<Instant> notification_deadline{};  // the end of this pack's duty to notify, once it has one
};

// One time the authority was told.
struct Filing {
  Instant at;
  std::uint64_t seq = 0;
  bool complete = false;
  bool preliminary = false;
};

struct Filings {
  std::vector<Filing> proven;  // earliest first; withdrawals are none
  bool without_receipt = false;  // something was handed in at a portal and its receipt is missing: it does not count
};
Filings filings_of(const Case& the_case);

// The earliest of those that count.
std::optional<Filing> first_filing(const Case& the_case);

}  // namespace tocsin
