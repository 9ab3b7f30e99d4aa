#include "exposures/marks.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tocsin {
namespace {

using Signs = std::array<char, 4>;

// Writes `count` words of each kind for `count` blocks of 64 bytes.
using Look = void (*)(const char* text, std::size_t count, const Signs& signs, std::uint64_t* marked, std::uint64_t* others);

void look_bytewise(const char* text, std::size_t count, const Signs& signs, std::uint64_t* marked, std::uint64_t* others) {
  for (std::size_t word = 0; word < count; ++word, text += 64) {
    std::uint64_t sign = 0, other = 0;
    for (unsigned bit = 0; bit < 64; ++bit) {
      const char c = text[bit];
      const bool is_sign = c == signs[0] || c == signs[1] || c == signs[2] || c == signs[3];
      sign |= static_cast<std::uint64_t>(is_sign) << bit;
      other |= static_cast<std::uint64_t>(static_cast<signed char>(c) <= 0) << bit;
    }
    marked[word] = sign;
    others[word] = other;
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void look_avx2(const char* text, std::size_t count, const Signs& signs, std::uint64_t* marked, std::uint64_t* others) {
  const __m256i a = _mm256_set1_epi8(signs[0]), b = _mm256_set1_epi8(signs[1]), c = _mm256_set1_epi8(signs[2]), d = _mm256_set1_epi8(signs[3]);
  const __m256i one = _mm256_set1_epi8(1);
  for (std::size_t word = 0; word < count; ++word, text += 64) {
    std::uint64_t sign = 0, other = 0;
    for (unsigned half = 0; half < 2; ++half) {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32 * half));
      const __m256i hit = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(bytes, a), _mm256_cmpeq_epi8(bytes, b)),
                                          _mm256_or_si256(_mm256_cmpeq_epi8(bytes, c), _mm256_cmpeq_epi8(bytes, d)));
      const __m256i not_plain = _mm256_cmpgt_epi8(one, bytes);  // as signed numbers: NUL and everything above 127
      sign |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(hit))) << (32 * half);
      other |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(not_plain))) << (32 * half);
    }
    marked[word] = sign;
    others[word] = other;
  }
}
#endif

Look widest() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return look_avx2;
#endif
  return look_bytewise;
}

}  // namespace

void Marks::look_at(std::string_view text, const Signs& signs) {
  static const Look look = widest();
  size_ = text.size();
  words_ = (text.size() + 63) / 64;
  if (signs_.size() < words_) {
    signs_.resize(words_);
    others_.resize(words_);
  }
  const std::size_t whole = text.size() / 64;
  look(text.data(), whole, signs, signs_.data(), others_.data());
  if (whole == words_) return;
  char last[64];
  std::memset(last, 'x', sizeof last);
  std::memcpy(last, text.data() + whole * 64, text.size() - whole * 64);
  look_bytewise(last, 1, signs, signs_.data() + whole, others_.data() + whole);
  const std::uint64_t inside = (std::uint64_t{1} << (text.size() % 64)) - 1;
  signs_[whole] &= inside;
  others_[whole] &= inside;
}

}  // namespace tocsin
