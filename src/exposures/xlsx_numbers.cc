#include "exposures/xlsx_numbers.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "base/instant.h"

namespace tocsin {
namespace {

constexpr double last_serial = 2'958'465;  // 9999-12-31
constexpr double exact_whole_numbers = 9'007'199'254'740'992.0;

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

}  // namespace

bool is_date_format(int id, std::string_view code) {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return true;
  if (id < 164) return false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"' || c == '[') {  // literal text, or a colour or locale
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) return false;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D' || c == 'm' || c == 'M' || c == 'h' || c == 'H') {
      return true;
    }
  }
  return false;
}

std::string date_of_serial(std::string_view serial, bool from_1904) {
  using namespace std::chrono;
  const auto value = number_of(serial);
  if (!value || *value < 0 || *value > last_serial) return std::string(serial);
  const double whole = std::floor(*value);
  auto seconds_of_day = static_cast<int>(std::lround((*value - whole) * 86'400));
  int day = static_cast<int>(whole) + seconds_of_day / 86'400;
  seconds_of_day %= 86'400;
  // Before Excel's 29 February 1900, which never was, its count is one day short.
  const sys_days zero = from_1904 ? sys_days(year(1904) / 1 / 1) : day < 60 ? sys_days(year(1899) / 12 / 31) : sys_days(year(1899) / 12 / 30);
  const std::string date = iso_date(year_month_day(zero + days(day)));
  if (seconds_of_day == 0) return date;
  return fmt::format("{}T{:02}:{:02}:{:02}", date, seconds_of_day / 3600, seconds_of_day / 60 % 60, seconds_of_day % 60);
}

std::string plain_number(std::string_view number) {
  if (number.find_first_of("eE.") == std::string_view::npos) return std::string(number);
  const auto value = number_of(number);
  if (!value || *value != std::floor(*value) || std::abs(*value) > exact_whole_numbers) return std::string(number);
  return fmt::format("{}", static_cast<long long>(*value));
}

}  // namespace tocsin
