// The one deadline that people are shown; the others stand behind it.
//
// Way:    obligations_of -> [here] -> due, web, reminders
// Pure.
// Holds:  the earliest target that is still open. Never a legal reading that ends later than the target.

#pragma once

#include <optional>
#include <span>
#include <string>

#include "obligations/obligations.h"
#include "words/words.h"

namespace tocsin {

// The open obligation with the earliest target; null where no open one has a date. Points into `all`.
const Obligation* one_deadline(std::span<const Obligation> all);

// "Thu 09:02, 72 h left"; with the date where it is a week away or more. REQUIRES: due_at.
std::string said_deadline(const Obligation& obligation, Instant now, const Zone& zone, const Words& say);

// "10 answers needed, 6 are there"; empty where it needs none.
std::string said_answers(const Obligation& obligation, const Words& say);

}  // namespace tocsin
