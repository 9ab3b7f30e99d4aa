// The bulk way, measured on leaks whose truth is known: rows read, persons found, how fast and how rightly.
//
//   bench_bulk [--persons N]... [--full] [--no-sql] [--folder DIR] [--json]     default: 1 and 10 million persons; SQL up to 2 million
//
// Each size is made by make-leak's general scenario as two files under DIR (default: the temporary folder), and taken
// away again. Ratios are to `wc -l` on the same files, and to the SQL twin on the same pairs, in the same run.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>

#include "adapters/duckdb_tables/duckdb_tables.h"
#include "base/check.h"
#include "bench.h"
#include "bulk_leak.h"
#include "bulk_truth.h"
#include "persons/add.h"
#include "persons/census.h"
#include "persons/resolve.h"
#include "sql_twin.h"

namespace tocsin {
namespace {

struct Words {
  std::vector<std::uint64_t> persons;
  bool sql = true;
  std::string folder = std::filesystem::temp_directory_path();
};

Words words_of(int argc, char** argv) {
  Words words;
  bool full = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--persons" && i + 1 < argc)
      words.persons.push_back(std::strtoull(argv[++i], nullptr, 10));
    else if (word == "--folder" && i + 1 < argc)
      words.folder = argv[++i];
    else if (word == "--no-sql")
      words.sql = false;
    else if (word == "--full")
      full = true;
  }
  if (words.persons.empty()) words.persons = {1'000'000, 10'000'000};
  if (full) words.persons.push_back(33'000'000);
  return words;
}

// Each step of the resolver as a run of its own.
class Steps {
 public:
  Steps(Bench& bench, std::string prefix, std::int64_t rows) : bench_(bench), prefix_(std::move(prefix)), rows_(rows) {}
  ~Steps() { stop(); }
  void start(std::string_view step) {
    stop();
    step_ = step;
    watch_.emplace();
  }
  void stop() {
    if (watch_) bench_.add(prefix_ + ": " + step_, rows_, *watch_);
    watch_.reset();
  }

 private:
  Bench& bench_;
  std::string prefix_, step_;
  std::int64_t rows_;
  std::optional<Bench::Watch> watch_;
};

std::string label(std::uint64_t persons) { return persons % 1'000'000 == 0 ? fmt::format("{}M", persons / 1'000'000) : fmt::format("{}k", persons / 1'000); }

void count_lines(const std::string& folder) {
  const std::string command = "wc -l '" + folder + "'/processor_*.csv > /dev/null";
  check(std::system(command.c_str()) == 0);
}

// A second extract, half of whose families are known: two million records at the largest size. The table is as before afterwards.
void add_more(Bench& bench, const std::string& name, std::uint64_t persons, const std::string& folder, const LeakOnDisk& leak, ReadLeak& read,
              const Resolution& resolution) {
  const std::uint64_t more_persons = std::min<std::uint64_t>(persons / 10, 1'540'000);
  const auto families = static_cast<std::uint64_t>(static_cast<double>(persons) * 0.4672),
             known = static_cast<std::uint64_t>(static_cast<double>(more_persons) * 0.2336);
  std::filesystem::create_directories(folder);
  const LeakOnDisk more = write_leak(folder, more_persons, families - known);
  const ReadLeak more_read = read_leak(more, 2);
  std::filesystem::remove_all(folder);
  const std::size_t before = read.table.rows.size();
  read.table.append(more_read.table);
  Added added;
  Bench::Run& run =
      bench.run(name + ": new records added", static_cast<std::int64_t>(more.person_of_row.size()), [&] { added = add_records(read.table, resolution); });
  std::vector<std::uint32_t> truth = leak.person_of_row;
  truth.insert(truth.end(), more.person_of_row.begin(), more.person_of_row.end());
  const Quality quality = quality_of(added.resolution.person_of, truth);
  run.pairs = static_cast<std::int64_t>(added.resolution.pairs_compared);
  run.ratio_to = {{"precision", quality.precision},
                  {"recall", quality.recall},
                  {"newly_affected", static_cast<double>(added.newly_affected.size())},
                  {"grown", static_cast<double>(added.grown.size())},
                  {"merged", static_cast<double>(added.merged.size())}};
  read.table.truncate(before);
}

void one_size(Bench& bench, std::uint64_t persons, const Words& words) {
  const std::string name = label(persons), folder = words.folder + "/tocsin-bench-" + std::to_string(::getpid());
  std::filesystem::create_directories(folder);
  LeakOnDisk leak;
  bench.run(name + ": make-leak", static_cast<std::int64_t>(persons), [&] { leak = write_leak(folder, persons); });
  const auto rows = static_cast<std::int64_t>(leak.person_of_row.size());
  const double lines = bench.run(name + ": wc -l", rows, [&] { count_lines(folder); }).seconds;

  ReadLeak read;
  bench.run(name + ": rows read and made canonical", rows, [&] { read = read_leak(leak, 2); }).ratio_to["wc -l"] = 0;
  std::filesystem::remove_all(folder);
  check(read.table.rows.size() == leak.person_of_row.size());
  double all = bench.runs().back().seconds, all_cpu = bench.runs().back().cpu_seconds;
  bench.runs().back().ratio_to["wc -l"] = all / lines;

  bench.run(name + ": first exact count, by number", rows, [&] { check(count_by_number(read.table) > 0); });
  Resolution resolution;
  Bench::Watch resolving;
  {
    Steps steps(bench, name + ": resolve", rows);
    resolution = resolve(read.table, {.threads = 2, .progress = [&](std::string_view step) { steps.start(step); }});
  }
  Bench::Run& resolved = bench.add(name + ": resolve, all steps", rows, resolving);
  resolved.pairs = static_cast<std::int64_t>(resolution.pairs_compared);
  const double resolve_seconds = resolved.seconds, resolve_cpu = resolved.cpu_seconds;
  const Bench::Run& counted = bench.run(name + ": census", rows, [&] { check(!census_of(read.table, read.exposures, resolution).persons.empty()); });
  all += resolve_seconds + counted.seconds;
  all_cpu += resolve_cpu + counted.cpu_seconds;

  Bench::Run total{name + ": all, files to census", rows, static_cast<std::int64_t>(resolution.pairs_compared), all, all_cpu, Bench::peak_rss_mb(), {}};
  const Quality quality = quality_of(resolution.person_of, leak.person_of_row);
  total.ratio_to = {{"wc -l", all / lines},
                    {"precision", quality.precision},
                    {"recall", quality.recall},
                    {"persons_true", static_cast<double>(quality.persons_true)},
                    {"persons_found", static_cast<double>(resolution.persons)},
                    {"persons_min", static_cast<double>(resolution.persons_min)},
                    {"persons_max", static_cast<double>(resolution.persons_max)},
                    {"count_error", static_cast<double>(resolution.persons) / static_cast<double>(quality.persons_true) - 1},
                    {"pairs_for_review", static_cast<double>(resolution.reviews)}};
  bench.add(total);
  if (std::getenv("TOCSIN_BENCH_ERRORS") != nullptr) tell_errors(read.table, resolution, leak.person_of_row);

  add_more(bench, name, persons, folder, leak, read, resolution);
  if (words.sql && persons <= 2'000'000) {
    SeededRandom nonces(1);
    auto engine = open_duckdb_tables({.place = {.folder = words.folder, .memory_bytes = 10ULL << 30, .seal = {}}}, nonces);
    check(engine.has_value());
    bench.run(name + ": SQL twin, tables filled", rows, [&] { check(fill_twin(read.table, resolution.weights, **engine).has_value()); });
    Bench::Run& twin = bench.run(name + ": SQL twin, pairs and weights", rows, [&] { check(run_twin(**engine, TOCSIN_SOURCE_DIR).has_value()); });
    twin.ratio_to = {{"resolve, seconds", twin.seconds / resolve_seconds}, {"resolve, cpu", twin.cpu_seconds / resolve_cpu}};
  }
}

}  // namespace
}  // namespace tocsin

int main(int argc, char** argv) {
  using namespace tocsin;
  Bench bench("bulk");
  const Words words = words_of(argc, argv);
  for (const std::uint64_t persons : words.persons) one_size(bench, persons, words);
  return bench.finish(argc, argv);
}
