// Ids that cannot be mixed up. Each is 16 random bytes, written as 32 lower-case hex digits.
//
// Holds:  says nothing about when or by whom it was made; random, so never a secret and never a counter.

#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tocsin {

template <class Tag>
class Id {
 public:
  Id() = default;  // all zero; "none"
  static Result<Id> of(std::string_view hex_digits);
  static Id of_bytes(std::string_view sixteen_bytes);  // REQUIRES: 16 bytes
  const std::string& text() const { return text_; }    // 32 hex digits
  std::string bytes() const;                           // 16 bytes
  bool is_none() const { return text_ == zero; }
  auto operator<=>(const Id&) const = default;

 private:
  static constexpr std::string_view zero = "00000000000000000000000000000000";
  std::string text_{zero};
};

using IncidentId = Id<struct IncidentTag>;
using OrganisationId = Id<struct OrganisationTag>;
using PersonId = Id<struct StaffTag>;  // somebody who works with Tocsin: a decider, a DPO, a handler
using ActorPseudonym = Id<struct ActorTag>;  // stands for a person in the register; who it is lies in an erasable table
using FactId = Id<struct FactTag>;
using OrderId = Id<struct OrderTag>;
using CampaignId = Id<struct CampaignTag>;

}  // namespace tocsin
