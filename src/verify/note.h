// Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint), read by who trusts only the key.
//
// Pure.   A text leaves this file only after its signature was verified.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace tocsin::verify {

struct Vkey {
  std::string name;
  std::string id;                       // four bytes
  std::array<std::uint8_t, 32> key{};   // Ed25519
};

struct TreeHead {
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
};

Result<Vkey> vkey_of(std::string_view text);
Result<TreeHead> tree_head_of(std::string_view note, const Vkey& key);

// Line tools shared by the readers of this folder.
bool take_line(std::string_view& rest, std::string_view& line);                       // false: no line that ends with LF
bool take_value(std::string_view& rest, std::string_view key, std::string_view& value);  // "key value"; takes nothing where false
bool number_of(std::string_view text, std::uint64_t& out);
bool hash_of(std::string_view base64_text, Digest& out);

}  // namespace tocsin::verify
