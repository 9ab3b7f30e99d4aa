// Small things about text that several stages need.
//
// Pure.   Text is UTF-8 everywhere inside; other encodings end in exposures/.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

bool is_utf8(std::string_view text);  // RFC 3629: no overlong forms, no surrogates
// UTF-8 that moves no cursor and rings no bell, whoever prints it: no control characters but line ends and tabs.
bool is_plain_text(std::string_view text);
bool is_plain_line(std::string_view text);  // the same in one line
std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);
std::string lower_ascii(std::string_view text);
std::size_t count_code_points(std::string_view utf8);
void append_utf8(std::string& out, std::uint32_t code_point);

// First two and last two characters, the middle hidden: how a value may be shown. Short values are hidden whole.
std::string masked(std::string_view utf8);

// 260000 -> "260,000"
std::string with_thousands(std::int64_t number, std::string_view separator = ",");

}  // namespace tocsin
