#include "app/scope_report.h"

#include <fmt/format.h>

#include "base/text.h"

namespace tocsin::app {
namespace {

json::value name_or_null(const std::string& name) { return name.empty() ? json::value(nullptr) : json::value(name); }

double rounded(double value) { return static_cast<double>(static_cast<long long>(value * 1000 + 0.5)) / 1000; }

json::array counts_json(const std::vector<ReportedCount>& counts, std::string_view key) {
  json::array out;
  for (const ReportedCount& count : counts) out.push_back({{key, name_or_null(count.name)}, {"records", count.records}, {"persons", count.persons}});
  return out;
}

std::string number(std::uint64_t value) { return with_thousands(static_cast<std::int64_t>(value)); }

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
                     {"values_repaired", file.values_repaired}});
  for (const ReportedColumn& column : report.columns)
    columns.push_back(
        {{"file", column.file}, {"name", column.name}, {"kind", column.kind}, {"share", rounded(column.share)}, {"confidence", column.confidence}});
  for (const std::string& column : report.ambiguous_dates) ambiguous.push_back(json::value(column));
  json::object reasons;
  for (const auto& [reason, count] : report.rejects_by_reason) reasons[reason] = count;
  json::object out{{"records", report.records},
                   {"rejects", report.rejects},
                   {"persons", report.persons},
                   {"insured", report.insured},
                   {"dependants", report.dependants},
                   {"standing_unknown", report.standing_unknown},
                   {"persons_by_number_only", report.persons_by_number_only},
                   {"files", std::move(files)},
                   {"columns", std::move(columns)},
                   {"by_controller", counts_json(report.by_controller, "controller")},
                   {"by_kind", counts_json(report.by_kind, "kind")},
                   {"rejects_by_reason", std::move(reasons)},
                   {"values_unreadable", report.values_unreadable},
                   {"numbers_ignored", report.numbers_ignored},
                   {"ambiguous_dates", std::move(ambiguous)},
                   {"reach", nullptr},
                   {"seconds", rounded(report.seconds)},
                   {"peak_rss_mb", rounded(report.peak_rss_mb)},
                   {"plain", report.plain}};
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
                    {"deceased", reach.deceased}};
  }
  return out;
}

std::string text_of(const ScopeReport& report, const std::string& out_dir) {
  std::string out = fmt::format("{} persons in {} records; {} rows rejected\n", number(report.persons), number(report.records), number(report.rejects));
  out +=
      fmt::format("  insured {}, dependants {}, not told by the data {}\n", number(report.insured), number(report.dependants), number(report.standing_unknown));
  if (report.persons_by_number_only != report.persons)
    out += fmt::format("  counting by number alone would have said {}\n", number(report.persons_by_number_only));
  for (const auto& [reason, count] : report.rejects_by_reason) out += fmt::format("  rejected: {} {}\n", number(count), reason);
  for (const std::string& column : report.ambiguous_dates) out += fmt::format("  nothing says whether day or month comes first in {}; day was taken\n", column);
  out += "\nColumns\n";
  for (const ReportedColumn& column : report.columns)
    out += fmt::format("  {:<24} {:<24} {:<16} {:>5.1f} %  {}\n", column.file, column.name, column.kind, column.share * 100, column.confidence);
  out += "\nPer controller\n";
  for (const ReportedCount& count : report.by_controller)
    out +=
        fmt::format("  {:<32} {:>12} persons {:>12} records\n", count.name.empty() ? "(not known)" : count.name, number(count.persons), number(count.records));
  out += "\nPer kind of data\n";
  for (const ReportedCount& count : report.by_kind) out += fmt::format("  {:<32} {:>12} persons\n", count.name, number(count.persons));
  if (report.reach) {
    const ReportedReach& reach = *report.reach;
    out += fmt::format("\nReach: {} of {} persons found in the member file, {} more through the person they are insured with\n", number(reach.matched),
                       number(report.persons), number(reach.by_insured));
    out += fmt::format("  letter {}, e-mail {}, phone {}, not reachable {}\n", number(reach.letter), number(reach.email), number(reach.phone),
                       number(reach.not_reachable));
    out += fmt::format("  dependants {}, minors {}, deceased {}\n", number(reach.dependants), number(reach.minors), number(reach.deceased));
  }
  out += fmt::format("\n{:.1f} s, {:.0f} MB; tables in {}{}\n", report.seconds, report.peak_rss_mb, out_dir, report.plain ? " (PLAIN: not encrypted)" : "");
  return out;
}

}  // namespace tocsin::app
