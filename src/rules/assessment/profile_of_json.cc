#include "rules/assessment/profile_of_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.h"
#include "rules/assessment/words.h"

namespace tocsin::assessment {
namespace {

constexpr std::string_view case_fields[] = {"id",
                                            "source",
                                            "title",
                                            "sector",
                                            "assumed",
                                            "expected",
                                            "note",  // for the reader; not weighed
                                            "breach",
                                            "personal_data",
                                            "cause",
                                            "malicious",
                                            "exfiltration",
                                            "data_categories",
                                            "not_exposed",
                                            "special_category",
                                            "persons",
                                            "person_groups",
                                            "vulnerable_persons",
                                            "national_id",
                                            "protection",
                                            "logs_prove_no_exfiltration",
                                            "backup",
                                            "restored_after_hours",
                                            "service_impact",
                                            "recipient",
                                            "exposure_duration_hours",
                                            "mitigation",
                                            "role",
                                            "cross_border"};
constexpr std::string_view protection_fields[] = {"kind", "state_of_art", "key_compromised"};
constexpr std::string_view recipient_fields[] = {"kind", "trusted", "count", "deletion_confirmed"};
constexpr std::string_view persons_fields[] = {"lo", "est", "hi"};

std::string in_one_case(std::string_view word) {
  std::string out = lower_ascii(trimmed(word));
  std::replace_if(out.begin(), out.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return out;
}

bool says_unknown(std::string_view word) { return word == "unknown" || word == "not_determined" || word == "to_be_determined"; }
bool says_unknown(const json::value& value) { return value.is_string() && says_unknown(in_one_case(value.get_string())); }

// One object of the file, read leniently: whatever does not fit becomes a warning and an unknown.
class Reader {
 public:
  Reader(const json::object& object, std::string where, std::vector<std::string>& warnings) : object_(object), where_(std::move(where)), warnings_(warnings) {}

  template <class Value>
  std::optional<Value> word(std::string_view key, std::optional<Value> (*meaning)(std::string_view)) {
    const json::value* value = known(key);
    return value == nullptr ? std::nullopt : word(key, *value, meaning);
  }

  template <class Value>
  std::vector<Value> words(std::string_view key, std::optional<Value> (*meaning)(std::string_view), Value unknown) {
    std::vector<Value> out;
    for (const json::value& value : list(key)) out.push_back(word(key, value, meaning).value_or(unknown));
    return out;
  }

  std::optional<bool> flag(std::string_view key) {
    const json::value* value = known(key);
    if (value == nullptr) return {};
    if (value->is_bool()) return value->get_bool();
    const std::string text = value->is_string() ? in_one_case(value->get_string()) : "";
    if (text == "yes") return true;
    if (text == "no") return false;
    if (!says_unknown(text)) warn(key, "yes or no is expected");
    return {};
  }

  std::optional<double> number(std::string_view key) {
    const json::value* value = known(key);
    if (value == nullptr || says_unknown(*value)) return {};
    const double number = value->is_int64() ? static_cast<double>(value->get_int64()) : value->is_double() ? value->get_double() : -1;
    if (number >= 0 && std::isfinite(number)) return number;
    warn(key, "a number from zero up is expected");
    return {};
  }

  std::optional<std::int64_t> count(std::string_view key) {
    constexpr double most = 1e15;
    const auto value = number(key);
    if (!value) return {};
    if (*value <= most && *value == std::floor(*value)) return static_cast<std::int64_t>(*value);
    warn(key, "a whole number is expected");
    return {};
  }

  const json::array& list(std::string_view key) {
    static const json::array none;
    const json::value* value = known(key);
    if (value == nullptr || says_unknown(*value)) return none;
    if (value->is_array()) return value->get_array();
    warn(key, "a list is expected");
    return none;
  }

  std::optional<Reader> part(std::string_view key) {
    const json::value* value = known(key);
    if (value == nullptr || says_unknown(*value)) return {};
    if (value->is_object()) return Reader(value->get_object(), fmt::format("{}: {}", where_, key), warnings_);
    warn(key, "named fields are expected");
    return {};
  }

  const json::value* known(std::string_view key) const {
    const json::value* value = object_.if_contains(key);
    return value == nullptr || value->is_null() ? nullptr : value;
  }

  template <std::size_t size>
  void expect(const std::string_view (&fields)[size]) {
    for (const auto& pair : object_)
      if (std::find(std::begin(fields), std::end(fields), std::string_view(pair.key())) == std::end(fields))
        warn("", fmt::format("nobody knows the field \"{}\"; it is not read", shown(pair.key())));
  }

  void warn(std::string_view key, std::string_view what) {
    const std::string counts = key.empty() ? "" : "; it counts as unknown";
    warnings_.push_back(key.empty() ? fmt::format("{}: {}", where_, what) : fmt::format("{}: {}: {}{}", where_, key, what, counts));
  }

 private:
  static std::string shown(std::string_view word) { return std::string(word.substr(0, 60)); }

  template <class Value>
  std::optional<Value> word(std::string_view key, const json::value& value, std::optional<Value> (*meaning)(std::string_view)) {
    if (!value.is_string()) {
      if (!value.is_null()) warn(key, "a word is expected");
      return {};
    }
    const std::string text = in_one_case(value.get_string());
    if (says_unknown(text)) return {};
    if (auto found = meaning(text)) return found;
    warn(key, fmt::format("nobody knows the word \"{}\"", shown(std::string_view(value.get_string()))));
    return {};
  }

  const json::object& object_;
  std::string where_;
  std::vector<std::string>& warnings_;
};

// "C": null or an empty list means that nobody has said it yet.
std::optional<std::vector<Nature>> nature_in(Reader& reader) {
  std::vector<Nature> out;
  bool all_known = true;
  for (const json::value& value : reader.list("breach")) {
    const auto nature = value.is_string() ? nature_of(in_one_case(value.get_string())) : std::nullopt;
    if (nature)
      out.push_back(*nature);
    else
      all_known = false, reader.warn("breach", "C, I or A is expected");
  }
  if (out.empty() || !all_known) return {};
  return out;
}

// lo..hi, or the best estimate where a bound is missing.
std::optional<PersonCount> persons_in(Reader& reader) {
  const json::value* value = reader.known("persons");
  if (value != nullptr && value->is_number()) {
    const auto count = reader.count("persons");
    return count ? std::optional(PersonCount{*count, *count}) : std::nullopt;
  }
  auto part = reader.part("persons");
  if (!part) return {};
  part->expect(persons_fields);
  const auto lo = part->count("lo"), best = part->count("est"), hi = part->count("hi");
  if (!lo && !best && !hi) return {};
  const auto known = std::array{lo, best, hi};
  PersonCount count{lo ? *lo : best && !hi ? *best : 1, hi ? *hi : best ? *best : std::numeric_limits<std::int64_t>::max()};
  if (count.lo > count.hi) part->warn("lo", "the lower bound lies above the upper one; they are exchanged"), std::swap(count.lo, count.hi);
  for (const auto& number : known)
    if (number) count = {std::min(count.lo, *number), std::max(count.hi, *number)};
  return count;
}

Protection protection_in(Reader& reader) {
  auto part = reader.part("protection");
  if (!part) return {};
  part->expect(protection_fields);
  return {part->word("kind", protection_kind_of), part->flag("state_of_art"), part->flag("key_compromised")};
}

Recipients recipient_in(Reader& reader) {
  auto part = reader.part("recipient");
  if (!part) return {};
  part->expect(recipient_fields);
  return {part->word("kind", recipient_of), part->flag("trusted"), part->count("count"), part->flag("deletion_confirmed")};
}

void read_mitigation(Reader& reader, BreachProfile& profile) {
  for (const json::value& value : reader.list("mitigation")) {
    const std::string word = value.is_string() ? in_one_case(value.get_string()) : "";
    if (!is_mitigation(word)) reader.warn("mitigation", fmt::format("nobody knows the measure \"{}\"", word.substr(0, 60)));
    if (word == "medium_recovered_unread") profile.medium_recovered_unread = true;
  }
}

// What was not given under "national_id" or "special_category" may stand among the kinds of data.
void complete_from_kinds(BreachProfile& profile) {
  const auto any = [&](auto&& holds) { return std::any_of(profile.data.begin(), profile.data.end(), holds); };
  if (!profile.special_category && any([](const DataKind& kind) { return kind.weight == Weight::intimate && kind.enisa_class == 4; }))
    profile.special_category = true;
  if (!profile.national_id && any([](const DataKind& kind) { return kind.word == "national_id"; })) profile.national_id = true;
}

}  // namespace

ReadProfile profile_of(const json::object& value, const std::string& where) {
  ReadProfile out;
  Reader reader(value, where, out.warnings);
  reader.expect(case_fields);
  BreachProfile& p = out.profile;
  p.nature = nature_in(reader);
  p.personal_data = reader.flag("personal_data");
  p.cause = reader.word("cause", cause_of);
  p.malicious = reader.flag("malicious");
  p.exfiltration = reader.word("exfiltration", exfiltration_of);
  p.logs_prove_no_exfiltration = reader.flag("logs_prove_no_exfiltration");
  p.data = reader.words("data_categories", data_kind_of, unspecified_kind());
  for (const json::value& kind : reader.list("not_exposed"))
    if (kind.is_string()) p.not_exposed.emplace_back(kind.get_string());
  p.special_category = reader.flag("special_category");
  p.national_id = reader.flag("national_id");
  p.persons = persons_in(reader);
  p.groups = reader.words("person_groups", person_group_of, PersonGroup{});
  p.vulnerable = reader.flag("vulnerable_persons");
  p.protection = protection_in(reader);
  p.recipient = recipient_in(reader);
  p.backup = reader.word("backup", backup_of);
  p.restored_after_hours = reader.number("restored_after_hours");
  p.service_impact = reader.word("service_impact", impact_of);
  p.exposure_duration_hours = reader.number("exposure_duration_hours");
  read_mitigation(reader, p);
  p.role = reader.word("role", role_of);
  p.cross_border = reader.flag("cross_border");
  complete_from_kinds(p);
  return out;
}

}  // namespace tocsin::assessment
