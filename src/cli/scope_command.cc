// scope: whose data are in these files?
#include <sys/resource.h>

#include <cctype>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/record.h"
#include "app/scope.h"
#include "base/digest.h"
#include "cli/commands.h"
#include "cli/store_session.h"
#include "records/normal_forms.h"

namespace tocsin::cli {
namespace {

constexpr std::uint64_t memory_default = 4'000'000'000, memory_min = 256'000'000;

// "4GB", "512 MB", "2GiB", "1000000000"
Result<std::uint64_t> memory_of(const Arguments& arguments) {
  const auto text = arguments.text_if("--memory");
  if (!text) return memory_default;
  const auto wrong = [&](std::string what) {
    return failure(ErrorKind::invalid, std::move(what), "--memory " + *text, "for example --memory 4GB; at least 256MB");
  };
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  std::string unit(end, text->data() + text->size());
  std::erase(unit, ' ');
  for (char& c : unit) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  static const std::map<std::string, std::uint64_t> units{{"", 1},           {"MB", 1'000'000}, {"GB", 1'000'000'000}, {"MIB", 1ULL << 20}, {"GIB", 1ULL << 30},
                                                          {"M", 1ULL << 20}, {"G", 1ULL << 30}};
  if (error != std::errc{} || !units.contains(unit) || number > (1ULL << 50) / units.at(unit)) return wrong("not a size of memory");
  const std::uint64_t bytes = number * units.at(unit);
  if (bytes < memory_min) return wrong("too little memory to work with");
  return bytes;
}

Result<void> make_folder(const std::string& dir) {
  std::error_code error;
  std::filesystem::create_directories(dir, error);
  if (error) return failure(ErrorKind::unavailable, "the folder cannot be made: " + error.message(), dir, "choose another folder for --out");
  std::filesystem::permissions(dir, std::filesystem::perms::owner_all, error);  // the leak itself will lie here
  return {};
}

double megabytes_of(int who) {
  rusage usage{};
  ::getrusage(who, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

std::int32_t day_of(Instant now) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(now));
  return static_cast<int>(day.year()) * 10'000 + static_cast<std::int32_t>(static_cast<unsigned>(day.month()) * 100 + static_cast<unsigned>(day.day()));
}

Result<app::ScopeRequest> request_of(const Arguments& arguments) {
  app::ScopeRequest request;
  request.files = arguments.texts("files");
  request.out_dir = arguments.text("--out");
  request.members = arguments.text_if("--members");
  request.controller_column = arguments.text_if("--controller-column");
  for (const std::string& text : arguments.texts("--map")) {
    TRY(mapping, app::column_mapping(text));
    request.map.push_back(mapping);
  }
  TRY(memory, memory_of(arguments));
  request.memory_bytes = memory;
  return request;
}

// What may be written where: the tables hold the stolen data again.
Result<void> permitted(const Arguments& arguments, const World& world) {
  if (!world.store->info().simulated)
    return failure(ErrorKind::refused, "unencrypted tables of real data need two approvals, which are not built yet", "scope --plain",
                   "work on a simulated store until then");
  if (arguments.flag("--add")) return failure(ErrorKind::refused, "adding to an earlier result is not built yet", "scope --add", "give all files at once");
  return {};
}

Result<std::string> sha256_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  Sha256 hash;
  std::vector<char> buffer(1U << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    hash.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (!in.eof()) return failure(ErrorKind::unavailable, "the file could not be read to its end", path);
  return hex(hash.finish());
}

// Which files these were, so that the count can be made again.
Result<std::vector<NewFact>> extracts(const app::ScopeRequest& request, const app::ScopeReport& report, const std::string& provenance, Instant now) {
  std::vector<NewFact> facts;
  for (std::size_t i = 0; i < request.files.size(); ++i) {
    TRY(sha256, sha256_of_file(request.files[i]));
    fact::ExtractReceived extract{.at = now, .provenance = provenance, .sha256 = sha256};
    extract.records = static_cast<std::int64_t>(report.files[i].rows);
    facts.push_back({std::move(extract)});
  }
  return facts;
}

// The bulk way reports back by recording facts.
Result<void> record_counts(World& world, const Actor& who, const Incident& incident, const app::ScopeReport& report, std::vector<NewFact> received) {
  const std::string basis = "scope of " + std::to_string(report.files.size()) + (report.files.size() == 1 ? " file" : " files");
  Recording recording{std::move(received)};
  for (const auto& [kind, count] : {std::pair{"records_counted", report.records}, std::pair{"persons_counted", report.persons}}) {
    TRY(fact, fact_of_words(kind, {{"best", std::to_string(count)}, {"basis", basis}}));
    recording.facts.push_back(std::move(fact));
  }
  TRY(recorded, record(world, who, incident, recording));
  (void)recorded;
  return {};
}

Result<Answer> scope(const Arguments& arguments, Session& session) {
  const auto started = std::chrono::steady_clock::now();
  if (!arguments.flag("--plain"))
    return failure(ErrorKind::refused, "the tables hold the stolen data again, and their encryption is not built yet", "scope",
                   "with --plain, on a simulated store, they are written unencrypted");
  TRY(request, request_of(arguments));
  TRY(world, open(session));
  TRY_DO(permitted(arguments, world));
  std::optional<Actor> who;
  std::optional<Incident> incident;
  if (const auto wanted = arguments.text_if("--incident")) {
    TRY(found, incident_named(world, *wanted));
    TRY(someone, actor(world, session));
    incident = std::move(found);
    who = std::move(someone);
  }
  request.today = day_of(world.now);
  world.workshop.random().fill(request.key);
  TRY_DO(make_folder(request.out_dir));
  TRY(tables, world.workshop.open_tables(request.out_dir, request.memory_bytes / 2));
  const std::unique_ptr<FileReader> reader = world.workshop.file_reader();
  app::ScopeTools tools{
      .reader = *reader,
      .tables = *tables,
      .find_columns = app::column_finder(world.store->info().country, request.today),
      .normal_form = normal_forms(world.store->info().country),
      .progress = [&](const std::string& line) { *session.progress << "scope: " << line << '\n'
                                                                   << std::flush; },
      .say = session.say,
      .usage =
          [&] {
            return app::Usage{std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count(),
                              megabytes_of(RUSAGE_SELF) + megabytes_of(RUSAGE_CHILDREN)};
          },
  };
  TRY(report, app::scope(request, tools));
  if (incident) {
    TRY(received, extracts(request, report, arguments.text_if("--provenance").value_or("not said"), world.now));
    TRY_DO(record_counts(world, *who, *incident, report, std::move(received)));
  }
  return answered(world, json_of(report), text_of(report, request.out_dir, session.say), session.say);
}

}  // namespace

CommandSpec scope_command() {
  return {"scope",
          {{"files", Word::Kind::values, true},
           {"--out", Word::Kind::value, true},
           {"--incident"},
           {"--provenance"},
           {"--members"},
           {"--add", Word::Kind::flag},
           {"--controller-column"},
           {"--map", Word::Kind::values},
           {"--memory"},
           {"--plain", Word::Kind::flag}},
          scope};
}

}  // namespace tocsin::cli
