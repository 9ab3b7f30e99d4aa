#include "verify/answer.h"

#include <fmt/format.h>

namespace tocsin::verify {
namespace {

constexpr std::string_view shows =
    "This check shows whether the entries stood in the register, in this order and with these contents, when its checkpoint was signed, and were not changed "
    "since; "
    "it does not show that what they say is true.";

constexpr std::string_view step_names[steps] = {
    "form of the entries", "place in the register", "signature of the register", "signatures of witnesses", "only grown since your checkpoint",
    "nothing left out",    "released values",       "outside time stamps",       "order of times"};

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::valid: return "VALID";
    case Verdict::valid_with_withheld_fields: return "VALID WITH WITHHELD FIELDS";
    case Verdict::invalid: break;
  }
  return "INVALID";
}

std::string_view code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::valid: return "valid";
    case Verdict::valid_with_withheld_fields: return "valid_with_withheld_fields";
    case Verdict::invalid: break;
  }
  return "invalid";
}

std::string duration_text(std::int64_t micros) {
  const std::int64_t seconds = std::abs(micros) / 1'000'000;
  const std::string length = seconds >= 86400  ? fmt::format("{} d {} h", seconds / 86400, seconds % 86400 / 3600)
                             : seconds >= 3600 ? fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60)
                             : seconds >= 60   ? fmt::format("{} min {} s", seconds / 60, seconds % 60)
                                               : fmt::format("{} s", seconds);
  return length + (micros < 0 ? " before that time" : " later");
}

// File names come from a stranger: nothing in them may act on the terminal.
std::string shown_name(std::string_view name) {
  std::string out;
  for (const char c : name) out += c >= 0x20 && c < 0x7f ? c : '?';
  return out;
}

}  // namespace

std::string text_of(const Report& report) {
  std::string out(shows);
  out += fmt::format("\n\n{}\n", word_of(report.verdict));
  if (report.simulated) out += "SIMULATED: this register was opened for an exercise. Nothing in it happened.\n";
  if (report.first_fault) {
    const Fault& fault = *report.first_fault;
    out += fmt::format("First failing step: {} {}\n", fault.step, step_names[fault.step - 1]);
    if (fault.entry) out += fmt::format("Entry: {}\n", *fault.entry);
    if (!fault.file.empty()) out += fmt::format("File: {}\n", shown_name(fault.file));
    out += fmt::format("What: {}\n", fault.what);
  }
  out += fmt::format("\nRegister: {}\n", shown_name(report.origin));
  out += report.whole_register ? fmt::format("Contents: the whole register, {} entries\n", report.entries)
                               : fmt::format("Contents: incident {}, {} entries\n", report.incident, report.entries);
  if (!report.root.empty()) out += fmt::format("Checkpoint: {} entries, root {}\n", report.register_size, report.root);
  out += '\n';
  for (int i = 0; i < steps; ++i)
    out += fmt::format(" {} {:<34}{}\n", i + 1, step_names[i], report.step_results[i].empty() ? "not reached" : report.step_results[i]);
  if (!report.gaps.empty()) out += "\nWhat people said about time, and when they said it:\n";
  for (const Gap& gap : report.gaps)
    out += fmt::format("  entry {}: {} {}, said {} ({})\n", gap.entry, gap.name, gap.claimed, duration_text(gap.micros), gap.recorded);
  if (!report.withheld.empty()) out += "\nWithheld or erased:\n";
  for (const Withheld& withheld : report.withheld) out += fmt::format("  entry {}: {}{}\n", withheld.entry, withheld.field, withheld.erased ? " (erased)" : "");
  if (!report.unchecked_files.empty()) out += "\nFiles in the folder that were not checked and prove nothing:\n";
  for (const std::string& name : report.unchecked_files) out += "  " + shown_name(name) + '\n';
  return out;
}

json::object json_of(const Report& report) {
  json::array step_list, withheld, gaps, unchecked;
  for (int i = 0; i < steps; ++i)
    step_list.push_back(
        json::object{{"step", i + 1}, {"name", step_names[i]}, {"result", report.step_results[i].empty() ? "not reached" : report.step_results[i]}});
  for (const Withheld& item : report.withheld) withheld.push_back(json::object{{"entry", item.entry}, {"field", item.field}, {"erased", item.erased}});
  for (const Gap& gap : report.gaps)
    gaps.push_back(
        json::object{{"entry", gap.entry}, {"name", gap.name}, {"claimed", gap.claimed}, {"recorded", gap.recorded}, {"seconds", gap.micros / 1'000'000}});
  for (const std::string& name : report.unchecked_files) unchecked.push_back(json::string(shown_name(name)));
  json::value first_error = nullptr;
  if (report.first_fault) {
    const Fault& fault = *report.first_fault;
    first_error = json::object{{"entry", fault.entry ? json::value(*fault.entry) : json::value(nullptr)},
                               {"what", fault.what},
                               {"step", fault.step},
                               {"file", fault.file.empty() ? json::value(nullptr) : json::value(shown_name(fault.file))}};
  }
  return {{"ok", report.verdict != Verdict::invalid},
          {"result", code_of(report.verdict)},
          {"shows", shows},
          {"simulated", report.simulated},
          {"scope", report.whole_register ? "register" : "incident"},
          {"origin", report.origin},
          {"incident", report.incident.empty() ? json::value(nullptr) : json::value(report.incident)},
          {"entries", report.entries},
          {"register_entries", report.register_size},
          {"root", report.root},
          {"checkpoint", report.checkpoint},
          {"first_error", first_error},
          {"steps", step_list},
          {"released", report.released},
          {"withheld", withheld},
          {"claimed", gaps},
          {"not_checked", unchecked}};
}

}  // namespace tocsin::verify
