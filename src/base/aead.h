// Sealing bytes under a key: XChaCha20-Poly1305 (libsodium), random 192-bit nonces.
//
// Holds:  sealed = nonce(24) || ciphertext || tag(16). `context` is bound in, so that a sealed value moved to
//         another place (incident, fact, purpose) does not open. Wrong key, context or byte: `corrupt`.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

namespace tocsin {

using SealKey = Secret<std::array<std::uint8_t, 32>>;

SealKey new_seal_key(Random& random);
SealKey derived_key(const SealKey& parent, std::string_view purpose);  // keyed BLAKE2b-256
Result<SealKey> seal_key_of(std::string_view thirty_two_bytes);
std::string_view bytes_of(const SealKey& key);

std::string seal(const SealKey& key, std::string_view context, std::string_view plain, Random& random);
Result<std::string> unseal(const SealKey& key, std::string_view context, std::string_view sealed);

}  // namespace tocsin
