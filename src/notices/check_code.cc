#include "notices/check_code.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"

namespace tocsin {

namespace {

constexpr std::string_view signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford: without I, L, O, U
constexpr std::size_t data_signs = 10;

// The field of 32 elements, modulo x^5 + x^2 + 1; `power` of its generator x.
constexpr unsigned times_x(unsigned a) { return (a << 1 & 0x1F) ^ (a & 0x10 ? 0x05 : 0); }
constexpr unsigned times(unsigned a, unsigned b) {
  unsigned product = 0;
  for (; b != 0; b >>= 1, a = times_x(a))
    if (b & 1) product ^= a;
  return product;
}

// Sum of sign i times x^(i+1): all weights differ and none is zero, so one wrong sign and two exchanged ones show.
unsigned check_of(std::span<const unsigned> values) {
  unsigned sum = 0, weight = 1;
  for (const unsigned value : values) {
    weight = times_x(weight);
    sum ^= times(value, weight);
  }
  return sum;
}

std::optional<unsigned> value_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'I' || c == 'L') c = '1';
  if (c == 'O') c = '0';
  const std::size_t place = signs.find(c);
  return place == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(place));
}

std::size_t within_the_hour(std::span<const Instant> tries, Instant now) {
  return static_cast<std::size_t>(std::count_if(tries.begin(), tries.end(), [&](Instant at) { return at > now - std::chrono::hours(1) && at <= now; }));
}

}  // namespace

std::string check_code_of(const CheckKey& key, std::string_view notice_id) {
  const Digest mac = hmac_sha256(key.reveal(), "tocsin/check-code/v1\n" + std::string(notice_id));
  std::array<unsigned, data_signs> values{};
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 7; ++i) bits = bits << 8 | mac[i];
  for (unsigned& value : values) {
    value = static_cast<unsigned>(bits >> 51 & 0x1F);
    bits <<= 5;
  }
  std::string code;
  for (std::size_t i = 0; i < data_signs; ++i) {
    if (i == 4 || i == 8) code += '-';
    code += signs[values[i]];
  }
  return code + signs[check_of(values)];
}

std::optional<std::string> read_check_code(std::string_view typed) {
  std::vector<unsigned> values;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const auto value = value_of(c);
    if (!value || values.size() > data_signs) return {};
    values.push_back(*value);
  }
  if (values.size() != data_signs + 1) return {};
  const unsigned check = values.back();
  if (check_of({values.data(), data_signs}) != check) return {};
  std::string code;
  for (const unsigned value : values) code += signs[value];
  return code;
}

Digest check_code_mac(const CheckKey& key, std::string_view code) { return hmac_sha256(key.reveal(), "tocsin/check-code-mac/v1\n" + std::string(code)); }

std::string initials_of(std::string_view name) {
  std::vector<std::string_view> words;
  for (const std::string_view word : split(name, ' '))
    if (!word.empty()) words.push_back(word);
  std::string initials;
  for (std::size_t i = words.size() > 2 ? words.size() - 2 : 0; i < words.size(); ++i) {
    const auto lead = static_cast<unsigned char>(words[i][0]);
    initials += std::string(i > 0 && !initials.empty() ? " " : "") +
                std::string(words[i].substr(0, lead < 0xC0   ? 1
                                               : lead < 0xE0 ? 2
                                               : lead < 0xF0 ? 3
                                                             : 4)) +
                ".";
  }
  return initials;
}

std::string_view name_of(CodeAnswer answer) {
  constexpr std::array<std::string_view, 4> names = {"genuine", "unknown", "mistyped", "wait"};
  return names.at(static_cast<std::size_t>(answer));
}

bool may_look_up(std::span<const Instant> wrong_of_source, std::span<const Instant> wrong_of_all, const CodeLimits& limits, Instant now) {
  return within_the_hour(wrong_of_source, now) < limits.wrong_of_source && within_the_hour(wrong_of_all, now) < limits.wrong_of_all;
}

CodeReply reply_to_code(std::string_view typed, bool may_look, std::span<const CodedNotice> found) {
  if (!may_look) return {.answer = CodeAnswer::wait, .shown = {}, .alarm = true};
  if (!read_check_code(typed)) return {.answer = CodeAnswer::mistyped, .shown = {}};
  if (found.empty()) return {.answer = CodeAnswer::unknown, .shown = {}, .counts_as_wrong = true};
  CodedNotice shown = found.front();
  if (found.size() > 1) shown.initials.clear();
  return {.answer = CodeAnswer::genuine, .shown = std::move(shown)};
}

}  // namespace tocsin
