#include "records/dates.h"

#include <chrono>
#include <optional>

#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::int32_t first_year = 1900;
constexpr std::int32_t placeholder = 19000101;
constexpr std::int32_t last_serial = 47'000;  // Excel's 2028

struct Groups {
  std::int32_t number[3] = {};
  std::size_t digits[3] = {};
  std::size_t count = 0;
};

// Up to three groups of digits, separated by single signs; a time of day behind them is not looked at.
std::optional<Groups> groups_of(std::string_view text) {
  Groups groups;
  bool in_group = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (!in_group && ++groups.count > 3) return {};
      in_group = true;
      if (++groups.digits[groups.count - 1] > 8) return {};
      groups.number[groups.count - 1] = groups.number[groups.count - 1] * 10 + (c - '0');
    } else if (c == '-' || c == '/' || c == '.' || c == ' ') {
      if (groups.count == 3) break;
      in_group = false;
    } else if (c == 'T' && groups.count == 3) {
      break;
    } else {
      return {};
    }
  }
  return groups;
}

std::int32_t date(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t today) {
  using namespace std::chrono;
  if (month < 1 || day < 1) return 0;
  const year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(day))};
  const std::int32_t number = year * 10'000 + month * 100 + day;
  return ymd.ok() && year >= first_year && number != placeholder && number <= today ? number : 0;
}

// A year of two digits is the last one that has been: on 22 November 2026, 31/12/26 was in 1926.
std::int32_t date_of_short_year(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t today) {
  const std::int32_t century = today / 1'000'000 * 100;
  const std::int32_t recent = date(century + year, month, day, today);
  return recent != 0 ? recent : date(century - 100 + year, month, day, today);
}

std::int32_t from_serial(std::int32_t serial, std::int32_t today) {
  using namespace std::chrono;
  if (serial > last_serial) return 0;
  const year_month_day ymd(sys_days(year(1899) / 12 / 30) + days(serial));
  return date(static_cast<std::int32_t>(static_cast<int>(ymd.year())), static_cast<std::int32_t>(static_cast<unsigned>(ymd.month())),
              static_cast<std::int32_t>(static_cast<unsigned>(ymd.day())), today);
}

// 19850304 or 04031985: the one that is a date; the first if both are.
std::int32_t from_eight_digits(std::int32_t number, DateOrder order, std::int32_t today) {
  const std::int32_t year_first = date(number / 10'000, number / 100 % 100, number % 100, today);
  if (year_first != 0) return year_first;
  const std::int32_t first = number / 1'000'000, second = number / 10'000 % 100;
  return order == DateOrder::day_first ? date(number % 10'000, second, first, today) : date(number % 10'000, first, second, today);
}

}  // namespace

void DateOrderEvidence::add(std::string_view value) {
  const auto groups = groups_of(trimmed(value));
  if (!groups || groups->count != 3 || groups->digits[0] > 2 || groups->digits[1] > 2) return;
  if (groups->number[0] > 12)
    ++day_first_;
  else if (groups->number[1] > 12)
    ++month_first_;
  else if (groups->number[0] != groups->number[1])
    ++open_;
}

std::int32_t birth_date_of(std::string_view text, DateOrder order, std::int32_t today) {
  const auto groups = groups_of(trimmed(text));
  if (!groups) return 0;
  const auto& number = groups->number;
  if (groups->count == 1) {
    if (groups->digits[0] == 8) return from_eight_digits(number[0], order, today);
    return groups->digits[0] == 5 ? from_serial(number[0], today) : 0;
  }
  if (groups->count != 3) return 0;
  if (groups->digits[0] == 4) return date(number[0], number[1], number[2], today);
  if (groups->digits[2] != 4 && groups->digits[2] != 2) return 0;
  const std::int32_t day = order == DateOrder::day_first ? number[0] : number[1], month = order == DateOrder::day_first ? number[1] : number[0];
  return groups->digits[2] == 2 ? date_of_short_year(number[2], month, day, today) : date(number[2], month, day, today);
}

}  // namespace tocsin
