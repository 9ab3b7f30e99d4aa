// The values of one column chunk as text, page by page.
//
// Holds:  one page and one dictionary in memory, both within budgets; a count in a header is a claim, and no more
//         values come out than its bytes can hold.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exposures/formats/parquet_file.h"
#include "exposures/formats/unpack.h"

namespace tocsin {

class ParquetPages {
 public:
  ParquetPages(RandomBytes& bytes, const ParquetColumn& column, const ParquetChunk& chunk, const ReadBudgets& budgets, Unpacked& unpacked)
      : bytes_(bytes), column_(column), chunk_(chunk), budgets_(budgets), unpacked_(unpacked), at_(chunk.begin) {}

  // The next value, empty where there is none; it lives until the next call. False: the chunk is at its end, or damaged.
  bool next(std::string_view& value);
  bool too_large() const { return too_large_; }

 private:
  // Texts side by side.
  struct Texts {
    std::string all;
    std::vector<std::size_t> ends;
    void clear() {
      all.clear();
      ends.clear();
    }
    std::size_t size() const { return ends.size(); }
    std::string_view at(std::size_t i) const {
      const std::size_t begin = i == 0 ? 0 : ends[i - 1];
      return std::string_view(all).substr(begin, ends[i] - begin);
    }
  };
  struct Header;
  bool next_page();
  bool unpack(std::string_view packed, std::size_t size, std::string& into);
  bool data_page(const Header& header, std::string_view body);
  bool plain(std::string_view values, std::size_t count, Texts& into);
  bool from_dictionary(std::string_view values, std::size_t count);
  bool split_bytes(std::string_view values, std::size_t count);
  bool deltas(std::string_view values, std::size_t count);
  bool delta_lengths(std::string_view values, std::size_t count);
  bool delta_texts(std::string_view values, std::size_t count);
  void put_number(std::int64_t value, Texts& into) const;
  void put_fixed(std::string_view bytes, Texts& into) const;

  RandomBytes& bytes_;
  const ParquetColumn& column_;
  const ParquetChunk& chunk_;
  const ReadBudgets& budgets_;
  Unpacked& unpacked_;
  std::uint64_t at_;
  std::string packed_, page_;
  Texts dictionary_, values_;
  std::vector<std::uint8_t> present_;  // of each value of the page
  std::size_t next_present_ = 0, next_value_ = 0;
  bool too_large_ = false;
};

}  // namespace tocsin
