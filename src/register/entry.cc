#include "register/entry.h"

#include "register/lines.h"

namespace tocsin {
namespace {

void add_line(std::string& out, std::string_view key, std::string_view value) { out.append(key).append(1, ' ').append(value).append(1, '\n'); }

std::string printed(const RegisterEntry& entry) {
  std::string out = "tocsin-entry/v1\n";
  add_line(out, "origin", entry.origin);
  add_line(out, "incident", entry.incident.text());
  add_line(out, "seq", std::to_string(entry.seq));
  add_line(out, "type", entry.type);
  add_line(out, "recorded", rfc3339_micros(entry.recorded));
  for (const ClaimedTime& claimed : entry.claimed) add_line(out, "claimed", claimed.name + '=' + rfc3339_micros(claimed.at));
  add_line(out, "actor", entry.actor.text());
  add_line(out, "prev", base64(entry.prev));
  add_line(out, "nonce", base64(entry.nonce));
  for (const CommittedField& field : entry.fields) add_line(out, "field", field.name + ' ' + base64(field.commitment));
  return out;
}

std::unexpected<Error> bad(std::string what) { return failure(ErrorKind::invalid, std::move(what)); }

template <class Named>
bool sorted_after(const std::vector<Named>& have, std::string_view name) {
  return have.empty() || have.back().name < name;
}

Result<void> read_claimed(Lines& lines, RegisterEntry& entry) {
  while (const auto line = lines.value("claimed")) {
    const auto sign = line->find('=');
    if (sign == std::string_view::npos || !is_word(line->substr(0, sign))) return bad("a claimed line is not name=time");
    const auto at = instant_of(line->substr(sign + 1));
    if (!at) return bad("a claimed time is no UTC time with microseconds");
    if (!sorted_after(entry.claimed, line->substr(0, sign))) return bad("the claimed lines are not sorted by name");
    entry.claimed.push_back({std::string(line->substr(0, sign)), *at});
  }
  return {};
}

Result<void> read_fields(Lines& lines, RegisterEntry& entry) {
  while (const auto line = lines.value("field")) {
    const auto space = line->find(' ');
    if (space == std::string_view::npos || !is_word(line->substr(0, space))) return bad("a field line has no name");
    const auto commitment = digest_of_base64(line->substr(space + 1));
    if (!commitment) return bad("a commitment is not 32 bytes in base64");
    if (!sorted_after(entry.fields, line->substr(0, space))) return bad("the field lines are not sorted by name");
    entry.fields.push_back({std::string(line->substr(0, space)), *commitment});
  }
  return {};
}

Result<void> read_head(Lines& lines, RegisterEntry& entry) {
  if (lines.next() != "tocsin-entry/v1") return bad("the first line is not tocsin-entry/v1");
  const auto origin = lines.value("origin");
  if (!origin || !is_origin(*origin)) return bad("the origin line is missing or no origin");
  entry.origin = *origin;
  const auto incident = lines.value("incident");
  const auto incident_id = IncidentId::of(incident.value_or(""));
  if (!incident_id) return bad("the incident line is missing or not 32 hex digits");
  entry.incident = *incident_id;
  const auto seq = decimal_of(lines.value("seq").value_or(""));
  if (!seq) return bad("the seq line is missing or no number");
  entry.seq = *seq;
  const auto type = lines.value("type");
  if (!type || !is_word(*type)) return bad("the type line is missing or no word");
  entry.type = *type;
  const auto recorded = instant_of(lines.value("recorded").value_or(""));
  if (!recorded) return bad("the recorded line is missing or no UTC time with microseconds");
  entry.recorded = *recorded;
  return {};
}

Result<void> read_hashes(Lines& lines, RegisterEntry& entry) {
  const auto actor = ActorPseudonym::of(lines.value("actor").value_or(""));
  if (!actor) return bad("the actor line is missing or not 32 hex digits");
  entry.actor = *actor;
  const auto prev = digest_of_base64(lines.value("prev").value_or(""));
  if (!prev) return bad("the prev line is missing or not 32 bytes in base64");
  entry.prev = *prev;
  const auto nonce = digest_of_base64(lines.value("nonce").value_or(""));
  if (!nonce) return bad("the nonce line is missing or not 32 bytes in base64");
  entry.nonce = *nonce;
  return {};
}

}  // namespace

Result<RegisterEntry> entry_of(std::string_view bytes) {
  if (bytes.size() > entry_bytes_max) return bad("the entry is longer than 65,535 bytes");
  RegisterEntry entry;
  Lines lines(bytes);
  TRY_DO(read_head(lines, entry));
  TRY_DO(read_claimed(lines, entry));
  TRY_DO(read_hashes(lines, entry));
  TRY_DO(read_fields(lines, entry));
  if (!lines.at_end()) return bad("there is something after the last field line");
  // One line for all the small liberties the readers above take: upper-case hex, offsets, short fractions.
  if (printed(entry) != bytes) return bad("the entry is not in canonical form");
  return entry;
}

Result<std::string> bytes_of(const RegisterEntry& entry) {
  std::string bytes = printed(entry);
  TRY(again, entry_of(bytes));
  if (again != entry) return bad("the entry cannot be written so that it reads back the same");
  return bytes;
}

}  // namespace tocsin
