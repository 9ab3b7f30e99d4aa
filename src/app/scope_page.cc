#include "app/scope_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/html.h"
#include "app/scope_plots.h"
#include "base/text.h"
#include "base/toml.h"
#include "resources/resources.h"

namespace tocsin::app {
namespace {

constexpr std::string_view words_file = "texts/en/scope-report.toml";
constexpr std::string_view style_file = "texts/scope-report.css";
constexpr std::size_t bars_most = 12, columns_in_sets_most = 14;

std::string number(std::uint64_t value) { return with_thousands(static_cast<std::int64_t>(value)); }

class Words {
 public:
  static Result<Words> read() {
    TRY(value, toml_of(resource(words_file).value_or(""), words_file));
    Words words;
    for (const auto& section : value.as_object())
      for (const auto& entry : section.value().as_object())
        words.texts_[fmt::format("{}.{}", std::string_view(section.key()), std::string_view(entry.key()))] = std::string_view(entry.value().as_string());
    return words;
  }
  std::string operator()(const std::string& key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? key : found->second;
  }
  std::string operator()(const std::string& key, std::string_view hole, const std::string& with) const {
    std::string text = (*this)(key);
    if (const std::size_t at = text.find(hole); at != std::string::npos) text.replace(at, hole.size(), with);
    return text;
  }
  // A code that nobody wrote words for reads as it is.
  std::string of(const std::string& section, const std::string& code) const {
    const auto found = texts_.find(section + "." + code);
    if (found != texts_.end()) return found->second;
    std::string plain = code;
    std::ranges::replace_if(plain, [](char c) { return c == '_'; }, ' ');
    return plain;
  }

 private:
  std::map<std::string, std::string> texts_;
};

class Page {
 public:
  Page(const ScopeReport& report, const ScopePageFrame& frame, Words words) : report_(report), frame_(frame), words_(std::move(words)) {}

  std::string made(std::string_view style) {
    head(style);
    answer();
    if (report_.added) added();
    who();
    data();
    controllers();
    if (report_.reach) reach();
    if (report_.earlier) earlier();
    if (!report_.slices.empty() || report_.unrouted > 0) slices();
    files();
    columns();
    rejects();
    foot();
    return std::move(out_);
  }

 private:
  void put(std::string_view html) { out_ += html; }
  std::string w(const std::string& key) const { return escaped(words_(key)); }
  std::string w(const std::string& key, std::uint64_t n) const { return escaped(words_(key, "{n}", number(n))); }
  void section(const std::string& name) { put(fmt::format("<section><h2>{}</h2>", w(name + ".title"))); }
  void note(const std::string& text) { put("<p class=\"note\">" + text + "</p>"); }
  void figure(const std::string& svg) { put("<figure>" + svg + "</figure>"); }
  void end() { put("</section>\n"); }

  void head(std::string_view style) {
    put("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    put(fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", escaped(closed_policy(style))));
    put("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"robots\" content=\"noindex\"><meta name=\"viewport\" content=\"width=device-width\">");
    put(fmt::format("<title>{}</title><style>{}</style></head><body>\n", w("head.title"), style));
    if (frame_.simulated) put("<p class=\"simulated\">" + w("head.simulated") + "</p>");
    put(fmt::format("<header><p class=\"kicker\">{}</p><h1>{}</h1><p class=\"lead\">{}</p>", w("head.kicker"), w("head.title"), escaped(frame_.organisation)));
    const std::string incident = frame_.incident.empty() ? "" : fmt::format("{} <b>{}</b> · ", w("head.incident"), escaped(frame_.incident));
    put(fmt::format("<p class=\"meta\">{}{} {}</p><p class=\"meta\">{}</p></header>\n", incident, w("head.made"),
                    escaped(rfc3339(std::chrono::floor<std::chrono::seconds>(frame_.made_at))), w("head.confidential")));
  }

  void card(std::uint64_t value, const std::string& says, bool first = false) {
    put(fmt::format("<div class=\"card{}\"><b>{}</b><span>{}</span></div>", first ? " first" : "", number(value), w(says)));
  }

  void answer() {
    put("<section class=\"answer\"><div class=\"cards\">");
    card(report_.persons, "answer.persons", true);
    card(report_.records, "answer.records");
    if (report_.reach) card(report_.persons - report_.reach->not_reachable - report_.reach->deceased, "answer.reachable");
    card(named_controllers(), "answer.controllers");
    card(report_.rejects, "answer.rejected");
    put("</div>");
    if (report_.persons_min < report_.persons_max) {
      figure(error_bar(report_.persons_min, report_.persons, report_.persons_max));
      std::string between = words_("answer.between", "{a}", number(report_.persons_min));
      between.replace(between.find("{b}"), 3, number(report_.persons_max));
      note(escaped(between));
    } else {
      note(w("answer.exact"));
    }
    if (report_.persons_by_number_only != report_.persons) note(w("answer.by_number", report_.persons_by_number_only));
    note(w("answer.difference"));
    end();
  }

  std::uint64_t named_controllers() const {
    return static_cast<std::uint64_t>(std::ranges::count_if(report_.by_controller, [](const ReportedCount& one) { return !one.name.empty(); }));
  }

  void added() {
    section("added");
    note(w("added.note"));
    put("<div class=\"cards\">");
    card(report_.added->persons, "added.persons", true);
    card(report_.added->grown, "added.grown");
    card(report_.added->records, "added.records");
    put("</div>");
    end();
  }

  void who() {
    section("who");
    figure(share({{words_("who.insured"), report_.insured, false},
                  {words_("who.dependants"), report_.dependants, false},
                  {words_("who.unknown"), report_.standing_unknown, true}}));
    std::vector<Bar> countries;
    for (const ReportedCount& one : sorted(report_.by_country))
      countries.push_back({one.name.empty() ? words_("who.country_unknown") : one.name, one.persons, one.name.empty()});
    if (!countries.empty()) {
      put("<h3>" + w("who.countries") + "</h3>");
      figure(bars(countries));
      note(w("who.countries_note"));
    }
    end();
  }

  static std::vector<ReportedCount> sorted(std::vector<ReportedCount> counts) {
    std::ranges::stable_sort(
        counts, [](const ReportedCount& a, const ReportedCount& b) { return std::tuple(a.name.empty(), b.persons) < std::tuple(b.name.empty(), a.persons); });
    return counts;
  }

  void data() {
    section("data");
    std::vector<Bar> kinds;
    for (const ReportedCount& one : sorted(report_.by_kind)) kinds.push_back({words_.of("group", one.name), one.persons, false});
    figure(bars(kinds));
    note(w("data.note"));
    combinations();
    end();
  }

  void combinations() {
    std::vector<std::string> groups;  // in the order of how many rows hold them
    std::vector<ReportedCombination> shown(report_.combinations.begin(),
                                           report_.combinations.begin() + static_cast<std::ptrdiff_t>(std::min(bars_most, report_.combinations.size())));
    for (const ReportedCombination& one : shown)
      for (const std::string& group : one.groups)
        if (std::ranges::find(groups, group) == groups.end() && groups.size() < columns_in_sets_most) groups.push_back(group);
    if (groups.empty()) return;
    std::vector<SetRow> rows;
    for (const ReportedCombination& one : shown) {
      SetRow row{{}, one.persons};
      for (const std::string& group : groups) row.holds.push_back(std::ranges::find(one.groups, group) != one.groups.end());
      rows.push_back(row);
    }
    std::vector<std::string> names;
    for (const std::string& group : groups) names.push_back(words_.of("group", group));
    put("<h3>" + w("data.combinations") + "</h3>");
    figure(sets(names, rows));
    if (report_.combinations.size() > shown.size()) note(w("data.rest", report_.combinations.size() - shown.size()));
    note(w("data.combinations_note"));
  }

  void controllers() {
    section("controllers");
    std::vector<Bar> shown;
    std::uint64_t rest = 0, others = 0;
    for (const ReportedCount& one : sorted(report_.by_controller)) {
      if (one.name.empty() || shown.size() < bars_most) {
        shown.push_back({one.name.empty() ? words_("controllers.unknown") : one.name, one.persons, one.name.empty()});
      } else {
        rest += one.persons;
        ++others;
      }
    }
    if (others > 0) shown.push_back({words_("controllers.rest", "{n}", number(others)), rest, true});
    figure(bars(shown));
    note(w("controllers.note"));
    end();
  }

  void reach() {
    const ReportedReach& reach = *report_.reach;
    section("reach");
    figure(bars({{words_("reach.letter"), reach.letter, false},
                 {words_("reach.email"), reach.email, false},
                 {words_("reach.phone"), reach.phone, false},
                 {words_("reach.none"), reach.not_reachable, true}}));
    note(w("reach.note", report_.persons));
    std::vector<std::pair<std::string, std::uint64_t>> rows = {
        {"matched", reach.matched},   {"by_insured", reach.by_insured},         {"minors", reach.minors}, {"guardians", reach.guardians},
        {"deceased", reach.deceased}, {"protected", reach.protected_addresses}, {"former", reach.former}};
    put("<table class=\"plain\">");
    for (const auto& [name, value] : rows)
      if (value > 0) put(fmt::format("<tr><td>{}</td><td class=\"n\">{}</td></tr>", w("reach." + name), number(value)));
    put("</table>");
    if (!reach.former_by_age.empty()) {
      std::vector<Bar> ages;
      for (const auto& [years, persons] : reach.former_by_age) ages.push_back({std::to_string(years), persons, false});
      put("<h3>" + w("reach.oldest") + "</h3>");
      figure(bars(ages));
    }
    if (reach.overdue > 0)
      put(fmt::format("<p class=\"finding\"><b>{}</b> {}. {}</p>", number(reach.overdue), w("reach.overdue"), w("reach.overdue_note", reach.retention_years)));
    end();
  }

  void earlier() {
    section("earlier");
    if (report_.earlier->compared > 0) {
      put("<div class=\"cards\">");
      card(report_.earlier->persons, "earlier.again", true);
      put("</div>");
      note(w("earlier.note"));
    }
    if (report_.earlier->not_comparable > 0) note(w("earlier.closed", report_.earlier->not_comparable));
    if (!report_.earlier->known.empty()) {
      put("<h3>" + w("earlier.public") + "</h3><table>");
      for (const KnownLeak& leak : report_.earlier->known) {
        std::vector<std::string> kinds;
        for (const std::string& kind : leak.kinds) kinds.push_back(words_.of("group", kind));
        put(fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td></tr>", escaped(leak.when), escaped(leak.name),
                        escaped(joined(kinds, ", ")), leak.persons == 0 ? "" : number(leak.persons)));
      }
      put("</table>");
      note(w("earlier.size"));
    }
    end();
  }

  void slices() {
    section("slices");
    put(fmt::format("<table><tr><th>{}</th><th class=\"n\">{}</th><th></th></tr>", w("slices.controller"), w("slices.rows")));
    for (const ReportedSlice& slice : report_.slices)
      put(fmt::format("<tr><td>{}</td><td class=\"n\">{}</td><td>{}{}</td></tr>", escaped(slice.controller), number(slice.rows),
                      w(slice.sealed ? "slices.sealed" : "slices.no_key"), slice.sealed && !slice.numbers ? ", " + w("slices.without_number") : ""));
    put("</table>");
    if (report_.unrouted > 0) note(number(report_.unrouted) + " " + w("slices.unrouted"));
    note(w("slices.note"));
    end();
  }

  void files() {
    section("files");
    put(fmt::format("<table><tr><th>{}</th><th>{}</th><th class=\"n\">{}</th><th>{}</th><th>{}</th></tr>", w("files.file"), w("files.form"), w("files.rows"),
                    w("files.provenance"), w("files.allowed")));
    std::uint64_t repaired = 0;
    for (const ReportedFile& file : report_.files) {
      repaired += file.values_repaired;
      put(fmt::format("<tr><td>{}{}</td><td>{}, {}, {}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>", escaped(file.name),
                      file.sha256.empty() ? "" : fmt::format("<small>{} {}</small>", w("files.sha256"), escaped(file.sha256)), escaped(file.format),
                      escaped(file.encoding), w(file.has_header ? "files.header" : "files.no_header"), number(file.rows),
                      file.obtained.empty() ? w("files.unsaid") : escaped(words_.of("files", file.obtained)),
                      file.allowed_by.empty() ? w("files.unsaid") : escaped(file.allowed_by)));
    }
    put("</table>");
    if (repaired > 0) note(w("files.repaired", repaired));
    end();
  }

  void columns() {
    section("columns");
    put(fmt::format("<table><tr><th>{}</th><th>{}</th><th>{}</th><th class=\"n\">{}</th><th>{}</th></tr>", w("files.file"), w("columns.column"),
                    w("columns.kind"), w("columns.share"), w("columns.certainty")));
    for (const ReportedColumn& column : report_.columns)
      put(fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{:.1f} %</td><td class=\"{}\">{}</td></tr>", escaped(column.file),
                      escaped(column.name), escaped(words_.of("group", column.kind)), column.share * 100, column.confidence == "weak" ? "weak" : "sure",
                      escaped(words_.of("columns", column.confidence))));
    put("</table>");
    for (const std::string& column : report_.ambiguous_dates) note(escaped(words_("columns.ambiguous", "{n}", column)));
    note(w("columns.note"));
    end();
  }

  void rejects() {
    section("rejects");
    if (report_.rejects == 0) {
      note(w("rejects.none"));
    } else {
      std::vector<Bar> reasons;
      for (const auto& [reason, count] : report_.rejects_by_reason) reasons.push_back({words_.of("reason", reason), count, false});
      figure(bars(reasons));
      note(w("rejects.note"));
    }
    if (report_.values_unreadable > 0) note(w("rejects.unreadable", report_.values_unreadable));
    if (report_.numbers_ignored > 0) note(w("rejects.ignored", report_.numbers_ignored));
    end();
  }

  void foot() {
    put(fmt::format("<footer><h2>{}</h2><p>{}</p><p>{}</p></footer></body></html>\n", w("foot.method"), w("foot.method_text"),
                    w(report_.plain ? "foot.plain" : "foot.sealed")));
  }

  const ScopeReport& report_;
  const ScopePageFrame& frame_;
  Words words_;
  std::string out_;
};

}  // namespace

Result<std::string> scope_page(const ScopeReport& report, const ScopePageFrame& frame) {
  TRY(words, Words::read());
  return Page(report, frame, std::move(words)).made(resource(style_file).value_or(""));
}

}  // namespace tocsin::app
