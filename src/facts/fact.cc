#include "facts/fact.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_map>

#include "base/check.h"
#include "base/text.h"
#include "facts/vocabulary_io.h"

namespace tocsin {
namespace {

constexpr std::string_view knowledge_names[] = {"known", "estimated", "unknown_yet", "not_applicable", "withheld", "erased"};

bool demands_fields(Knowledge state) { return state == Knowledge::known || state == Knowledge::estimated; }

// The place of a kind in the vocabulary; its size for an unknown one.
std::size_t index_of_kind(std::string_view kind) {
  static const auto places = [] {
    std::unordered_map<std::string_view, std::size_t> all;
    for (std::size_t i = 0; i < fact::kinds().size(); ++i) all.emplace(fact::kinds()[i].name, i);
    return all;
  }();
  const auto found = places.find(kind);
  return found == places.end() ? fact::kinds().size() : found->second;
}

std::unexpected<Error> unknown_kind(std::string_view kind, std::string where) {
  return failure(ErrorKind::invalid, fmt::format("there is no fact kind \"{}\"", kind), std::move(where),
                 "`tocsin fact kinds` lists the kinds with their fields");
}

const fact::FieldInfo* field_info(const fact::KindInfo& kind, std::string_view name) {
  const auto found = std::find_if(kind.fields.begin(), kind.fields.end(), [&](const auto& field) { return field.name == name; });
  return found == kind.fields.end() ? nullptr : &*found;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

// One word of the command line as the JSON that the field wants.
Result<json::value> value_of_word(const fact::FieldInfo& field, const std::string& text, const std::string& where) {
  if (field.list) {
    json::array list;
    for (const std::string_view part : split(text, ','))
      if (const auto word = trimmed(part); !word.empty()) list.emplace_back(word);
    return list;
  }
  if (field.type == "number") {
    const auto number = whole_number(text);
    if (!number) return failure(ErrorKind::invalid, "a whole number is expected", where, "write digits only, without separators");
    return *number;
  }
  if (field.type == "flag") {
    if (text == "yes" || text == "true") return true;
    if (text == "no" || text == "false") return false;
    return failure(ErrorKind::invalid, "yes or no is expected", where);
  }
  return json::value(text);
}

struct Envelope {
  Knowledge state = Knowledge::known;
  std::string basis;
  std::optional<std::uint64_t> supersedes;
};

// Takes state, basis and supersedes out of `object`; no kind has fields of these names.
Result<Envelope> take_envelope(json::object& object, const std::string& where) {
  Fields fields(object, where);
  Envelope envelope;
  if (const auto state = fields.text_if("state")) {
    const auto known = knowledge_of(*state);
    if (!known || *known == Knowledge::erased) fields.wrong("state", "known words: known estimated unknown_yet not_applicable withheld");
    envelope.state = known.value_or(Knowledge::known);
  }
  envelope.basis = fields.text_if("basis").value_or("");
  if (const auto seq = fields.number_if("supersedes")) {
    if (*seq < 1) fields.wrong("supersedes", "the seq of an earlier fact is expected");
    envelope.supersedes = static_cast<std::uint64_t>(*seq);
  }
  for (const auto& pair : object) fields.any(pair.key());  // the rest is the body's
  TRY_DO(fields.done());
  for (const std::string_view name : {"state", "basis", "supersedes"}) object.erase(name);
  return envelope;
}

Result<void> numbers_agree(std::optional<std::int64_t> min, std::optional<std::int64_t> best, std::optional<std::int64_t> max, std::string_view kind) {
  const auto wrong = [&](std::string what) {
    return failure(ErrorKind::invalid, std::move(what), std::string(kind), "give min <= best <= max, none below zero");
  };
  if (!min && !best && !max) return wrong("a count without any number");
  for (const auto number : {min, best, max})
    if (number && *number < 0) return wrong("a count below zero");
  if (min && max && *min > *max) return wrong("the smallest number is larger than the largest");
  if (min && best && *min > *best) return wrong("the smallest number is larger than the best one");
  if (best && max && *best > *max) return wrong("the best number is larger than the largest");
  return {};
}

// What is recorded is shown to people for years, on terminals and paper.
bool is_readable(const json::value& value) {
  if (const auto* text = value.if_string()) return is_plain_text(*text);
  if (const auto* list = value.if_array()) return std::all_of(list->begin(), list->end(), is_readable);
  if (const auto* object = value.if_object()) return std::all_of(object->begin(), object->end(), [](const auto& pair) { return is_readable(pair.value()); });
  return true;
}

Result<void> readable(const json::object& body, const std::string& basis, const std::string& kind) {
  const auto unreadable = [&](std::string_view field) {
    return failure(ErrorKind::invalid, "the text is not UTF-8, or has control characters in it", fmt::format("{}: {}", kind, field),
                   "write it as plain text; line ends and tabs may stay");
  };
  for (const auto& field : body)
    if (!is_readable(field.value())) return unreadable(field.key());
  if (!is_plain_text(basis)) return unreadable("basis");
  return {};
}

// Nobody counts that far; and sums of such numbers, or hours added to a time, would not fit any more.
constexpr std::int64_t number_max = 1'000'000'000'000;
constexpr std::int64_t hours_max = 10 * 366 * 24;

Result<void> numbers_possible(const NewFact& fact, const std::string& kind) {
  const auto wrong = [&](std::string what, std::string_view field, std::string remedy) {
    return failure(ErrorKind::invalid, std::move(what), fmt::format("{}: {}", kind, field), std::move(remedy));
  };
  for (const auto& field : json_of(fact.body)) {
    const auto* number = field.value().if_int64();
    if (number != nullptr && *number < 0) return wrong("a number below zero", field.key(), "give zero or more");
    if (number != nullptr && *number > number_max) return wrong("a number too large to be true", field.key(), fmt::format("give {} at most", number_max));
  }
  const auto hours_wrong = [&](std::string_view field) { return wrong("more hours than ten years have", field, fmt::format("give {} at most", hours_max)); };
  if (const auto* target = std::get_if<fact::OwnTargetSet>(&fact.body); target != nullptr && target->hours > hours_max) return hours_wrong("hours");
  if (const auto* party = std::get_if<fact::PartyInvolved>(&fact.body); party != nullptr && party->alert_hours > hours_max) return hours_wrong("alert_hours");
  return {};
}

}  // namespace

namespace fact {

const KindInfo* kind_info(std::string_view kind) {
  const std::size_t index = index_of_kind(kind);
  return index == kinds().size() ? nullptr : &kinds()[index];
}

}  // namespace fact

std::string_view name_of(Knowledge state) { return knowledge_names[static_cast<std::size_t>(state)]; }

std::optional<Knowledge> knowledge_of(std::string_view name) {
  const auto* found = std::find(std::begin(knowledge_names), std::end(knowledge_names), name);
  if (found == std::end(knowledge_names)) return {};
  return static_cast<Knowledge>(found - std::begin(knowledge_names));
}

std::string_view kind_of(const fact::Body& body) { return fact::kinds()[body.index()].name; }

json::object json_of(const fact::Body& body) {
  fact::BodyWriter writer;
  fact::write_body(body, writer);
  return writer.take();
}

std::optional<Instant> claimed_at(const fact::Body& body) {
  const std::string_view field = fact::kinds()[body.index()].claims;
  if (field.empty()) return {};
  const json::object object = json_of(body);
  const auto* value = object.if_contains(field);
  if (value == nullptr || !value->is_string()) return {};
  const auto instant = instant_of(std::string_view(value->get_string()));
  return instant ? std::optional(*instant) : std::nullopt;
}

Result<fact::Body> body_of(std::string_view kind, const json::value& body, Knowledge state, std::string where) {
  const std::size_t index = index_of_kind(kind);
  if (index == fact::kinds().size()) return unknown_kind(kind, std::move(where));
  fact::Body out = fact::empty_body(index);
  fact::BodyReader reader(body, std::move(where), demands_fields(state));
  fact::read_body(out, reader);
  TRY_DO(reader.done());
  return out;
}

Result<NewFact> fact_of_json(const json::value& value, std::string where) {
  if (!value.is_object()) return failure(ErrorKind::invalid, "a fact is an object with a \"kind\"", std::move(where));
  json::object object = value.get_object();
  const auto* name = object.if_contains("kind");
  if (name == nullptr || !name->is_string())
    return failure(ErrorKind::invalid, "a fact needs its \"kind\"", std::move(where), "`tocsin fact kinds` lists the kinds");
  const std::string kind(name->get_string());
  object.erase("kind");
  where += ", " + kind;
  TRY(envelope, take_envelope(object, where));
  TRY(body, body_of(kind, object, envelope.state, where));
  return NewFact{std::move(body), envelope.state, std::move(envelope.basis), envelope.supersedes};
}

Result<NewFact> fact_of_words(std::string_view kind, const std::map<std::string, std::string, std::less<>>& words) {
  const fact::KindInfo* info = fact::kind_info(kind);
  if (info == nullptr) return unknown_kind(kind, "fact add");
  json::object object;
  for (const auto& [name, text] : words) {
    const std::string where = fmt::format("{}: {}", kind, name);
    const fact::FieldInfo* field = field_info(*info, name);
    if (field != nullptr) {
      TRY(value, value_of_word(*field, text, where));
      object[name] = std::move(value);
    } else if (name == "supersedes") {
      const auto seq = whole_number(text);
      if (!seq) return failure(ErrorKind::invalid, "the seq of an earlier fact is expected", where);
      object[name] = *seq;
    } else {
      object[name] = text;  // state, basis, or a field that nobody knows: told below
    }
  }
  TRY(envelope, take_envelope(object, std::string(kind)));
  TRY(body, body_of(kind, object, envelope.state, std::string(kind)));
  return NewFact{std::move(body), envelope.state, std::move(envelope.basis), envelope.supersedes};
}

Result<void> plausible(const NewFact& fact, Instant now) {
  TRY_DO(readable(json_of(fact.body), fact.basis, std::string(kind_of(fact.body))));
  TRY_DO(numbers_possible(fact, std::string(kind_of(fact.body))));
  if (!demands_fields(fact.state)) return {};
  const std::string kind(kind_of(fact.body));
  // Minutes, not zero: the clocks of two machines differ a little.
  if (const auto claimed = claimed_at(fact.body); claimed && *claimed > now + std::chrono::minutes(5))
    return failure(ErrorKind::invalid, "this time lies in the future", kind, fmt::format("it is {} now; a fact is something that happened", rfc3339(now)));
  if (const auto* count = std::get_if<fact::PersonsCounted>(&fact.body)) TRY_DO(numbers_agree(count->min, count->best, count->max, kind));
  if (const auto* count = std::get_if<fact::RecordsCounted>(&fact.body)) TRY_DO(numbers_agree(count->min, count->best, count->max, kind));
  if (const auto* breach = std::get_if<fact::BreachHappened>(&fact.body); breach != nullptr && breach->begin && breach->end && *breach->end < *breach->begin)
    return failure(ErrorKind::invalid, "the breach ends before it begins", kind);
  if (const auto* alert = std::get_if<fact::ProcessorAlertReceived>(&fact.body); alert != nullptr && alert->sent_at && *alert->sent_at > alert->at)
    return failure(ErrorKind::invalid, "the alert was received before it was sent", kind);
  if (const auto* informed = std::get_if<fact::PersonsInformed>(&fact.body); informed != nullptr && informed->persons < 0)
    return failure(ErrorKind::invalid, "a count below zero", kind);
  if (const auto* protection = std::get_if<fact::ProtectionAssessed>(&fact.body);
      protection != nullptr && protection->coverage_percent && (*protection->coverage_percent < 0 || *protection->coverage_percent > 100))
    return failure(ErrorKind::invalid, "a share lies between 0 and 100", kind);
  return {};
}

std::string sealed_bytes(const NewFact& fact) {
  json::object object{{"body", json_of(fact.body)}, {"kind", kind_of(fact.body)}, {"state", name_of(fact.state)}};
  if (!fact.basis.empty()) object["basis"] = fact.basis;
  if (fact.supersedes) object["supersedes"] = *fact.supersedes;
  return canonical(object);
}

Result<NewFact> fact_of_sealed(std::string_view bytes) {
  const auto corrupt = [] { return failure(ErrorKind::corrupt, "a stored fact cannot be read", "the store", "restore the store from its back-up"); };
  const auto value = json_of_own(bytes, "a stored fact");
  if (!value || !value->is_object()) return corrupt();
  Fields fields(*value, "a stored fact");
  NewFact fact;
  const std::string kind = fields.text("kind");
  const auto state = knowledge_of(fields.text("state"));
  fact.basis = fields.text_if("basis").value_or("");
  if (const auto seq = fields.number_if("supersedes")) fact.supersedes = static_cast<std::uint64_t>(*seq);
  const json::value* body = fields.any("body");
  if (!fields.done() || !state || body == nullptr) return corrupt();
  fact.state = *state;
  auto parsed = body_of(kind, *body, fact.state, "a stored fact");
  if (!parsed) return corrupt();
  fact.body = *std::move(parsed);
  return fact;
}

std::string signed_bytes(const IncidentId& incident, std::uint64_t seq, Instant recorded_at, std::string_view sealed) {
  return fmt::format("tocsin-fact/v1\nincident {}\nseq {}\nrecorded {}\n{}\n", incident.text(), seq, rfc3339_micros(recorded_at), sealed);
}

}  // namespace tocsin
