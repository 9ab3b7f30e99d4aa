#include "identifiers/check_digits.h"

#include <cstdint>

namespace tocsin::identifiers {
namespace {

// The dihedral group of ten elements, the permutation and the inverses.
constexpr std::uint8_t group[10][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
                                        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
                                        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
                                        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
constexpr std::uint8_t permutation[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
                                             {8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                                             {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
constexpr std::uint8_t inverse[10] = {0, 4, 3, 2, 1, 5, 6, 7, 8, 9};

char digit(int value) { return static_cast<char>('0' + value); }

int luhn_sum(std::string_view digits, bool double_last) {
  int sum = 0;
  bool twice = double_last;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const int product = (digits[i] - '0') * (twice ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum;
}

}  // namespace

char luhn_digit(std::string_view body) { return digit((10 - luhn_sum(body, true) % 10) % 10); }
bool luhn_right(std::string_view digits) { return luhn_sum(digits, false) % 10 == 0; }

char verhoeff_digit(std::string_view body) {
  std::uint8_t state = 0;
  for (std::size_t i = 1; i <= body.size(); ++i) state = group[state][permutation[i % 8][body[body.size() - i] - '0']];
  return digit(inverse[state]);
}

int mod_97(std::string_view text, int start) {
  constexpr std::uint64_t room = 100'000'000'000'000'000;  // two digits more still fit into the word
  std::uint64_t rest = static_cast<std::uint64_t>(start);
  for (const char c : text) {
    rest = is_digit(c) ? rest * 10 + static_cast<std::uint64_t>(c - '0') : rest * 100 + static_cast<std::uint64_t>(c - 'A' + 10);
    if (rest >= room / 100) rest %= 97;
  }
  return static_cast<int>(rest % 97);
}

char mod_11_10_digit(std::string_view body) {
  int product = 10;
  for (const char c : body) {
    const int sum = (c - '0' + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return digit((11 - product) % 10);
}

char ean_13_digit(std::string_view twelve) { return digit((10 - weighted_sum(twelve, std::array{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3}) % 10) % 10); }

}  // namespace tocsin::identifiers
