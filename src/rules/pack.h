// A law pack: what one law wants, from whom, when, as data.
//
// Way:    law/packs/*.toml -> [here] -> rules/evaluate
// Law:    C++ knows shapes, packs know laws. A new regime is a file, unless it asks a question that no named
//         predicate answers yet.
// Pure.
// Holds:  a pack that uses a name this version does not know is refused whole: half a law is worse than none.
// See:    docs/formats/law-pack.md

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/counting.h"

namespace tocsin {

// all / any / not over named predicates; there is no expression language.
struct Condition {
  enum class Kind { all, any, negation, named };
  Kind kind = Kind::all;
  std::string name;              // of the predicate, for `named`
  std::vector<Condition> parts;  // exactly one for `negation`
};

// By whose word a duty has its date.
enum class DueKind { statutory, contract, order, own_target };
std::string_view name_of(DueKind kind);

struct Stage {
  std::string name;        // "early_warning"
  std::string obligation;  // "notify_authority"; the stage's own name where not said
  Condition trigger;
  std::string runs_from;              // a named start: awareness, contract, order ...
  std::optional<Limit> limit;         // none: "without undue delay", or the start brings its own date
  Counting counting = Counting::continuous;
  std::string delayed_by;             // a named delay, or empty
  std::string done_by;                // a named way to be done
  std::string who;
  std::string recipient;
  std::vector<std::string> contents;  // named answers it must carry
  DueKind due_kind = DueKind::statutory;
  std::string source;
  bool verified = false;
};

struct Pack {
  std::string id;
  std::string version;
  std::string title;
  bool enabled = false;                 // false: a draft; only computed with when asked for by name
  std::optional<Date> in_force_from;
  std::optional<Date> in_force_to;      // first day it no longer applies
  Condition applies_if;                 // over the organisation's profile
  std::vector<Stage> stages;

  bool in_force(Date day) const;
};

// The names this version understands.
struct KnownNames {
  std::set<std::string, std::less<>> predicates, traits, starts, delays, done, contents;
};

Result<Pack> pack_of(std::string_view toml, std::string_view where, const KnownNames& known);

}  // namespace tocsin
