// Erasing what a fact said: its place and its proof stay.
//
// Law:    GDPR Art. 5(1)(e), 17
// Acts:   records fact_erased, then destroys the sealed body and the openings of the register entry
// Holds:  a decider alone may; the reason stays. Interrupted, the same command completes it.

#pragma once

#include "app/world.h"

namespace tocsin {

Result<void> erase_fact(World& world, const Actor& actor, const Incident& incident, std::uint64_t seq, const std::string& reason);

}  // namespace tocsin
