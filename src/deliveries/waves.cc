#include "deliveries/waves.h"

#include <algorithm>

namespace tocsin {
namespace {

constexpr std::uint64_t fewest = 500, most = 2000;
constexpr std::uint32_t slices = 64;

// A number below 2^32 from the id's first eight digits.
std::uint64_t drawn(std::string_view id) {
  std::uint64_t number = 0;
  for (const char c : id.substr(0, 8)) number = number << 4 | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  return number;
}

struct Rule {
  std::string_view name;
  std::uint64_t MailingFigures::* count;
  double limit;          // of what was handed over
  std::uint64_t enough;  // before that many a share says nothing
};
constexpr Rule rules[] = {
    {"render_errors", &MailingFigures::render_errors, 0, 0},      {"wrong_person", &MailingFigures::wrong_person, 0, 0},
    {"dead_addresses", &MailingFigures::dead_addresses, 0.05, 5}, {"blocked", &MailingFigures::blocked, 0.01, 5},
    {"complaints", &MailingFigures::complaints, 0.001, 2},
};

}  // namespace

std::uint64_t canary_size(std::uint64_t stratum) { return stratum < 2 * fewest ? 0 : std::clamp(stratum / 100, fewest, most); }

std::uint32_t turn_of(const InStratum& notice) {
  const std::uint64_t number = drawn(notice.notice_id);
  if (const std::uint64_t canary = canary_size(notice.stratum); canary > 0 && number * notice.stratum >> 32 < canary) return canary_turn;
  const auto slice = static_cast<std::uint32_t>(number % slices);
  return 1 + slice + (notice.high_risk ? 0 : slices);
}

std::vector<Stop> stops_of(const MailingFigures& figures) {
  std::vector<Stop> stops;
  for (const Rule& rule : rules) {
    const std::uint64_t count = figures.*rule.count;
    const double share = static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(1, figures.handed));
    if (count > 0 && count >= rule.enough && share > rule.limit) stops.push_back({std::string(rule.name), share, rule.limit});
  }
  return stops;
}

}  // namespace tocsin
