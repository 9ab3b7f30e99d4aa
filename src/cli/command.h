// What a command is: a name, its words, and a function from words to an answer.
//
// Way:    command line -> cli/parse -> [here] -> app/ -> answer -> cli/main prints it
// Holds:  a command never prints; it returns an Answer. `json` is the contract (docs: README, overview 7),
//         `text` is the same for a person. Errors are Results; main turns kinds into exit codes.
//
// A new command is one file with one function that returns a CommandSpec, and one line in commands.cc.

#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/json.h"
#include "base/result.h"
#include "words/words.h"

namespace tocsin {
class Workshop;
}

namespace tocsin::cli {

struct Answer {
  json::value json;
  std::string text;   // what a person reads; empty: the JSON is printed instead
  int exit_code = 0;  // 0 done, whatever was found; 1 a verification says no or a step is refused
};

// What it is for stands in texts/<language>/commands.toml: "help.<command>.<word>", or "help.every.<word>".
struct Word {
  enum class Kind { value, values, flag };
  std::string name;  // "incident" for a positional, "--authority" for an option
  Kind kind = Kind::value;
  bool required = false;
};

class Arguments {
 public:
  std::string text(std::string_view name) const;  // REQUIRES: a required word
  std::optional<std::string> text_if(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  bool flag(std::string_view name) const;
  bool has(std::string_view name) const;
  Result<std::optional<std::int64_t>> number_if(std::string_view name) const;
  Result<std::optional<Instant>> instant_if(std::string_view name) const;

  std::map<std::string, std::vector<std::string>, std::less<>> values;  // a flag that was given has no values
};

// What every command may need of the world around it. Built by main, or by a drill.
struct Session {
  std::string store_dir = "./tocsin-data";
  std::string key_dir;
  std::optional<std::string> actor;
  std::optional<Instant> as_of;
  std::optional<Instant> now;   // simulated stores only
  bool json = false;
  std::string language = "en";
  Words say;                         // in that language; the door reads them
  std::istream* in = nullptr;        // standard input
  std::ostream* out = nullptr;       // standard output; only a drill writes there itself
  std::ostream* progress = nullptr;  // standard error: progress lines; never an answer
  std::string self;                  // path of this binary, for `--role parse`
  Workshop* workshop = nullptr;      // the outside world, built in main
};

struct CommandSpec {
  std::string name;  // "clock", "person add"; "help.<name>.summary" says what it does
  std::vector<Word> words;
  std::function<Result<Answer>(const Arguments&, Session&)> run;
};

// All commands of the binary, in the order of `tocsin --help`.
std::vector<CommandSpec> commands();

// The contract's exit codes: 2 bad usage or bad input; 1 a step is refused or the world failed.
int exit_code_of(ErrorKind kind);

// Parses and runs one command line (without the program's name); the answer is not printed yet. Drills use it, so
// that they show exactly what a user would get.
// `session` is left as the command line made it: with its language.
Result<Answer> answer_to(const std::vector<std::string>& words, Session& session);

// Parses and runs one command line (without the program's name), prints as main does, and returns the exit code.
int run(const std::vector<std::string>& words, Session session, std::ostream& out, std::ostream& err);

}  // namespace tocsin::cli
