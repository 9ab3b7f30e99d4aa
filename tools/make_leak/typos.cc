#include "make_leak/typos.h"

namespace tocsin::make_leak {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view plain(unsigned char second) {  // behind C3
  constexpr std::string_view rows[] = {"A", "A", "A", "A", "A", "A", "AE", "C", "E", "E", "E", "E", "I", "I", "I",  "I",
                                       "D", "N", "O", "O", "O", "O", "O",  "x", "O", "U", "U", "U", "U", "Y", "TH", "SS"};
  return rows[(second - 0x80) % 32];
}

}  // namespace

std::string upper_without_accents(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (utf8[i] == '\xC3' && i + 1 < utf8.size())
      out += plain(static_cast<unsigned char>(utf8[++i]));
    else
      out += utf8[i] >= 'a' && utf8[i] <= 'z' ? static_cast<char>(utf8[i] - 'a' + 'A') : utf8[i];
  }
  return out;
}

std::string with_typo(std::string text, Random& random) {
  if (text.size() < 3) return text + "e";
  const std::size_t start = 1 + random.below(text.size() - 2);
  for (std::size_t k = 0; k + 2 < text.size(); ++k) {
    const std::size_t i = 1 + (start + k) % (text.size() - 2);
    if (!is_letter(text[i]) || !is_letter(text[i + 1])) continue;
    if (text[i] == text[i + 1])
      text.erase(i, 1);
    else
      std::swap(text[i], text[i + 1]);
    return text;
  }
  return text + "e";
}

std::string with_wrong_digit(std::string number, Random& random) {
  for (;;) {
    char& c = number[7 + random.below(6)];  // inside commune and order, where no form rule sees it
    if (c < '0' || c > '9') continue;
    c = static_cast<char>('0' + (c - '0' + 1) % 10);
    return number;
  }
}

}  // namespace tocsin::make_leak
