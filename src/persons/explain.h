// Why are two records one person, or why not? The evidence field by field, and the way from one to the other.
//
// Way:    two records -> [here] -> `tocsin persons explain A B`
// Pure.   Levels and weights, never a value: who may see the values looks them up by the records' origin.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "persons/resolve.h"

namespace tocsin {

struct Evidence {
  Field field = Field::family;
  std::string_view level;   // "equal", "near", "contradict" ...
  std::int32_t weight = 0;  // hundredths of a bit
};

struct PairEvidence {
  std::uint32_t a = 0, b = 0;
  std::vector<Evidence> fields;  // those that both know
  std::int32_t sum = 0;
  Verdict verdict = Verdict::weigh;
  double chance = 0;             // of being one person, as far as weights say
};

struct Explanation {
  PairEvidence pair;
  bool one_person = false;
  std::vector<PairEvidence> path;  // from a to b by pairs that were joined; empty where they are not one person
};

PairEvidence evidence_of(const IdentityTable& table, const Weights& weights, std::uint32_t a, std::uint32_t b);
Explanation explain(const IdentityTable& table, const Resolution& resolution, std::uint32_t a, std::uint32_t b);

}  // namespace tocsin
