// Which answers a duty must carry, and whether they are there.
//
// Way:    facts/incident -> [here] -> `missing` of an obligation
// Law:    GDPR Art. 33(3), 33(5), 34(2)
// Pure.
// Holds:  "not known yet" is an answer where the law takes phases (Art. 33(4)); the names that end in _known want
//         more than that.

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "facts/incident.h"

namespace tocsin {

using ContentFunction = bool (*)(const Incident&);
const std::map<std::string, ContentFunction, std::less<>>& content_functions();

// How a person reads the name: "persons_known" misses "persons".
std::string missing_name(const std::string& content);

// When the last of facts, effects and remedial action was recorded. An erased fact stays documented by its place.
std::optional<Instant> documented_at(const Incident& incident);

}  // namespace tocsin
