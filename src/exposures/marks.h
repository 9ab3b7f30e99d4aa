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

  // No byte in [begin, end) is NUL or beyond ASCII.
  bool plain(std::size_t begin, std::size_t end) const {
    if (begin >= end) return true;
    const std::size_t first = begin / 64, last = (end - 1) / 64;
    const std::uint64_t* const words = others_.data();
    const std::uint64_t from = ~std::uint64_t{0} << (begin % 64), to = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
    if (first == last) return (words[first] & from & to) == 0;
    std::uint64_t other = (words[first] & from) | (words[last] & to);
    for (std::size_t word = first + 1; word < last; ++word) other |= words[word];
    return other == 0;
  }

  // Goes from mark to mark without looking anything up twice.
  class Cursor {
   public:
    Cursor(const Marks& marks, std::size_t from) : words_(marks.signs_.data()), count_(marks.words_), size_(marks.size_), word_(from / 64) {
      if (word_ < count_) bits_ = words_[word_] & (~std::uint64_t{0} << (from % 64));
    }
    std::size_t next() {  // and past it
      while (bits_ == 0) {
        if (++word_ >= count_) return size_;
        bits_ = words_[word_];
      }
      const std::size_t at = word_ * 64 + static_cast<std::size_t>(__builtin_ctzll(bits_));
      bits_ &= bits_ - 1;
      return at;
    }

   private:
    const std::uint64_t* words_;
    std::size_t count_, size_, word_;
    std::uint64_t bits_ = 0;
  };

 private:
  std::vector<std::uint64_t> signs_, others_;
  std::size_t words_ = 0, size_ = 0;
};

}  // namespace tocsin
