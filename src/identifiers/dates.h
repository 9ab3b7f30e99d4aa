// Calendar dates as files write them, and which of day and month comes first.
//
// Pure.   "03/04/1985" is two dates. A single value cannot say which; a column can, as soon as one number in it
//         is above twelve (`order_of_columns` evidence: collect `WrittenDate::order` over the column).
// Holds:  years 1900 to 2100. 00/00/1985 and 00/04/1985 are partial dates: people whose birthday nobody wrote down.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tocsin::identifiers {

enum class DateOrder : std::uint8_t {
  year_first,   // 1985-04-23, 19850423
  day_first,    // 23.04.1985
  month_first,  // 04/23/1985
  open,         // 03/04/1985: day or month first
};

struct WrittenDate {
  DateOrder order = DateOrder::open;
  int year = 0;
  int first = 0;   // as written: year_first -> month and day; otherwise the two numbers before the year
  int second = 0;
  bool partial = false;
  bool packed = false;      // eight digits without separators
  bool short_year = false;  // of two digits; `year` is 2000 + them, the century is for whoever knows what day it is
};

// How much is taken for a date: in any text what is surely one; in a column known to hold dates also 23/04/85, a time of
// day behind the date, and a spreadsheet's day number.
enum class DateLook : std::uint8_t { strict, column };

std::optional<WrittenDate> written_date(std::string_view text, DateLook look = DateLook::strict);

// What the values of one column say about its order of day and month.
class DateOrderEvidence {
 public:
  void add(const WrittenDate& date);
  void add(std::string_view text) {
    if (const auto date = written_date(text, DateLook::column)) add(*date);
  }
  DateOrder order() const { return month_first_ > day_first_ ? DateOrder::month_first : DateOrder::day_first; }
  bool ambiguous() const { return open_ > 0 && month_first_ == day_first_; }

 private:
  std::uint64_t day_first_ = 0, month_first_ = 0, open_ = 0, equal_ = 0;
};

// `open_order` says how to read an open one. Empty for partial dates.
std::optional<std::chrono::year_month_day> date_of(const WrittenDate& written, DateOrder open_order = DateOrder::day_first);

}  // namespace tocsin::identifiers
