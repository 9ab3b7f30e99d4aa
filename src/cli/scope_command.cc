// scope: whose data are in these files?
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cctype>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/scope.h"
#include "app/scope_case.h"
#include "app/scope_destroy.h"
#include "app/scope_tables.h"
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

Result<std::string> text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in && !in.eof()) return failure(ErrorKind::invalid, "the file cannot be read", path, "see whether the path is right and you may read it");
  return text;
}

Result<app::ScopeRequest> request_of(const Arguments& arguments) {
  app::ScopeRequest request;
  request.files = arguments.texts("files");
  if (request.files.empty()) return failure(ErrorKind::invalid, "the files are missing", "scope", "tocsin scope FILES... --out DIR --incident INCIDENT");
  const auto out = arguments.text_if("--out");
  if (!out) return failure(ErrorKind::invalid, "the folder for the result is missing", "--out", "tocsin scope FILES... --out DIR --incident INCIDENT");
  request.out_dir = *out;
  request.plain = arguments.flag("--plain");
  request.members = arguments.text_if("--members");
  request.controller_column = arguments.text_if("--controller-column");
  for (const std::string& text : arguments.texts("--map")) {
    TRY(mapping, app::column_mapping(text));
    request.map.push_back(mapping);
  }
  if (const auto mapping = arguments.text_if("--mapping")) {
    TRY(text, text_of_file(*mapping));
    TRY(mappings, app::mappings_in(text, *mapping, request.files));
    request.map.insert(request.map.begin(), mappings.begin(), mappings.end());  // what --map says comes later and wins
  }
  TRY(memory, memory_of(arguments));
  request.memory_bytes = memory;
  return request;
}

// One line that is written over, at most a few times a second; nothing of the data.
class ProgressLine {
 public:
  ProgressLine(std::ostream& out, const Words& say) : out_(out), say_(say), on_screen_(::isatty(STDERR_FILENO) == 1), begun_(Clock::now()), told_(begun_) {}

  void made(std::uint64_t bytes, std::uint64_t total) {
    const Clock::time_point now = Clock::now();
    const bool end = bytes == total;
    if (total == 0 || (!end && now - told_ < (on_screen_ ? std::chrono::milliseconds(300) : std::chrono::seconds(10)))) return;
    if (end && !shown_) return;  // it was too quick to need a line
    told_ = now;
    shown_ = true;
    const double share = static_cast<double>(bytes) / static_cast<double>(total);
    const double left = share > 0.01 ? std::chrono::duration<double>(now - begun_).count() * (1 - share) / share : 0;
    const auto filled = static_cast<std::size_t>(share * 30);
    out_ << (on_screen_ ? "\r" : "")
         << fmt::format("scope: [{}{}] {:3.0f} %  {}", std::string(filled, '#'), std::string(30 - filled, '.'), share * 100,
                        say_("scope.progress",
                             {{"done", say_.decimal(static_cast<double>(bytes) / 1e9, 2)}, {"total", say_.decimal(static_cast<double>(total) / 1e9, 2)}}))
         << (end || left == 0 ? std::string(24, ' ') : ", " + say_("scope.left", {{"seconds", static_cast<std::int64_t>(left)}}) + "   ")
         << (on_screen_ && !end ? "" : "\n") << std::flush;
  }
  void line(const std::string& text) { out_ << (on_screen_ && shown_ ? "\r\x1b[K" : "") << "scope: " << text << '\n' << std::flush; }

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& out_;
  const Words& say_;
  bool on_screen_, shown_ = false;
  Clock::time_point begun_, told_;
};

struct ForIncident {
  Actor who;
  Incident incident;
  Provenance provenance;
};

Result<std::optional<ForIncident>> incident_of(const Arguments& arguments, World& world, const Session& session) {
  const auto wanted = arguments.text_if("--incident");
  if (!wanted) return std::optional<ForIncident>{};
  TRY(incident, incident_named(world, *wanted));
  TRY(who, actor(world, session));
  TRY(provenance, provenance_of(world, arguments.text_if("--provenance"), arguments.text_if("--allowed-by")));
  return std::optional(ForIncident{who, std::move(incident), provenance});
}

// The tables hold the stolen data again: sealed for an incident, or in clear where that was allowed.
Result<TablePlace> place_of(const app::ScopeRequest& request, World& world, const std::optional<ForIncident>& work, const std::vector<InputSum>& inputs) {
  if (request.plain && !world.store->info().simulated) {
    if (!work) return failure(ErrorKind::refused, "unencrypted tables of real data need two approvals", "scope --plain", "name the incident with --incident");
    TRY_DO(plain_is_approved(world, work->incident, content_of(inputs)));
  }
  if (request.plain) return place_for_plain_tables(world, request.out_dir);
  if (work) return place_for_sealed_tables(world, work->incident.head().id, request.out_dir);
  return failure(ErrorKind::refused, "the tables hold the stolen data again: they are sealed with an incident's key, and no incident is named", "scope",
                 "give --incident; on a simulated store --plain writes them in clear");
}

Result<app::SliceRules> slice_rules(const Arguments& arguments, World& world, const ForIncident& work) {
  app::SliceRules rules;
  if (const auto file = arguments.text_if("--controllers")) {
    TRY(text, world.workshop.files().read(*file, 16U << 20));
    TRY(codes, app::controller_codes(text, *file));
    rules.codes = codes;
  }
  rules.permitted = numbers_in_slices(work.incident);
  return rules;
}

Result<Answer> scope(const Arguments& arguments, Session& session) {
  const auto started = std::chrono::steady_clock::now();
  TRY(request, request_of(arguments));
  TRY(world, open(session));
  TRY(work, incident_of(arguments, world, session));
  std::vector<InputSum> inputs;
  request.add = arguments.flag("--add");
  if (work || request.add) {
    TRY(sums, sums_of(request.files));
    inputs = sums;
  }
  TRY(place, place_of(request, world, work, inputs));
  request.page = {world.store->info().name, "", world.now, world.store->info().simulated};
  if (work) {
    request.incident = work->incident.head().id.text();
    request.page.incident = work->incident.head().title;
    if (work->provenance.obtained) request.obtained = word::text_of(*work->provenance.obtained);
    request.allowed_by = work->provenance.allowed_by;
  }
  for (const InputSum& input : inputs) request.sums.push_back(input.sha256);
  request.today = day_of(world.now);
  world.workshop.random().fill(request.key);
  TRY_DO(make_folder(request.out_dir));
  place.memory_bytes = request.memory_bytes / 2;
  TRY(tables, world.workshop.open_tables(place));
  std::unique_ptr<TableEngine> earlier;
  if (request.add) {
    TRY(opened, world.workshop.open_tables(place));
    earlier = std::move(opened);
  }
  app::SealSlice seal_slice;
  if (const auto keys = arguments.text_if("--keys")) {
    if (!work) return failure(ErrorKind::invalid, "slices are cut for an incident", "--keys", "name the incident with --incident");
    TRY(rules, slice_rules(arguments, world, *work));
    rules.bytes_max = request.memory_bytes / 4;
    request.slices = rules;
    TRY(sealer, slice_sealer(world, *keys, request.out_dir));
    seal_slice = sealer;
  }
  if (work) request.numbers_to_join = numbers_to_join(world, work->incident);
  const std::unique_ptr<FileReader> reader = world.workshop.file_reader();
  ProgressLine progress(*session.progress, session.say);
  app::ScopeTools tools{
      .reader = *reader,
      .tables = *tables,
      .find_columns = app::column_finder(world.store->info().country, request.today),
      .normal_form = normal_forms(world.store->info().country),
      .progress = [&](const std::string& line) { progress.line(line); },
      .say = session.say,
      .usage =
          [&] {
            return app::Usage{std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count(),
                              megabytes_of(RUSAGE_SELF) + megabytes_of(RUSAGE_CHILDREN)};
          },
      .progress_made = [&](std::uint64_t bytes, std::uint64_t total) { progress.made(bytes, total); },
      .seal_slice = seal_slice,
      .earlier = earlier.get(),
  };
  TRY(report, app::scope(request, tools));
  if (work) TRY_DO(record_scope(world, work->who, work->incident, report, inputs, work->provenance));
  return answered(world, json_of(report), text_of(report, request.out_dir, session.say), session.say);
}

// INCIDENT, or the folder where its tables lie.
Result<Incident> incident_meant(World& world, const std::string& word) {
  if (!world.workshop.files().exists(word + "/report.json")) return incident_named(world, word);
  TRY(id, incident_of_folder(world, word));
  return incident_named(world, id);
}

Result<Answer> destroy(const Arguments& arguments, Session& session) {
  TRY(world, open(session));
  TRY(incident, incident_meant(world, arguments.text("incident")));
  TRY(who, actor(world, session));
  TRY_DO(destroy_tables(world, who, incident, arguments.text("--reason")));
  return answered(world, {{"incident", incident.head().id.text()}, {"destroyed", true}}, session.say("scope.destroyed") + '\n', session.say);
}

}  // namespace

CommandSpec scope_command() {
  return {"scope",
          {{"files", Word::Kind::values},
           {"--out"},
           {"--incident"},
           {"--provenance"},
           {"--allowed-by"},
           {"--members"},
           {"--add", Word::Kind::flag},
           {"--controller-column"},
           {"--controllers"},
           {"--keys"},
           {"--map", Word::Kind::values},
           {"--mapping"},
           {"--memory"},
           {"--plain", Word::Kind::flag}},
          scope};
}
CommandSpec scope_destroy_command() { return {"scope destroy", {{"incident", Word::Kind::value, true}, {"--reason", Word::Kind::value, true}}, destroy}; }

}  // namespace tocsin::cli
