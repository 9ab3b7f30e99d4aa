#include "app/scope_add.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "base/check.h"

namespace tocsin::app {
namespace {

constexpr std::uint64_t rows_at_once = 50'000;
constexpr std::size_t report_bytes_max = 64U << 20;

std::int64_t number_of(const std::optional<std::string>& cell) {
  std::int64_t number = 0;
  if (cell) std::from_chars(cell->data(), cell->data() + cell->size(), number);
  return number;
}

// A list of text as the engine prints numbers of kinds: one bit set in a number.
std::uint64_t bits_of(const std::optional<std::string>& cell) { return static_cast<std::uint64_t>(number_of(cell)); }

Standing standing_of(const std::string& word) {
  for (const Standing standing : {Standing::insured, Standing::dependant})
    if (word == name_of(standing)) return standing;
  return Standing::unknown;
}

Result<EarlierRecord> record_of(const TableEngine::Row& row) {
  const auto text = [&](std::size_t column) { return row[column].value_or(""); };
  EarlierRecord earlier;
  earlier.file = text(0);
  earlier.row = static_cast<std::uint64_t>(number_of(row[1]));
  earlier.kinds = bits_of(row[2]);
  CanonicalRecord& record = earlier.record;
  record.controller = text(4);
  record.family_name = text(5);
  record.given_name = text(6);
  record.birth_date = static_cast<std::int32_t>(number_of(row[7]));
  record.postcode = text(8);
  record.city = text(9);
  record.standing = standing_of(text(10));
  record.street = text(11);
  record.house_number = text(12);
  if (!numbers_from(text(13), record.numbers)) return failure(ErrorKind::corrupt, "an earlier record has a number of an unknown kind", "identity");
  return earlier;
}

template <class Text>
std::string text_in(const json::object& object, Text key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}
template <class Number>
Number number_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_number() ? value->to_number<Number>() : Number{};
}
json::array list_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_array() ? value->get_array() : json::array{};
}
bool flag_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

}  // namespace

Result<ScopeReport> earlier_report(const std::string& dir) {
  const std::string path = dir + "/report.json";
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  if (!in || all.str().size() > report_bytes_max)
    return failure(ErrorKind::not_found, "there is no earlier result to add to", path, "leave --add out, or name the folder of the earlier result");
  TRY(value, tocsin::json_of(all.str(), path));
  const json::object* object = value.if_object();
  if (object == nullptr) return failure(ErrorKind::corrupt, "the earlier report is none", path, "restore it from a back-up");
  ScopeReport report;
  report.incident = text_in(*object, "incident");
  report.values_unreadable = number_in<std::uint64_t>(*object, "values_unreadable");
  for (const json::value& one : list_in(*object, "files")) {
    if (!one.is_object()) continue;
    const json::object& file = one.get_object();
    report.files.push_back({text_in(file, "file"), text_in(file, "format"), text_in(file, "encoding"), text_in(file, "delimiter"), flag_in(file, "header"),
                            number_in<std::uint64_t>(file, "rows"), number_in<std::uint64_t>(file, "values_repaired"), text_in(file, "sha256"),
                            text_in(file, "obtained"), text_in(file, "allowed_by")});
  }
  for (const json::value& one : list_in(*object, "columns")) {
    if (!one.is_object()) continue;
    const json::object& column = one.get_object();
    report.columns.push_back(
        {text_in(column, "file"), text_in(column, "name"), text_in(column, "kind"), number_in<double>(column, "share"), text_in(column, "confidence")});
  }
  for (const json::value& one : list_in(*object, "ambiguous_dates"))
    if (one.is_string()) report.ambiguous_dates.emplace_back(one.get_string());
  return report;
}

Result<EarlierResult> take_earlier(TableEngine& earlier, ScopeReport report, Ingest& ingest) {
  EarlierResult result{std::move(report), {}, 0};
  for (const char* table : {"records", "identity", "rejects"}) TRY_DO(earlier.open(table));
  // Kinds travel as bits: their place in the table of kinds.
  TRY_DO(earlier.run("earlier records",
                     "CREATE TABLE earlier AS SELECT i.record AS n, r.file, r.row, i.kinds, r.person_id, r.controller, r.family_name, r.given_name, "
                     "r.birth_date, r.postcode, r.city, r.standing, i.street, i.house_number, i.numbers "
                     "FROM records AS r JOIN identity AS i ON r.file = i.file AND r.row = i.row"));
  for (std::uint64_t begin = 0;; begin += rows_at_once) {
    TRY(rows, earlier.query("earlier records",
                            "SELECT file, row, kinds, person_id, controller, family_name, given_name, birth_date, postcode, city, standing, street, "
                            "house_number, numbers FROM earlier WHERE n >= " +
                                std::to_string(begin) + " AND n < " + std::to_string(begin + rows_at_once) + " ORDER BY n"));
    if (rows.empty()) break;
    for (const TableEngine::Row& row : rows) {
      TRY(record, record_of(row));
      TRY_DO(ingest.keep_earlier(record));
      result.person_of.push_back(static_cast<std::uint32_t>(number_of(row[3])));
      result.highest = std::max(result.highest, result.person_of.back());
    }
  }
  TRY(rejects, earlier.query("earlier rejects", "SELECT file, row, reason FROM rejects"));
  for (const TableEngine::Row& row : rejects)
    TRY_DO(ingest.reject_earlier(row[0].value_or(""), static_cast<std::uint64_t>(number_of(row[1])), row[2].value_or("")));
  return result;
}

std::vector<std::uint32_t> numbers_of_persons(const Resolution& resolution, const EarlierResult* earlier) {
  std::vector<std::uint32_t> numbers(resolution.persons);
  const std::size_t known = earlier == nullptr ? 0 : earlier->person_of.size();
  std::vector<bool> taken(earlier == nullptr ? 0 : earlier->highest + std::size_t{1});
  // The first record of an earlier person decides who keeps its number; records stand in that order.
  for (std::size_t record = 0; record < known; ++record) {
    std::uint32_t& number = numbers[resolution.person_of[record]];
    const std::uint32_t before = earlier->person_of[record];
    if (taken[before]) continue;
    taken[before] = true;
    if (number == 0 || before < number) number = before;
  }
  std::uint32_t next = earlier == nullptr ? 0 : earlier->highest;
  for (std::uint32_t& number : numbers)  // persons count in the order of their first record
    if (number == 0) number = ++next;
  return numbers;
}

std::uint32_t highest_of(const std::vector<std::uint32_t>& numbers, const EarlierResult* earlier) {
  const std::uint32_t before = earlier == nullptr ? 0 : earlier->highest;
  return numbers.empty() ? before : std::max(before, *std::ranges::max_element(numbers));
}

ReportedAdded report_added(const Resolution& resolution, const Ingested& ingested, const EarlierResult& earlier) {
  struct Known {
    std::uint64_t before = 0, after = 0;
    bool earlier = false, now = false;
  };
  std::vector<Known> persons(resolution.persons);
  for (std::size_t record = 0; record < resolution.person_of.size(); ++record) {
    Known& person = persons[resolution.person_of[record]];
    const bool before = record < earlier.person_of.size();
    (before ? person.before : person.after) |= ingested.exposures[record].kinds;
    (before ? person.earlier : person.now) = true;
  }
  ReportedAdded added;
  added.records = resolution.person_of.size() - earlier.person_of.size();
  for (const Known& person : persons) {
    added.persons += person.now && !person.earlier ? 1 : 0;
    added.grown += person.earlier && (person.after & ~person.before) != 0 ? 1 : 0;
  }
  return added;
}

}  // namespace tocsin::app
