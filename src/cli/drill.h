// A drill: a reference case played through the public commands on a throw-away simulated store.
//
// Way:    scenarios/*.toml -> [here] -> the same commands a user types -> terminal, out/drill/NAME/
// Holds:  a drill has no powers of its own: what it shows, a user gets with the same words. A step that ends other
//         than the scenario says stops the drill, so a drill is also a test of the whole binary.
// See:    scenarios/README.md (how a scenario is written)

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/zone.h"

namespace tocsin::cli {

// One list of the answer, a line for each of its members.
struct ShowEach {
  std::string list;  // JSON pointer to an array
  std::string line;  // template; pointers are relative to the member
  std::int64_t most = 20;
};

struct DrillStep {
  std::optional<Instant> at;             // from here on it is so late
  std::string who;                       // actor; empty: the one before
  std::string say;                       // one plain sentence
  std::string program = "tocsin";        // tocsin, make-leak, tocsin-verify, or the drill's own: copy, change-byte
  std::vector<std::string> run;
  int exit = 0;                          // how it must end
  std::map<std::string, std::string> keep;  // variable -> JSON pointer into the answer
  std::vector<std::string> show;         // templates; a line without a value is left out
  std::vector<ShowEach> each;
  std::int64_t text_lines = 0;           // so many lines of the answer as a person reads it
  std::string error;                     // the kind of error that must come
};

struct DrillFile {
  std::string path;  // under out/drill/NAME
  std::string says;
};

struct Drill {
  std::string name, title, law, zone;
  std::vector<DrillStep> steps;
  std::vector<DrillFile> files;
  std::int64_t persons = 1000;  // by default
};

Result<Drill> drill_of(std::string_view toml, std::string_view where);

// "{name}" from `variables`, "{/a/0/b}" from `answer`, "{/a|n}" with thousands, "{/a|t}" as local time of `zone`, "{/a|l}" a list in words.
// none: something named is not there.
std::optional<std::string> filled(std::string_view text, const std::map<std::string, std::string>& variables, const json::value& answer, const Zone& zone);

}  // namespace tocsin::cli
