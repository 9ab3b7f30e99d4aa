#include "app/scope.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "app/scope_ingest.h"
#include "app/scope_reach.h"
#include "base/check.h"
#include "base/text.h"

namespace tocsin::app {
namespace {

constexpr std::uint64_t rows_sampled = 5'000;
constexpr std::uint64_t bytes_per_record = 200;  // keys, numbers, kinds, and room to sort them

class Sampler final : public TableVisitor {
 public:
  explicit Sampler(SampledFile& file) : file_(file) {}
  Result<void> shape(const FileShape& shape) override {
    if (std::exchange(has_shape_, true))
      return failure(ErrorKind::invalid, "this file holds several tables", file_.path, "write each of its tables into a file of its own");
    file_.shape = shape;
    return {};
  }
  Result<void> rows(const RowBatch& batch) override {
    for (const RowBatch::Row& row : batch.rows) {
      const auto fields = batch.fields_of(row);
      if (row.fault == RowFault::none) file_.sample.emplace_back(fields.begin(), fields.end());
      if (row.fault == RowFault::nul_byte) binary = true;
    }
    return {};
  }

  bool binary = false;

 private:
  bool has_shape_ = false;
  SampledFile& file_;
};

Result<SampledFile> sampled(const std::string& path, FileReader& reader) {
  SampledFile file{path, std::filesystem::path(path).filename().string(), {}, {}};
  Sampler sampler(file);
  TRY(summary, reader.read(path, {.stop_after_rows = rows_sampled}, sampler));
  (void)summary;
  // A text under that name is read as it is; noise would come out as a table of rejects that nobody looks at.
  if (sampler.binary && file.shape.format == FileFormat::csv && lower_ascii(file.name).ends_with(".xlsx"))
    return failure(ErrorKind::invalid, "this is no spreadsheet, though its name says so", path, "see whether the file was copied whole, or is encrypted");
  return file;
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

ReportedFile reported(const SampledFile& file) {
  const std::string delimiter = file.shape.format == FileFormat::csv ? std::string(1, file.shape.delimiter) : "";
  return {file.name, std::string(name_of(file.shape.format)), std::string(name_of(file.shape.encoding)), delimiter, file.shape.has_header, 0, 0};
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

Result<void> fill_person_tables(TableEngine& tables, const Resolution& resolution, const Census& census, const Ingested& ingested) {
  TRY(person_of, tables.create("person_of", {{"record", CellType::int64}, {"person_id", CellType::int64}}));
  for (std::size_t record = 0; record < resolution.person_of.size(); ++record) {
    person_of->number(static_cast<std::int64_t>(record));
    person_of->number(std::int64_t{resolution.person_of[record]} + 1);
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
    persons->number(static_cast<std::int64_t>(i) + 1);
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

Result<void> write_tables(TableEngine& tables, const std::string& dir) {
  TRY_DO(tables.write_parquet(
      "SELECT r.file AS file, r.row AS row, p.person_id AS person_id, r.controller AS controller, r.family_name AS family_name, r.given_name AS given_name, "
      "r.birth_date AS birth_date, r.postcode AS postcode, r.city AS city, r.standing AS standing, r.kinds AS kinds "
      "FROM records AS r JOIN person_of AS p ON r.record = p.record ORDER BY r.record",
      dir + "/records.parquet"));
  TRY_DO(tables.write_parquet("SELECT person_id, records, controllers, kinds, standing FROM persons ORDER BY person_id", dir + "/persons.parquet"));
  return tables.write_parquet("SELECT file, row, reason FROM rejects ORDER BY file, row", dir + "/rejects.parquet");
}

Result<void> write_report(const ScopeReport& report, const std::string& dir) {
  const std::string path = dir + "/report.json", unfinished = path + ".unfinished";
  {
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    out << print(json_of(report));
    out.close();
    if (!out) return failure(ErrorKind::unavailable, "the report could not be written", path, "see whether the folder is writable and not full");
  }
  std::error_code error;
  std::filesystem::rename(unfinished, path, error);
  if (error) return failure(ErrorKind::unavailable, "the report could not be put in its place", path, "see whether the folder is writable");
  return {};
}

}  // namespace

Result<ScopeReport> scope(const ScopeRequest& request, ScopeTools& tools) {
  std::vector<std::string> inputs = request.files;
  if (request.members) inputs.push_back(*request.members);
  TRY_DO(refuse_equal_names(inputs));
  ScopeReport report;

  // What is each file, and what does each of its columns hold? From a sample of its beginning.
  std::vector<SampledFile> files;
  std::vector<ChosenColumns> chosen;
  std::vector<bool> maps_used(request.map.size());
  for (const std::string& path : request.files) {
    TRY(file, sampled(path, tools.reader));
    TRY(columns, choose_columns(file, tools.find_columns, request.map, request.controller_column, maps_used));
    report_columns(file, columns, report);
    report.files.push_back(reported(file));
    tools.progress(tools.say("scope.looked_at", {{"file", file.name}, {"format", name_of(file.shape.format)}, {"columns", file.shape.columns.size()}}));
    files.push_back(std::move(file));
    chosen.push_back(std::move(columns));
  }
  std::optional<SampledFile> members;
  ChosenColumns members_chosen;
  if (request.members) {
    TRY(file, sampled(*request.members, tools.reader));
    TRY(columns, choose_columns(file, tools.find_columns, request.map, {}, maps_used));
    report_columns(file, columns, report);
    members = std::move(file);
    members_chosen = std::move(columns);
  }
  for (std::size_t i = 0; i < request.map.size(); ++i)
    if (!maps_used[i])
      return failure(ErrorKind::invalid, "no input has such a column", "--map " + request.map[i].text,
                     "give the header as it stands in the file, or a number where there is none");

  // One full pass: every row a record or a reject.
  TRY(ingest, Ingest::into(tools.tables, KeyedHash(request.key), request.memory_bytes / bytes_per_record));
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].sample.clear();
    TRY_DO(ingest->add(files[i], chosen[i], tools.normal_form, request.today, tools.reader, {}, report.files[i]));
    tools.progress(tools.say("scope.read", {{"file", files[i].name}, {"rows", report.files[i].rows}}));
  }
  TRY(ingested, ingest->finish());
  report.records = ingested.exposures.size();
  report.rejects = ingested.rejects;
  report.rejects_by_reason = ingested.rejects_by_reason;
  report.values_unreadable = ingested.values_unreadable;

  // Which records are the same human, and what does that come to?
  const Resolution resolution = resolve(ingested.identity);
  const Census census = census_of(ingested.identity, ingested.exposures, resolution);
  report.numbers_ignored = resolution.numbers_ignored;
  report_counts(census, ingested, report);
  tools.progress(tools.say("scope.counting", {{"persons", report.persons}, {"records", report.records}}));

  if (members) {
    const KeyedHash hash(request.key);
    TRY(reach, find_reach({*members, members_chosen, tools.normal_form, hash, request.today}, tools.reader, ingested, resolution, census, tools.tables));
    report.reach = reach;
    TRY_DO(tools.tables.write_parquet(reach_query, request.out_dir + "/reach.parquet"));
    tools.progress(tools.say("scope.joined", {{"file", members->name}, {"persons", reach.matched}}));
  }
  TRY_DO(fill_person_tables(tools.tables, resolution, census, ingested));
  TRY_DO(write_tables(tools.tables, request.out_dir));
  const Usage usage = tools.usage();
  report.seconds = usage.seconds;
  report.peak_rss_mb = usage.peak_rss_mb;
  TRY_DO(write_report(report, request.out_dir));
  return report;
}

}  // namespace tocsin::app
