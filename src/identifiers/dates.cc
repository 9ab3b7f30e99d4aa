#include "identifiers/dates.h"

#include <array>

#include "identifiers/embedded.h"
#include "identifiers/recogniser.h"

namespace tocsin::identifiers {
namespace {

bool in_window(int year) { return year >= 1900 && year <= 2100; }

// "1985-04-23T00:00:00Z", "23/04/1985 00:00": midnight behind a date is how exports write no time at all.
std::string_view without_time(std::string_view s, bool only_midnight) {
  std::size_t at = 0;
  while (at < s.size() && s[at] != 'T' && s[at] != ' ') ++at;
  if (at == s.size() || !only_midnight) return s.substr(0, at);
  for (const char c : s.substr(at + 1))
    if (std::string_view("0:.Z").find(c) == std::string_view::npos) return s;
  return s.substr(0, at);
}

std::optional<WrittenDate> year_first(int year, int month, int day) {
  if (!in_window(year) || !is_date(year, month, day)) return {};
  return WrittenDate{.order = DateOrder::year_first, .year = year, .first = month, .second = day};
}

std::optional<WrittenDate> year_last(int first, int second, int year, bool month_may_lead) {
  if (!in_window(year)) return {};
  if (first == 0) {
    if (second > 12) return {};
    return WrittenDate{.order = DateOrder::day_first, .year = year, .first = first, .second = second, .partial = true};
  }
  const bool day_leads = is_date(year, second, first), month_leads = month_may_lead && is_date(year, first, second);
  if (!day_leads && !month_leads) return {};
  const DateOrder order = day_leads && month_leads && first != second ? DateOrder::open : day_leads ? DateOrder::day_first : DateOrder::month_first;
  return WrittenDate{.order = order, .year = year, .first = first, .second = second};
}

std::optional<WrittenDate> packed(std::string_view s) {
  auto date = year_first(number(s.substr(0, 4)), number(s.substr(4, 2)), number(s.substr(6, 2)));
  if (!date) date = year_last(number(s.substr(0, 2)), number(s.substr(2, 2)), number(s.substr(4)), false);
  if (!date || date->partial) return {};
  date->packed = true;
  return date;
}

// A spreadsheet's day number, where its date format got lost. 30 December 1899 is day 0.
std::optional<WrittenDate> of_serial(int serial) {
  using namespace std::chrono;
  const year_month_day ymd(sys_days(year(1899) / 12 / 30) + days(serial));
  return year_first(static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())), static_cast<int>(static_cast<unsigned>(ymd.day())));
}

}  // namespace

std::optional<WrittenDate> written_date(std::string_view text, DateLook look) {
  const bool in_column = look == DateLook::column;
  const std::string_view s = without_time(text, !in_column);
  if (s.size() == 8 && all_digits(s)) return packed(s);
  if (s.size() < (in_column ? 5U : 8U) || s.size() > 10) return {};
  if (in_column && s.size() == 5 && all_digits(s)) return of_serial(number(s));
  std::size_t mark = 0;
  while (mark < s.size() && is_digit(s[mark])) ++mark;
  if (mark == s.size() || (s[mark] != '-' && s[mark] != '/' && s[mark] != '.')) return {};
  std::size_t next = mark + 1;
  while (next < s.size() && s[next] != s[mark]) ++next;
  if (next == s.size()) return {};
  const std::array<std::string_view, 3> part = {s.substr(0, mark), s.substr(mark + 1, next - mark - 1), s.substr(next + 1)};
  for (const std::string_view p : part)
    if (p.empty() || p.size() > 4 || p.size() == 3 || !all_digits(p)) return {};
  const auto two = [](std::string_view p) { return p.size() <= 2; };
  if (part[0].size() == 4 && two(part[1]) && two(part[2])) return year_first(number(part[0]), number(part[1]), number(part[2]));
  if (!two(part[0]) || !two(part[1])) return {};
  if (part[2].size() == 4) return year_last(number(part[0]), number(part[1]), number(part[2]), s[mark] == '/');
  if (!in_column || part[2].size() != 2) return {};
  auto date = year_last(number(part[0]), number(part[1]), 2000 + number(part[2]), s[mark] == '/');  // 29 February of 1900 + n is one of 2000 + n
  if (date) date->short_year = true;
  return date;
}

void DateOrderEvidence::add(const WrittenDate& date) {
  if (date.partial || date.order == DateOrder::year_first) return;
  ++(date.order == DateOrder::open ? open_ : date.order == DateOrder::month_first ? month_first_ : date.first > 12 ? day_first_ : equal_);
}

std::optional<std::chrono::year_month_day> date_of(const WrittenDate& written, DateOrder open_order) {
  if (written.partial) return {};
  const DateOrder order = written.order == DateOrder::open ? open_order : written.order;
  const int month = order == DateOrder::day_first ? written.second : written.first;
  const int day = order == DateOrder::day_first ? written.first : written.second;
  return std::chrono::year_month_day{std::chrono::year{written.year}, std::chrono::month{static_cast<unsigned>(month)},
                                     std::chrono::day{static_cast<unsigned>(day)}};
}

Look date(const Value& value, const Reading&) { return written_date(value.raw()) ? by_shape() : Look{}; }

void date_normal(const Value& value, const Reading&, std::string& normal) {
  const auto written = written_date(value.raw());
  if (!written) return;
  const auto date = date_of(*written);
  const int month = date ? static_cast<int>(static_cast<unsigned>(date->month())) : written->second;
  const int day = date ? static_cast<int>(static_cast<unsigned>(date->day())) : written->first;
  normal = std::to_string(written->year);
  for (const int part : {month, day}) normal += {'-', static_cast<char>('0' + part / 10), static_cast<char>('0' + part % 10)};
}

}  // namespace tocsin::identifiers
