// What some numbers give away about the person: the date of birth, the sex.
//
// Pure.   Zero or -1 where a part is not there or was not known when the number was given.

#pragma once

#include <chrono>
#include <cstdint>

namespace tocsin::identifiers {

enum class Sex : std::uint8_t { unknown, female, male };

struct Embedded {
  int year = -1;           // whole
  int year_of_century = -1;
  int month = 0;
  int day = 0;
  Sex sex = Sex::unknown;

  bool has_date() const { return year >= 0 || year_of_century >= 0; }
};

constexpr bool is_date(int year, int month, int day) {
  return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}}
      .ok();
}

// Nothing that is known in both contradicts.
inline bool agree(const Embedded& inside, std::chrono::year_month_day born) {
  const int year = static_cast<int>(born.year());
  return (inside.year < 0 || inside.year == year) && (inside.year_of_century < 0 || inside.year_of_century == year % 100) &&
         (inside.month == 0 || inside.month == static_cast<int>(static_cast<unsigned>(born.month()))) &&
         (inside.day == 0 || inside.day == static_cast<int>(static_cast<unsigned>(born.day())));
}

}  // namespace tocsin::identifiers
