// Merkle verification as RFC 9162 writes it down: sections 2.1.3.2 (inclusion) and 2.1.4.2 (consistency).
//
// Pure.   Iterative, from the leaf upwards; register/ does it the other way round.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace tocsin::verify {

using Hashes = std::vector<Digest>;

Digest hash_of_leaf(std::string_view bytes);
Digest root_over(std::span<const Digest> leaves);
std::optional<Digest> root_from_inclusion(Digest leaf, std::uint64_t index, std::uint64_t size, std::span<const Digest> proof);
bool is_consistent(std::uint64_t old_size, const Digest& old_root, std::uint64_t new_size, const Digest& new_root, std::span<const Digest> proof);

}  // namespace tocsin::verify
