// Where in a text the few bytes stand that matter, 64 bytes to a word.
//
// Pure.   The widest instructions of the machine, chosen at run time; all ways give the same bits.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tocsin {

class Marks {
 public:
  // Marks the bytes equal to one of `signs`, and apart from them every byte that is NUL or not ASCII. Bits of the
  // last word beyond the text are zero.
  void look_at(std::string_view text, const std::array<char, 4>& signs);

  // The first marked byte at or behind `from`; the text's size if there is none.
  std::size_t next(std::size_t from) const {
    std::size_t word = from / 64;
    if (word >= words_) return size_;
    std::uint64_t bits = signs_[word] & (~std::uint64_t{0} << (from % 64));
    while (bits == 0) {
      if (++word == words_) return size_;
      bits = signs_[word];
    }
    return word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits));
  }

  // No byte in [begin, end) is NUL or beyond ASCII; bytes beside it may make the answer no.
  bool plain(std::size_t begin, std::size_t end) const {
    std::uint64_t other = 0;
    for (std::size_t word = begin / 64; word * 64 < end; ++word) other |= others_[word];
    return other == 0;
  }

 private:
  std::vector<std::uint64_t> signs_, others_;
  std::size_t words_ = 0, size_ = 0;
};

}  // namespace tocsin
