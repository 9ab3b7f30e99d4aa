#include "records/column_watch.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace tocsin {
namespace {

constexpr std::uint32_t too_few = 40;      // values of a block that say nothing yet
constexpr double another_meaning = 0.5;    // of the values look or fit differently

enum Sign : std::uint8_t { digit = 1, letter = 2, at_sign = 4, mark = 8, other = 16 };

constexpr std::array<std::uint8_t, 256> signs = [] {
  std::array<std::uint8_t, 256> all{};
  for (std::size_t c = 0; c < 256; ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    all[c] = c >= '0' && c <= '9'               ? digit
             : is_letter                        ? letter
             : c == '@'                         ? at_sign
             : c == '/' || c == '.' || c == '-' ? mark
             : c == ':' || c == '$' || c == '{' ? other
                                                : 0;
  }
  return all;
}();

// Which of the looks a value has; made to be cheap.
std::size_t look_of(std::string_view value) {
  unsigned seen = 0;
  for (const char c : value.substr(0, 24)) seen |= signs[static_cast<unsigned char>(c)];
  if ((seen & at_sign) != 0) return 3;
  if ((seen & other) != 0) return 5;
  if ((seen & digit) == 0) return 1;
  if ((seen & letter) != 0) return 2;
  return (seen & mark) != 0 ? 4 : 0;
}

}  // namespace

std::uint32_t ColumnWatch::Block::filled() const {
  std::uint32_t sum = 0;
  for (const std::uint16_t count : look) sum += count;
  return sum;
}

void ColumnWatch::see(std::uint64_t row, std::size_t column, std::string_view value, bool fits) {
  const std::size_t at = static_cast<std::size_t>((row - 1) / block_rows) * columns_ + column;
  if (at >= blocks_.size()) blocks_.resize((at / columns_ + 1) * columns_);
  Block& block = blocks_[at];
  block.fits = static_cast<std::uint16_t>(block.fits + (fits ? 1 : 0));
  ++block.look[look_of(value)];
}

void ColumnWatch::add(const ColumnWatch& other) {
  check(columns_ == other.columns_);
  if (blocks_.size() < other.blocks_.size()) blocks_.resize(other.blocks_.size());
  for (std::size_t i = 0; i < other.blocks_.size(); ++i) {
    blocks_[i].fits = static_cast<std::uint16_t>(blocks_[i].fits + other.blocks_[i].fits);
    for (std::size_t k = 0; k < looks; ++k) blocks_[i].look[k] = static_cast<std::uint16_t>(blocks_[i].look[k] + other.blocks_[i].look[k]);
  }
}

// The greater of: how differently the values look, and how differently they fit.
double ColumnWatch::distance(const Block& a, const Block& b) {
  const double all_a = a.filled(), all_b = b.filled();
  double look = 0;
  for (std::size_t k = 0; k < looks; ++k) look += std::abs(a.look[k] / all_a - b.look[k] / all_b);
  return std::max(look / 2, std::abs(a.fits / all_a - b.fits / all_b));
}

// A block is compared with the one that began the present meaning; two in a row must differ, for one may be chance.
std::vector<ColumnChange> ColumnWatch::changes() const {
  std::vector<ColumnChange> found;
  const std::size_t blocks = columns_ == 0 ? 0 : blocks_.size() / columns_;
  for (std::size_t column = 0; column < columns_; ++column) {
    const Block *standard = nullptr, *odd = nullptr;
    std::size_t odd_at = 0;
    for (std::size_t i = 0; i < blocks; ++i) {
      const Block& block = blocks_[i * columns_ + column];
      if (block.filled() < too_few) continue;
      if (standard == nullptr) {
        standard = &block;
      } else if (distance(*standard, block) < another_meaning) {
        odd = nullptr;
      } else if (odd == nullptr || distance(*odd, block) >= another_meaning) {
        odd = &block;
        odd_at = i;
      } else {
        const auto share = [](const Block& of) { return of.fits / static_cast<double>(of.filled()); };
        found.push_back({column, odd_at * block_rows + 1, share(*standard), share(*odd)});
        standard = odd;
        odd = nullptr;
      }
    }
  }
  return found;
}

}  // namespace tocsin
