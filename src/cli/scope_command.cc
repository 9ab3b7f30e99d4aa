// scope: whose data are in these files?
#include <sys/resource.h>

#include <cctype>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <random>

#include "adapters/duckdb_tables/duckdb_tables.h"
#include "adapters/parse_child/parse_child.h"
#include "app/scope.h"
#include "cli/commands.h"
#include "records/normal_forms.h"

namespace tocsin::cli {
namespace {

constexpr std::uint64_t memory_default = 4'000'000'000, memory_min = 256'000'000;

// "4GB", "512 MB", "2GiB", "1000000000"
Result<std::uint64_t> memory_of(const Arguments& arguments) {
  const auto text = arguments.text_if("--memory");
  if (!text) return memory_default;
  const auto wrong = [&](std::string what) { return failure(ErrorKind::invalid, std::move(what), "--memory " + *text, "for example --memory 4GB; at least 256MB"); };
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  std::string unit(end, text->data() + text->size());
  std::erase(unit, ' ');
  for (char& c : unit) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  static const std::map<std::string, std::uint64_t> units{{"", 1}, {"MB", 1'000'000}, {"GB", 1'000'000'000}, {"MIB", 1ULL << 20}, {"GIB", 1ULL << 30}, {"M", 1ULL << 20}, {"G", 1ULL << 30}};
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

KeyedHash::Key random_key() {
  KeyedHash::Key key;
  std::random_device device;
  for (std::uint8_t& byte : key) byte = static_cast<std::uint8_t>(device());
  return key;
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
  request.key = random_key();
  return request;
}

Result<void> refuse_what_is_not_there(const Arguments& arguments) {
  if (!arguments.flag("--plain"))
    return failure(ErrorKind::refused, "the tables hold the stolen data again, and their encryption is not built yet", "scope",
                   "with --plain, on a simulated store, they are written unencrypted");
  if (arguments.flag("--add")) return failure(ErrorKind::refused, "adding to an earlier result is not built yet", "scope --add", "give all files at once");
  return {};
}

Result<Answer> scope(const Arguments& arguments, Session& session) {
  const auto started = std::chrono::steady_clock::now();
  TRY_DO(refuse_what_is_not_there(arguments));
  TRY(request, request_of(arguments));
  request.today = 20261122;
  TRY_DO(make_folder(request.out_dir));
  TRY(tables, open_duckdb_tables({.folder = request.out_dir, .memory_bytes = request.memory_bytes / 2}));
  ParseChild reader(session.self);
  app::ScopeTools tools{
      .reader = reader,
      .tables = *tables,
      .find_columns = [](const FileShape& shape, std::span<const TextRow>) { return std::vector<app::FoundColumn>(shape.columns.size()); },
      .normal_form = normal_forms(""),
      .progress = [&](const std::string& line) { *session.progress << "scope: " << line << '\n' << std::flush; },
      .usage = [&] { return app::Usage{std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count(), megabytes_of(RUSAGE_SELF) + megabytes_of(RUSAGE_CHILDREN)}; },
  };
  TRY(report, app::scope(request, tools));
  return Answer{json_of(report), text_of(report, request.out_dir)};
}

}  // namespace

CommandSpec scope_command() {
  return {"scope",
          "whose data are in these files: records, persons, kinds, controllers",
          {{"files", "CSV or XLSX files, as they were found", Word::Kind::values, true},
           {"--out", "folder for report.json and the tables", Word::Kind::value, true},
           {"--incident", "the incident they belong to; the counts are recorded there"},
           {"--members", "your own file of customers: who can be reached, and how"},
           {"--add", "add to what the folder already holds", Word::Kind::flag},
           {"--controller-column", "the column that names the controller"},
           {"--map", "[FILE:]COLUMN=KIND: what a column holds, where the finder is wrong", Word::Kind::values},
           {"--memory", "how much memory may be used, such as 4GB"},
           {"--plain", "write the tables unencrypted; simulated stores only", Word::Kind::flag}},
          scope};
}

}  // namespace tocsin::cli
