// The three ways something can be wrong, first way: we have a bug.
//
// Way:    used everywhere
// Holds:  always on, also in release builds; prints the place and aborts. Never reachable by input:
//         what the world can do wrong is a Result (base/result.h).

#pragma once

#include <source_location>

namespace tocsin {

[[noreturn]] void bug(std::source_location where);

inline void check(bool holds, std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    bug(where);
}

}  // namespace tocsin
