// From how many persons on a breach weighs more.
//
// Law:   EDPB 9/2022 IV.B (number of individuals) gives no figures; 100 is ENISA's flag, 100,000 the scale of the
//        guideline's own examples of mass exposure. Ours to choose, and here in one place.

#pragma once

#include <cstdint>

namespace tocsin::assessment {

inline constexpr std::int64_t many_persons_from = 100;
inline constexpr std::int64_t very_many_persons_from = 100'000;

}  // namespace tocsin::assessment
