#include "persons/likeness.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace tocsin {
namespace {

struct Common {
  std::uint32_t in_a = 0, in_b = 0;  // bit i: letter i has its like in the other
};

Common common_letters(std::string_view a, std::string_view b) {
  const int longest = static_cast<int>(std::max(a.size(), b.size()));
  const int reach = std::max(longest / 2 - 1, 0);
  Common common;
  for (int i = 0; i < static_cast<int>(a.size()); ++i) {
    const int from = std::max(0, i - reach), to = std::min(static_cast<int>(b.size()) - 1, i + reach);
    for (int j = from; j <= to; ++j) {
      if ((common.in_b >> j & 1) != 0 || a[static_cast<std::size_t>(i)] != b[static_cast<std::size_t>(j)]) continue;
      common.in_a |= 1U << i;
      common.in_b |= 1U << j;
      break;
    }
  }
  return common;
}

int out_of_order(std::string_view a, std::string_view b, Common common) {
  int count = 0;
  for (; common.in_a != 0; common.in_a &= common.in_a - 1, common.in_b &= common.in_b - 1)
    count += a[static_cast<std::size_t>(std::countr_zero(common.in_a))] != b[static_cast<std::size_t>(std::countr_zero(common.in_b))] ? 1 : 0;
  return count;
}

}  // namespace

double jaro_winkler(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  const Common common = common_letters(a, b);
  if (common.in_a == 0) return 0;
  const double matched = std::popcount(common.in_a), moved = out_of_order(a, b, common) / 2;
  const double jaro = (matched / static_cast<double>(a.size()) + matched / static_cast<double>(b.size()) + (matched - moved) / matched) / 3;
  if (jaro <= 0.7) return jaro;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  return jaro + static_cast<double>(prefix) * 0.1 * (1 - jaro);
}

bool one_slip(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer == 2 && shorter == 2) return a[0] == b[1] && a[1] == b[0];
  return longer == 1;
}

}  // namespace tocsin
