#include "app/scope.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "app/scope_add.h"
#include "app/scope_exposure.h"
#include "app/scope_ingest.h"
#include "app/scope_page.h"
#include "app/scope_progress.h"
#include "app/scope_reach.h"
#include "base/check.h"
#include "base/text.h"

namespace tocsin::app {
namespace {

constexpr std::uint64_t rows_sampled = 5'000;
constexpr std::uint64_t places_sampled = 16;
constexpr std::uint64_t bytes_per_record = 200;  // keys, numbers, kinds, and room to sort them

class Sampler final : public TableVisitor {
 public:
  explicit Sampler(std::string path) : path_(std::move(path)) {}
  Result<void> shape(const FileShape& shape) override {
    const std::string file = std::filesystem::path(path_).filename().string();
    tables.push_back({path_, shape.table.empty() ? file : file + ":" + shape.table, shape, {}, static_cast<std::uint32_t>(tables.size())});
    return {};
  }
  Result<void> rows(const RowBatch& batch) override {
    for (const RowBatch::Row& row : batch.rows) {
      const auto fields = batch.fields_of(row);
      if (row.fault == RowFault::none) tables.at(batch.table).sample.emplace_back(fields.begin(), fields.end());
      if (row.fault == RowFault::nul_byte) binary = true;
    }
    return {};
  }

  std::vector<SampledFile> tables;
  bool binary = false;

 private:
  std::string path_;
};

// The tables of a file, from rows of several places in it.
Result<std::vector<SampledFile>> sampled(const std::string& path, FileReader& reader) {
  Sampler sampler(path);
  TRY(summary, reader.read(path, {.stop_after_rows = rows_sampled, .sample_places = places_sampled}, sampler));
  (void)summary;
  // A text under that name is read as it is; noise would come out as a table of rejects that nobody looks at.
  const SampledFile& first = sampler.tables.front();
  if (sampler.binary && first.shape.format == FileFormat::csv && lower_ascii(path).ends_with(".xlsx"))
    return failure(ErrorKind::invalid, "this is no spreadsheet, though its name says so", path, "see whether the file was copied whole, or is encrypted");
  return std::move(sampler.tables);
}

Result<void> refuse_equal_names(const std::vector<std::string>& files) {
  std::set<std::string> names;
  for (const std::string& file : files)
    if (!names.insert(std::filesystem::path(file).filename().string()).second)
      return failure(ErrorKind::invalid, "two inputs have the same name, so their rows could not be told apart", file, "rename one of them");
  return {};
}

void report_columns(const SampledFile& file, const ChosenColumns& chosen, ScopeReport& report) {
  for (std::size_t column = 0; column < chosen.columns.size(); ++column) {
    const FoundColumn& found = chosen.columns[column];
    const std::string name = column_name(file.shape, column);
    report.columns.push_back({file.name, name, found.kind, found.share, found.confidence});
    if (chosen.ambiguous_dates[column]) report.ambiguous_dates.push_back(file.name + ":" + name);
  }
}

ReportedFile reported(const SampledFile& file, const ScopeRequest& request, const std::string& sha256) {
  const std::string delimiter = file.shape.format == FileFormat::csv ? std::string(1, file.shape.delimiter) : "";
  return {file.name,
          std::string(name_of(file.shape.format)),
          std::string(name_of(file.shape.encoding)),
          delimiter,
          file.shape.has_header,
          0,
          0,
          sha256,
          request.obtained,
          request.allowed_by};
}

void report_counts(const Census& census, const Ingested& ingested, ScopeReport& report) {
  report.persons = census.persons.size();
  report.insured = census.insured;
  report.dependants = census.dependants;
  report.standing_unknown = census.undetermined;
  report.persons_by_number_only = census.by_number_only;
  for (std::uint32_t i = 0; i < census.by_controller.size(); ++i)
    if (census.by_controller[i].records > 0)
      report.by_controller.push_back({ingested.controllers.name_of(i), census.by_controller[i].records, census.by_controller[i].persons});
  std::sort(report.by_controller.begin(), report.by_controller.end(), [](const ReportedCount& a, const ReportedCount& b) { return a.name < b.name; });
  for (std::size_t i = 0; i < kind_uses().size(); ++i)
    if (census.by_kind[i].records > 0) report.by_kind.push_back({std::string(kind_uses()[i].kind), census.by_kind[i].records, census.by_kind[i].persons});
}

Result<void> fill_person_tables(TableEngine& tables, const Resolution& resolution, const Census& census, const Ingested& ingested,
                                const std::vector<std::uint32_t>& numbers) {
  TRY(person_of, tables.create("person_of", {{"record", CellType::int64}, {"person_id", CellType::int64}}));
  for (std::size_t record = 0; record < resolution.person_of.size(); ++record) {
    person_of->number(static_cast<std::int64_t>(record));
    person_of->number(std::int64_t{numbers[resolution.person_of[record]]});
    TRY_DO(person_of->end_row());
  }
  TRY_DO(person_of->finish());
  TRY(persons, tables.create("persons", {{"person_id", CellType::int64},
                                         {"records", CellType::int64},
                                         {"controllers", CellType::texts},
                                         {"kinds", CellType::texts},
                                         {"standing", CellType::text}}));
  std::vector<std::string_view> controllers;
  for (std::size_t i = 0; i < census.persons.size(); ++i) {
    const CountedPerson& person = census.persons[i];
    controllers.clear();
    for (const std::uint32_t controller : census.controllers_of(person)) controllers.push_back(ingested.controllers.name_of(controller));
    std::sort(controllers.begin(), controllers.end());
    persons->number(std::int64_t{numbers[i]});
    persons->number(static_cast<std::int64_t>(person.records));
    persons->texts(controllers);
    persons->texts(kinds_in(person.kinds));
    if (person.standing == Standing::unknown)
      persons->null();
    else
      persons->text(name_of(person.standing));
    TRY_DO(persons->end_row());
  }
  return persons->finish();
}

Result<void> keep_tables(TableEngine& tables, const ScopeReport& report, std::int64_t highest) {
  const auto records = static_cast<std::int64_t>(report.records), rejects = static_cast<std::int64_t>(report.rejects);
  TRY_DO(tables.keep(
      {"records",
       "SELECT r.file AS file, r.row AS row, p.person_id AS person_id, r.controller AS controller, r.family_name AS family_name, r.given_name AS given_name, "
       "r.birth_date AS birth_date, r.postcode AS postcode, r.city AS city, r.standing AS standing, r.kinds AS kinds "
       "FROM records AS r JOIN person_of AS p ON r.record = p.record",
       "r.record", 0, records - 1}));
  TRY_DO(tables.keep({"persons", "SELECT person_id, records, controllers, kinds, standing FROM persons", "person_id", 1, highest}));
  TRY_DO(tables.keep({"identity", "SELECT record, file, row, kinds, street, house_number, numbers FROM identity", "record", 0, records - 1}));
  TRY_DO(tables.keep({"rejects", "SELECT file, row, reason FROM rejects", "rowid", 0, rejects - 1}));
  if (report.reach) TRY_DO(tables.keep({"reach", "SELECT * FROM reach", "person_id", 1, highest}));
  return tables.publish();
}

Result<void> write_whole(const std::string& path, std::string_view text) {
  const std::string unfinished = path + ".unfinished";
  {
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) return failure(ErrorKind::unavailable, "the report could not be written", path, "see whether the folder is writable and not full");
  }
  std::error_code error;
  std::filesystem::rename(unfinished, path, error);
  if (error) return failure(ErrorKind::unavailable, "the report could not be put in its place", path, "see whether the folder is writable");
  return {};
}

Result<void> write_report(const ScopeReport& report, const ScopeRequest& request) {
  TRY(page, scope_page(report, request.page));
  TRY_DO(write_whole(request.out_dir + "/report.html", page));
  return write_whole(request.out_dir + "/report.json", print(json_of(report)));
}

// A national number joins nothing where we have no permission to use it so.
std::vector<std::string> leave_out_numbers(const ScopeRequest& request, ChosenColumns& members) {
  std::set<std::string> left_out;
  for (ColumnUse& use : members.uses) {
    if (!request.numbers_to_join || !is_national_number(use.kind) || request.numbers_to_join->contains(use.kind)) continue;
    left_out.insert(use.kind);
    use.kind = "other";
  }
  return {left_out.begin(), left_out.end()};
}

// One file of the request, and its SHA-256 where known.
struct Input {
  std::string path, sha256;
};

// A file that is in already is left out; another one of its name is refused.
Result<std::vector<Input>> new_inputs(const ScopeRequest& request, const ScopeReport& before, ReportedAdded& added) {
  std::vector<Input> inputs;
  for (std::size_t i = 0; i < request.files.size(); ++i) {
    const Input input{request.files[i], i < request.sums.size() ? request.sums[i] : ""};
    const std::string name = std::filesystem::path(input.path).filename().string();
    const auto known = std::ranges::find(before.files, name, &ReportedFile::name);
    if (known == before.files.end()) {
      inputs.push_back(input);
    } else if (!input.sha256.empty() && input.sha256 == known->sha256) {
      added.already_in.push_back(name);
    } else {
      return failure(ErrorKind::invalid, "another file of this name is in the result already, so their rows could not be told apart", input.path,
                     "rename this one");
    }
  }
  return inputs;
}

}  // namespace

Result<ScopeReport> scope(const ScopeRequest& request, ScopeTools& tools) {
  std::vector<std::string> inputs = request.files;
  if (request.members) inputs.push_back(*request.members);
  TRY_DO(refuse_equal_names(inputs));
  ScopeReport report;
  ReportedAdded added;
  if (request.add) {
    TRY(before, earlier_report(request.out_dir));
    if (before.incident.value_or("") != request.incident.value_or(""))
      return failure(ErrorKind::refused, "the result in this folder belongs to another incident", request.out_dir, "name its incident with --incident");
    report = before;
  }
  TRY(fresh, new_inputs(request, report, added));
  const std::size_t files_before = report.files.size();
  report.incident = request.incident;
  report.plain = request.plain;
  Progress progress(inputs, tools.progress_made);

  // What is each file, and what does each of its columns hold? From a sample of its beginning.
  std::vector<SampledFile> files;
  std::vector<ChosenColumns> chosen;
  std::vector<bool> maps_used(request.map.size());
  for (const Input& input : fresh) {
    TRY(tables, sampled(input.path, tools.reader));
    for (SampledFile& file : tables) {
      TRY(columns, choose_columns(file, tools.find_columns, request.map, request.controller_column, maps_used));
      report_columns(file, columns, report);
      report.files.push_back(reported(file, request, input.sha256));
      tools.progress(tools.say("scope.looked_at", {{"file", file.name}, {"format", name_of(file.shape.format)}, {"columns", file.shape.columns.size()}}));
      files.push_back(std::move(file));
      chosen.push_back(std::move(columns));
    }
  }
  std::optional<SampledFile> members;
  ChosenColumns members_chosen;
  if (request.members) {
    TRY(tables, sampled(*request.members, tools.reader));
    if (tables.size() > 1) return failure(ErrorKind::invalid, "the member file holds several tables", *request.members, "give the one table of the members");
    SampledFile& file = tables.front();
    TRY(columns, choose_columns(file, tools.find_columns, request.map, {}, maps_used));
    report_columns(file, columns, report);
    members = std::move(file);
    members_chosen = std::move(columns);
    report.numbers_not_joined = leave_out_numbers(request, members_chosen);
  }
  for (std::size_t i = 0; i < request.map.size(); ++i)
    if (!maps_used[i])
      return failure(ErrorKind::invalid, "no input has such a column", "--map " + request.map[i].text,
                     "give the header as it stands in the file, or a number where there is none");

  // One full pass: every row a record or a reject.
  TRY(ingest, Ingest::into(tools.tables, KeyedHash(request.key), request.memory_bytes / bytes_per_record));
  std::optional<EarlierResult> earlier;
  if (request.add) {
    check(tools.earlier != nullptr);
    TRY(taken, take_earlier(*tools.earlier, report, *ingest));
    earlier = std::move(taken);
    tools.progress(tools.say("scope.took", {{"records", earlier->person_of.size()}}));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].sample.clear();
    ReportedFile& reported_file = report.files[files_before + i];
    TRY_DO(ingest->add(files[i], chosen[i], tools.normal_form, request.today, tools.reader, {}, reported_file, progress));
    tools.progress(tools.say("scope.read", {{"file", files[i].name}, {"rows", reported_file.rows}}));
  }
  TRY(ingested, ingest->finish());
  report.records = ingested.exposures.size();
  report.rejects = ingested.rejects;
  report.rejects_by_reason = ingested.rejects_by_reason;
  report.values_unreadable += ingested.values_unreadable;

  // Which records are the same human, and what does that come to?
  const Resolution resolution = resolve(ingested.identity);
  const Census census = census_of(ingested.identity, ingested.exposures, resolution);
  report.numbers_ignored = resolution.numbers_ignored;
  report_counts(census, ingested, report);
  report_exposure(census, ingested, resolution, report);
  TRY(leaks, known_leaks(report.by_country));
  if (!leaks.empty()) report.earlier = ReportedEarlier{.known = leaks};
  tools.progress(tools.say("scope.counting", {{"persons", report.persons}, {"records", report.records}}));

  const std::vector<std::uint32_t> numbers = numbers_of_persons(resolution, earlier ? &*earlier : nullptr);
  if (earlier) {
    report.added = report_added(resolution, ingested, *earlier);
    report.added->already_in = added.already_in;
    tools.progress(tools.say("scope.added", {{"records", report.added->records}, {"persons", report.added->persons}, {"grown", report.added->grown}}));
  }
  const std::uint32_t highest = highest_of(numbers, earlier ? &*earlier : nullptr);

  if (members) {
    const KeyedHash hash(request.key);
    TRY(reach,
        find_reach({*members, members_chosen, tools.normal_form, hash, request.today}, tools.reader, ingested, resolution, census, numbers, tools.tables));
    report.reach = reach;
    tools.progress(tools.say("scope.joined", {{"file", members->name}, {"persons", reach.matched}}));
  }
  TRY_DO(fill_person_tables(tools.tables, resolution, census, ingested, numbers));
  TRY_DO(keep_tables(tools.tables, report, highest));
  if (request.slices) {
    std::vector<SliceInput> cut;
    for (std::size_t i = 0; i < files.size(); ++i) cut.push_back({files[i], chosen[i]});
    TRY(slices, cut_slices(cut, *request.slices, tools.reader, tools.seal_slice));
    report.slices = slices.slices;
    report.unrouted = slices.unrouted;
  }
  const Usage usage = tools.usage();
  report.seconds = usage.seconds;
  report.peak_rss_mb = usage.peak_rss_mb;
  TRY_DO(write_report(report, request));
  return report;
}

}  // namespace tocsin::app
