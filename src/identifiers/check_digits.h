// The arithmetic behind check digits. Each function is one published scheme.
//
// Pure.   REQUIRES: digits only, unless a function says otherwise.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "identifiers/value.h"

namespace tocsin::identifiers {

template <std::size_t N>
constexpr int weighted_sum(std::string_view digits, const std::array<int, N>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < N && i < digits.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum;
}

// Sum of the digits of each product; the German schemes' "Quersumme".
template <std::size_t N>
constexpr int cross_sum(std::string_view digits, const std::array<int, N>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < N && i < digits.size(); ++i) {
    const int product = (digits[i] - '0') * weights[i];
    sum += product / 10 + product % 10;
  }
  return sum;
}

// ISO/IEC 7812-1 Annex B: the digit to append, and whether the last digit is it.
char luhn_digit(std::string_view body);
bool luhn_right(std::string_view digits);

char verhoeff_digit(std::string_view body);     // J. Verhoeff, 1969
int mod_97(std::string_view text, int start = 0);  // ISO 7064 MOD 97; letters (upper case) count 10..35
char mod_11_10_digit(std::string_view body);    // ISO 7064 MOD 11,10
char ean_13_digit(std::string_view twelve);     // GS1

}  // namespace tocsin::identifiers
