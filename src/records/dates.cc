#include "records/dates.h"

namespace tocsin {
namespace {

constexpr std::int32_t placeholder = 19000101;

std::int32_t date(int year, int month, int day, std::int32_t today) {
  const std::int32_t number = year * 10'000 + month * 100 + day;
  if (number == placeholder || number > today) return 0;
  constexpr int longest[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > longest[month]) return 0;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && day == 29 && !leap ? 0 : number;
}

// A year of two digits is the last one that has been: on 22 November 2026, 31/12/26 was in 1926.
std::int32_t date_of_short_year(int year, int month, int day, std::int32_t today) {
  const int century = today / 1'000'000 * 100;
  const std::int32_t recent = date(century + year, month, day, today);
  return recent != 0 ? recent : date(century - 100 + year, month, day, today);
}

}  // namespace

std::int32_t birth_date_of(std::string_view text, DateOrder order, std::int32_t today) {
  const auto written = identifiers::written_date(text, identifiers::DateLook::column);
  if (!written || written->partial) return 0;
  if (written->order == DateOrder::year_first) return date(written->year, written->first, written->second, today);
  const bool month_first = order == DateOrder::month_first;
  const int day = month_first ? written->second : written->first, month = month_first ? written->first : written->second;
  return written->short_year ? date_of_short_year(written->year % 100, month, day, today) : date(written->year, month, day, today);
}

}  // namespace tocsin
