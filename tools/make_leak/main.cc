// make-leak: stolen files of people who do not exist, and the truth about them.
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>

#include "make_leak/scenarios.h"

namespace {

using namespace tocsin;

constexpr const char* usage =
    "make-leak --persons N --seed S --scenario general|viamedis|plain --out DIR [--format csv|xlsx]\n"
    "  Writes tables of invented people into DIR, truth.csv (file, row -> person) and truth.json (every count).\n"
    "  The same words give the same bytes.\n";

Result<std::uint64_t> whole(const std::map<std::string, std::string>& words, const std::string& name, std::uint64_t otherwise) {
  const auto found = words.find(name);
  if (found == words.end()) return otherwise;
  std::uint64_t value = 0;
  const char* end = found->second.data() + found->second.size();
  const auto [stop, error] = std::from_chars(found->second.data(), end, value);
  if (error != std::errc{} || stop != end) return failure(ErrorKind::invalid, "a whole number is expected", name, usage);
  return value;
}

Result<void> run(int argc, char** argv) {
  std::map<std::string, std::string> words{{"--scenario", "viamedis"}, {"--format", "csv"}};
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    const bool known = name == "--persons" || name == "--seed" || name == "--scenario" || name == "--out" || name == "--format";
    if (!known || i + 1 == argc) return failure(ErrorKind::invalid, known ? "the value is missing" : "unknown word", name, usage);
    words[name] = argv[i + 1];
  }
  make_leak::Order order;
  TRY(persons, whole(words, "--persons", 1000));
  TRY(seed, whole(words, "--seed", 1));
  order.persons = persons;
  order.seed = seed;
  order.folder = words["--out"];
  if (order.folder.empty()) return failure(ErrorKind::invalid, "where to?", "--out", usage);
  if (words["--format"] != "csv" && words["--format"] != "xlsx") return failure(ErrorKind::invalid, "csv or xlsx", "--format", usage);
  order.format = words["--format"] == "xlsx" ? make_leak::Format::xlsx : make_leak::Format::csv;
  std::error_code error;
  std::filesystem::create_directories(order.folder, error);
  if (error) return failure(ErrorKind::unavailable, "the folder could not be made: " + error.message(), order.folder, "name another one");
  if (words["--scenario"] == "viamedis") return make_leak::viamedis(order);
  if (words["--scenario"] == "general") return make_leak::general(order);
  if (words["--scenario"] == "plain") return make_leak::plain(order);
  return failure(ErrorKind::invalid, "unknown scenario", "--scenario", usage);
}

}  // namespace

int main(int argc, char** argv) {
  const auto done = run(argc, argv);
  if (done) return 0;
  const Error& error = done.error();
  fmt::print(stderr, "make-leak: {}\n  where: {}\n{}", error.what, error.where, error.remedy);
  if (!error.remedy.ends_with('\n')) fmt::print(stderr, "\n");
  return error.kind == ErrorKind::invalid ? 2 : 1;
}
