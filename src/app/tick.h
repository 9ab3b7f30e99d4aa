// The wheel: everything Tocsin ever does by itself.
//
// Way:    store -> [here] -> store (intentions and outbox orders in one transaction); the mailer does the rest
// Law:    the same rules as `due`; the wheel never decides, it proposes and reminds
// Holds:  a turn may be repeated at any time and by anybody: each intention has a deterministic id, so a crash in
//         between, or a second program, repeats but never doubles. No network here.
// See:    tests/crash/crash_test.cc (killed at every write), docs/life-of-a-breach.md

#pragma once

#include "app/config.h"
#include "app/world.h"
#include "rules/law.h"
#include "words/words.h"

namespace tocsin {

struct Turn {
  std::size_t looked_at = 0;  // incidents
  std::size_t reminders = 0;  // duties that came due or late, newly recorded
  std::size_t orders = 0;     // of these, mails put into the outbox (none where nobody is to be reminded by mail)
  std::size_t put_off = 0;    // incidents whose log moved under us; the next turn looks again
};

// One turn of the wheel for one incident. Reminders are written in the language of `say`.
Result<Turn> tick(World& world, const Law& law, const Config& config, const Words& say, const IncidentId& id);

// One turn over all incidents that are due by `world.now`.
Result<Turn> turn(World& world, const Law& law, const Config& config, const Words& say);

}  // namespace tocsin
