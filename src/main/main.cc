// The door: builds the session from the environment and hands over to cli::run.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/parse_child/parse_role.h"
#include "cli/command.h"
#include "main/machine.h"

namespace {

// `tocsin --role mailer` is one pass of the mailer: the role that touches the network.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() >= 2 && words[0] == "--role" && words[1] == "mailer") {
    words[0] = "mailer";
    words[1] = "run";
  }
  return words;
}

// Read here and nowhere else: a drill builds its own session, and must never reach the store of whoever plays it.
std::string environment(const char* name, std::string otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? std::move(otherwise) : value;
}

}  // namespace

int main(int argc, char** argv) {
  if (tocsin::wants_parse_role(argc, argv)) return tocsin::parse_role(argc, argv);

  ::umask(077);  // what this program writes is nobody else's to read
  char self[PATH_MAX] = {};
  const bool known = ::readlink("/proc/self/exe", self, sizeof(self) - 1) > 0;
  tocsin::Machine machine(known ? self : "");
  tocsin::cli::Session session;
  session.workshop = &machine;
  session.in = &std::cin;
  session.progress = &std::cerr;
  session.store_dir = environment("TOCSIN_STORE", session.store_dir);
  session.key_dir = environment("TOCSIN_KEY_DIR", environment("HOME", ".") + "/.tocsin/keys");
  if (std::string actor = environment("TOCSIN_ACTOR", ""); !actor.empty()) session.actor = std::move(actor);
  session.language = environment("TOCSIN_LANG", session.language);
  session.self = self;
  try {
    return tocsin::cli::run(words_of(argc, argv), session, std::cout, std::cerr);
  } catch (const std::exception& error) {  // memory or disk gone: nobody nearby could help
    std::cerr << "tocsin: the machine gave up: " << error.what()
              << "\n  what to do: see memory and disk, then run the command again; what was recorded is safe\n";
    if (std::any_of(argv + 1, argv + argc, [](const char* word) { return std::string_view(word) == "--json"; }))
      std::cerr << R"({"error":{"kind":"unavailable","what":"the machine gave up","where":"memory or disk","remedy":"see both, then run the command again"}})"
                << '\n';
    return 1;
  }
}
