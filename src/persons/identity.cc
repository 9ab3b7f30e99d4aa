#include "persons/identity.h"

#include <cstdlib>

namespace tocsin {

bool near_dates(std::int32_t a, std::int32_t b) {
  if (a == b) return true;
  if (std::abs(a / 10'000 - b / 10'000) >= 10) return false;
  const std::int32_t month_a = a / 100 % 100, day_a = a % 100, month_b = b / 100 % 100, day_b = b % 100;
  if (a / 10'000 == b / 10'000 && month_a == day_b && day_a == month_b) return true;
  int different_digits = 0;
  for (; a != 0 || b != 0; a /= 10, b /= 10) different_digits += a % 10 != b % 10 ? 1 : 0;
  return different_digits == 1;
}

}  // namespace tocsin
