// The door: builds the session from the environment and hands over to cli::run.
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
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

}  // namespace

int main(int argc, char** argv) {
  if (tocsin::wants_parse_role(argc, argv)) return tocsin::parse_role(argc, argv);

  char self[PATH_MAX] = {};
  const bool known = ::readlink("/proc/self/exe", self, sizeof(self) - 1) > 0;
  tocsin::Machine machine(known ? self : "");
  tocsin::cli::Session session;
  session.workshop = &machine;
  session.in = &std::cin;
  session.progress = &std::cerr;
  const char* home = std::getenv("HOME");
  session.key_dir = std::string(home == nullptr ? "." : home) + "/.tocsin/keys";
  session.self = self;
  try {
    return tocsin::cli::run(words_of(argc, argv), session, std::cout, std::cerr);
  } catch (const std::exception& error) {  // memory or disk gone: nobody nearby could help
    std::cerr << "tocsin: the machine gave up: " << error.what()
              << "\n  what to do: see memory and disk, then run the command again; what was recorded is safe\n";
    return 1;
  }
}
