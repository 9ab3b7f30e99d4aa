#include "app/scope_report.h"

#include <fmt/format.h>
#include <cmath>

namespace tocsin::app {
namespace {

json::value name_or_null(const std::string& name) { return name.empty() ? json::value(nullptr) : json::value(name); }

double rounded(double value) { return static_cast<double>(std::llround(value * 1000)) / 1000; }

json::array counts_json(const std::vector<ReportedCount>& counts, std::string_view key) {
  json::array out;
  for (const ReportedCount& count : counts) out.push_back({{key, name_or_null(count.name)}, {"records", count.records}, {"persons", count.persons}});
  return out;
}

json::array changed_json(const ReportedFile& file) {
  json::array out;
  for (const auto& [name, row] : file.changed_columns) out.push_back({{"name", name}, {"from_row", row}});
  return out;
}

}  // namespace

json::object json_of(const ScopeReport& report) {
  json::array files, columns, ambiguous;
  for (const ReportedFile& file : report.files)
    files.push_back({{"file", file.name},
                     {"format", file.format},
                     {"encoding", file.encoding},
                     {"delimiter", file.delimiter},
                     {"header", file.has_header},
                     {"rows", file.rows},
                     {"values_repaired", file.values_repaired},
                     {"skipped", {{"bytes", file.bytes_skipped}, {"parts", file.parts_skipped}, {"values", file.values_skipped}}},
                     {"cut_off", file.cut_off},
                     {"changed_columns", changed_json(file)},
                     {"sha256", name_or_null(file.sha256)},
                     {"obtained", name_or_null(file.obtained)},
                     {"allowed_by", name_or_null(file.allowed_by)}});
  for (const ReportedColumn& column : report.columns)
    columns.push_back(
        {{"file", column.file}, {"name", column.name}, {"kind", column.kind}, {"share", rounded(column.share)}, {"confidence", column.confidence}});
  for (const std::string& column : report.ambiguous_dates) ambiguous.push_back(json::value(column));
  json::array combinations;
  for (const ReportedCombination& one : report.combinations)
    combinations.push_back({{"kinds", json::array(one.groups.begin(), one.groups.end())}, {"persons", one.persons}});
  json::object reasons;
  for (const auto& [reason, count] : report.rejects_by_reason) reasons[reason] = count;
  json::object out{{"records", report.records},
                   {"rejects", report.rejects},
                   {"persons", report.persons},
                   {"persons_min", report.persons_min},
                   {"persons_max", report.persons_max},
                   {"insured", report.insured},
                   {"dependants", report.dependants},
                   {"standing_unknown", report.standing_unknown},
                   {"persons_by_number_only", report.persons_by_number_only},
                   {"files", std::move(files)},
                   {"columns", std::move(columns)},
                   {"by_controller", counts_json(report.by_controller, "controller")},
                   {"by_kind", counts_json(report.by_kind, "kind")},
                   {"by_country", counts_json(report.by_country, "country")},
                   {"by_combination", std::move(combinations)},
                   {"rejects_by_reason", std::move(reasons)},
                   {"values_unreadable", report.values_unreadable},
                   {"numbers_ignored", report.numbers_ignored},
                   {"ambiguous_dates", std::move(ambiguous)},
                   {"reach", nullptr},
                   {"seconds", rounded(report.seconds)},
                   {"peak_rss_mb", rounded(report.peak_rss_mb)},
                   {"incident", report.incident ? json::value(*report.incident) : json::value(nullptr)},
                   {"plain", report.plain}};
  json::array slices;
  for (const ReportedSlice& slice : report.slices)
    slices.push_back({{"controller", slice.controller}, {"rows", slice.rows}, {"sealed", slice.sealed}, {"national_numbers", slice.numbers}});
  out["slices"] = std::move(slices);
  out["unrouted"] = report.unrouted;
  out["numbers_not_joined"] = json::array(report.numbers_not_joined.begin(), report.numbers_not_joined.end());
  json::array known;
  if (report.earlier)
    for (const KnownLeak& leak : report.earlier->known)
      known.push_back({{"name", leak.name}, {"when", leak.when}, {"kinds", json::array(leak.kinds.begin(), leak.kinds.end())}, {"persons", leak.persons}});
  out["known_leaks"] = std::move(known);
  out["added"] = nullptr;
  if (report.added)
    out["added"] = {{"records", report.added->records},
                    {"persons", report.added->persons},
                    {"grown", report.added->grown},
                    {"already_in", json::array(report.added->already_in.begin(), report.added->already_in.end())}};
  if (report.reach) {
    const ReportedReach& reach = *report.reach;
    out["reach"] = {{"members_read", reach.members_read},
                    {"matched", reach.matched},
                    {"by_insured", reach.by_insured},
                    {"letter", reach.letter},
                    {"email", reach.email},
                    {"phone", reach.phone},
                    {"not_reachable", reach.not_reachable},
                    {"dependants", reach.dependants},
                    {"minors", reach.minors},
                    {"guardians", reach.guardians},
                    {"protected_addresses", reach.protected_addresses},
                    {"former", reach.former},
                    {"deceased", reach.deceased}};
  }
  return out;
}

std::string text_of(const ScopeReport& report, const std::string& out_dir, const Words& say) {
  const auto number = [&](std::uint64_t value) { return say.number(static_cast<std::int64_t>(value)); };
  std::string out = say("scope.found", {{"persons", report.persons}, {"records", report.records}, {"rejects", report.rejects}}) + '\n';
  const auto line = [&](const std::string& text) { out += fmt::format("  {}\n", text); };
  if (report.persons_min != report.persons || report.persons_max != report.persons)
    line(say("scope.between", {{"least", report.persons_min}, {"most", report.persons_max}}));
  line(say("scope.standing", {{"insured", report.insured}, {"dependants", report.dependants}, {"unknown", report.standing_unknown}}));
  if (report.persons_by_number_only != report.persons) line(say("scope.by_number_only", {{"persons", report.persons_by_number_only}}));
  for (const auto& [reason, count] : report.rejects_by_reason) line(say("scope.rejected", {{"number", count}, {"reason", reason}}));
  for (const std::string& column : report.ambiguous_dates) line(say("scope.ambiguous_date", {{"column", column}}));
  for (const ReportedFile& file : report.files) {
    if (file.cut_off) line(say("scope.cut_off", {{"file", file.name}}));
    if (file.bytes_skipped + file.parts_skipped + file.values_skipped > 0)
      line(say("scope.skipped", {{"file", file.name}, {"bytes", file.bytes_skipped}, {"parts", file.parts_skipped}, {"values", file.values_skipped}}));
    for (const auto& [name, row] : file.changed_columns) line(say("scope.changed_column", {{"file", file.name}, {"column", name}, {"row", row}}));
  }
  if (report.added) {
    line(say("scope.added", {{"records", report.added->records}, {"persons", report.added->persons}, {"grown", report.added->grown}}));
    for (const std::string& file : report.added->already_in) line(say("scope.already_in", {{"file", file}}));
  }
  out += fmt::format("\n{}\n", say("scope.columns"));
  for (const ReportedColumn& column : report.columns)
    line(fmt::format("{:<24} {:<24} {:<16} {:>5} %  {}", column.file, column.name, column.kind, say.decimal(column.share * 100, 1), column.confidence));
  out += fmt::format("\n{}\n", say("scope.per_controller"));
  for (const ReportedCount& count : report.by_controller)
    line(fmt::format("{:<32} {:>12} {} {:>12} {}", count.name.empty() ? say("scope.controller_unknown") : count.name, number(count.persons),
                     say("scope.persons"), number(count.records), say("scope.records")));
  out += fmt::format("\n{}\n", say("scope.per_kind"));
  for (const ReportedCount& count : report.by_kind) line(fmt::format("{:<32} {:>12} {}", count.name, number(count.persons), say("scope.persons")));
  if (report.reach) {
    const ReportedReach& reach = *report.reach;
    out += fmt::format("\n{}\n", say("scope.reach", {{"matched", reach.matched}, {"persons", report.persons}, {"more", reach.by_insured}}));
    line(say("scope.channels", {{"letter", reach.letter}, {"email", reach.email}, {"phone", reach.phone}, {"none", reach.not_reachable}}));
    line(say("scope.special", {{"dependants", reach.dependants}, {"minors", reach.minors}, {"deceased", reach.deceased}}));
  }
  for (const std::string& kind : report.numbers_not_joined) line(say("scope.not_joined", {{"kind", kind}}));
  for (const ReportedSlice& slice : report.slices)
    line(say(slice.sealed ? "scope.slice_sealed" : "scope.slice_without_key", {{"controller", slice.controller}, {"rows", slice.rows}}));
  if (report.unrouted > 0) line(say("scope.unrouted", {{"rows", report.unrouted}}));
  const std::string cost =
      say("scope.cost", {{"seconds", say.decimal(report.seconds, 1)}, {"megabytes", say.decimal(report.peak_rss_mb, 0)}, {"folder", out_dir}});
  out += fmt::format("\n{} {}\n", cost, say(report.plain ? "scope.plain" : "scope.sealed"));
  return out;
}

}  // namespace tocsin::app
