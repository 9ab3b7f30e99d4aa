// Does a column mean the same from the first row to the last? Counted in the full pass, block by block.
//
// Way:    canonical (a row in eight) -> [here] -> report: "from row 500,000 on the column holds something else"
// Pure.   A sample finds what a column holds; only the full pass can say that it goes on holding it. Compared is what
//         the values look like and whether they are what their column holds, in blocks of 1024 rows.
// Holds:  adding up the watches of several threads gives what one thread would have seen.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tocsin {

struct ColumnChange {
  std::size_t column = 0;
  std::uint64_t first_row = 0;  // of the block from which on it is different
  double fits_before = 0, fits_after = 0;  // share of values that are what the column is said to hold
};

class ColumnWatch {
 public:
  explicit ColumnWatch(std::size_t columns) : columns_(columns) {}

  static bool wants(std::uint64_t row) { return row % 8 == 1; }
  void see(std::uint64_t row, std::size_t column, std::string_view value, bool fits);  // REQUIRES: a filled value
  void add(const ColumnWatch& other);
  std::vector<ColumnChange> changes() const;

 private:
  static constexpr std::uint64_t block_rows = 1024;
  static constexpr std::size_t looks = 6;
  struct Block {
    std::uint16_t fits = 0;
    std::array<std::uint16_t, looks> look{};  // digits, letters, both, with @, with separators of dates, other
    std::uint32_t filled() const;
  };
  static double distance(const Block& a, const Block& b);
  std::size_t columns_;
  std::vector<Block> blocks_;  // of each block its columns
};

}  // namespace tocsin
