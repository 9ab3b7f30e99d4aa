#include "verify/entry.h"

#include <algorithm>
#include <chrono>

#include "verify/note.h"

namespace tocsin::verify {
namespace {

std::unexpected<Error> bad(const char* what) { return failure(ErrorKind::invalid, what); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool letter = text[i] >= 'a' && text[i] <= 'z';
    const bool starts_part = i == 0 || text[i - 1] == '.';
    if (starts_part ? !letter : !(letter || is_digit(text[i]) || text[i] == '_' || text[i] == '.')) return false;
  }
  return text.back() != '.';
}

int pair_at(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

std::chrono::year_month_day day_of(std::string_view text) {
  return std::chrono::year{pair_at(text, 0) * 100 + pair_at(text, 2)} / pair_at(text, 5) / pair_at(text, 8);
}

bool is_time(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00.000000Z";
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
  return day_of(text).ok() && text.substr(0, 4) != "0000" && pair_at(text, 11) < 24 && pair_at(text, 14) < 60 && pair_at(text, 17) < 60;
}

bool read_claims(std::string_view& rest, Entry& entry) {
  for (std::string_view value; take_value(rest, "claimed", value);) {
    const auto sign = value.find('=');
    if (sign == std::string_view::npos || !is_word(value.substr(0, sign)) || !is_time(value.substr(sign + 1))) return false;
    if (!entry.claims.empty() && entry.claims.back().name >= value.substr(0, sign)) return false;
    entry.claims.push_back({std::string(value.substr(0, sign)), std::string(value.substr(sign + 1))});
  }
  return true;
}

bool read_fields(std::string_view& rest, Entry& entry) {
  for (std::string_view value; take_value(rest, "field", value);) {
    const auto space = value.find(' ');
    Commitment field;
    if (space == std::string_view::npos || !is_word(value.substr(0, space)) || !hash_of(value.substr(space + 1), field.hash)) return false;
    field.name = value.substr(0, space);
    if (!entry.fields.empty() && entry.fields.back().name >= field.name) return false;
    entry.fields.push_back(std::move(field));
  }
  return true;
}

}  // namespace

bool is_incident(std::string_view text) {
  return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

std::int64_t micros_of(std::string_view text) {
  using namespace std::chrono;
  std::int64_t micros = 0;
  for (const char c : text.substr(20, 6)) micros = micros * 10 + (c - '0');
  const auto whole = sys_days{day_of(text)} + hours{pair_at(text, 11)} + minutes{pair_at(text, 14)} + seconds{pair_at(text, 17)};
  return duration_cast<microseconds>(whole.time_since_epoch()).count() + micros;
}

Result<Entry> entry_of(std::string_view bytes) {
  if (bytes.size() > entry_max) return bad("the entry is longer than 65,535 bytes");
  Entry entry;
  Digest nonce{};
  std::string_view rest = bytes, line, value;
  if (!take_line(rest, line) || line != "tocsin-entry/v1") return bad("the first line is not tocsin-entry/v1");
  const auto text = [&](std::string_view key) { return take_value(rest, key, value); };
  if (!text("origin") || value.empty() || value.size() > 255 ||
      std::any_of(value.begin(), value.end(), [](char c) { return c < 0x21 || c > 0x7e || c == '+'; }))
    return bad("the origin line is malformed");
  entry.origin = value;
  if (!text("incident") || !is_incident(value)) return bad("the incident line is malformed");
  entry.incident = value;
  if (!text("seq") || !number_of(value, entry.seq)) return bad("the seq line is malformed");
  if (!text("type") || !is_word(value)) return bad("the type line is malformed");
  entry.type = value;
  if (!text("recorded") || !is_time(value)) return bad("the recorded line is malformed");
  entry.recorded = value;
  if (!read_claims(rest, entry)) return bad("a claimed line is malformed or out of order");
  if (!text("actor") || !is_incident(value)) return bad("the actor line is malformed");
  if (!text("prev") || !hash_of(value, entry.prev)) return bad("the prev line is malformed");
  if (!text("nonce") || !hash_of(value, nonce)) return bad("the nonce line is malformed");
  if (!read_fields(rest, entry)) return bad("a field line is malformed or out of order");
  if (!rest.empty()) return bad("there is something after the last field line");
  return entry;
}

}  // namespace tocsin::verify
