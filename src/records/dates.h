// Birth dates as people and exports write them. The order of day and month is a property of the column.
//
// Pure.   "03/04/1985" is two dates; one value with a day above 12 settles it for its whole column. Where none
//         does, Europe's order is taken and the report says that it was.

#pragma once

#include <cstdint>
#include <string_view>

namespace tocsin {

enum class DateOrder : std::uint8_t { day_first, month_first };

// Collects what the values of one column say.
class DateOrderEvidence {
 public:
  void add(std::string_view value);
  DateOrder order() const { return month_first_ > day_first_ ? DateOrder::month_first : DateOrder::day_first; }
  bool ambiguous() const { return open_ > 0 && month_first_ == day_first_; }

 private:
  std::uint64_t day_first_ = 0, month_first_ = 0, open_ = 0;
};

// yyyymmdd, or 0: not a date, a placeholder (1 January 1900, day 00), or after `today` (yyyymmdd).
std::int32_t birth_date_of(std::string_view text, DateOrder order, std::int32_t today);

}  // namespace tocsin
