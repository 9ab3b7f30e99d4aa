#include "base/instant.h"

#include <fmt/format.h>

#include <charconv>

#include "base/check.h"

namespace tocsin {
namespace {

using namespace std::chrono;

// Reads exactly `count` digits at the front of `text`.
bool digits(std::string_view& text, std::size_t count, int& value) {
  if (text.size() < count) return false;
  for (std::size_t i = 0; i < count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return true;
}

bool sign(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool date(std::string_view& text, year_month_day& out) {
  int y = 0, m = 0, d = 0;
  if (!digits(text, 4, y) || !sign(text, '-') || !digits(text, 2, m) || !sign(text, '-') || !digits(text, 2, d)) return false;
  out = year{y} / m / d;
  return out.ok() && y >= 1;
}

}  // namespace

Result<Instant> instant_of(std::string_view rfc3339) {
  const auto bad = [](std::string what) {
    return failure(ErrorKind::invalid, std::move(what), {}, "write it as 2026-11-20T18:20:00+01:00 or 2026-11-20T17:20:00Z");
  };
  std::string_view rest = rfc3339;
  year_month_day day;
  int h = 0, m = 0, s = 0;
  if (!date(rest, day)) return bad("the time does not begin with a date that exists");
  if (rest.empty() || (rest.front() != 'T' && rest.front() != 't' && rest.front() != ' ')) return bad("the time of day is missing");
  rest.remove_prefix(1);
  if (!digits(rest, 2, h) || !sign(rest, ':') || !digits(rest, 2, m) || !sign(rest, ':') || !digits(rest, 2, s)) return bad("the time of day is not hh:mm:ss");
  if (h > 23 || m > 59 || s > 59) return bad("the time of day does not exist");
  std::int64_t micros = 0;
  if (sign(rest, '.')) {
    std::int64_t unit = 100000;
    std::size_t count = 0;
    for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1), ++count) {
      micros += (rest.front() - '0') * unit;
      unit /= 10;
    }
    if (count == 0) return bad("the fraction of the second is empty");
  }
  minutes offset{0};
  if (rest == "Z" || rest == "z") {
    rest = {};
  } else if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
    const bool west = rest.front() == '-';
    rest.remove_prefix(1);
    int oh = 0, om = 0;
    if (!digits(rest, 2, oh) || !sign(rest, ':') || !digits(rest, 2, om) || oh > 23 || om > 59) return bad("the zone offset is not +hh:mm");
    offset = minutes{oh * 60 + om} * (west ? -1 : 1);
  } else {
    return bad("the zone offset is missing");
  }
  if (!rest.empty()) return bad("there is text after the time");
  const Instant instant = Instant{sys_days{day}} + hours{h} + minutes{m} + seconds{s} + microseconds{micros} - offset;
  // Written in UTC it needs four digits for its year again, or it could never be read back.
  if (instant < Instant{sys_days{year{1} / 1 / 1}} || instant >= Instant{sys_days{year{10000} / 1 / 1}})
    return bad("the time lies outside the years 1 to 9999");
  return instant;
}

std::string rfc3339_micros(Instant at) {
  const auto day = floor<days>(at);
  const year_month_day ymd{day};
  const hh_mm_ss time{at - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()), time.hours().count(), time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::string rfc3339(Instant at) {
  std::string text = rfc3339_micros(at);
  text.pop_back();
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + 'Z';
}

Result<year_month_day> date_of(std::string_view iso) {
  year_month_day day;
  if (!date(iso, day) || !iso.empty()) return failure(ErrorKind::invalid, "that is no date", {}, "write it as 2026-11-20");
  return day;
}

std::string iso_date(year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Instant at(std::string_view rfc3339) {
  const auto instant = instant_of(rfc3339);
  check(instant.has_value());
  return *instant;
}

}  // namespace tocsin
