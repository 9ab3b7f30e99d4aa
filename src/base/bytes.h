// Byte strings and how they are written: hex and base64 (RFC 4648).
//
// Pure.   Bytes travel as std::string / std::string_view; text is UTF-8.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tocsin {

using Digest = std::array<std::uint8_t, 32>;

std::string hex(std::string_view bytes);
std::string hex(const Digest& digest);
Result<std::string> bytes_of_hex(std::string_view text);       // lower or upper case; even length
std::string base64(std::string_view bytes);                     // standard alphabet, padded
std::string base64(const Digest& digest);
Result<std::string> bytes_of_base64(std::string_view text);    // strict: padded, no white space, no stray bits

std::string_view view_of(const Digest& digest);
Result<Digest> digest_of(std::string_view bytes);               // exactly 32 bytes

// Appends an unsigned integer, most significant byte first.
void append_u32_be(std::string& out, std::uint32_t value);
void append_u64_be(std::string& out, std::uint64_t value);

}  // namespace tocsin
