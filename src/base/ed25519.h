// Ed25519 (RFC 8032), by OpenSSL: signatures of persons under facts and of the log under checkpoints.
//
// Pure.   The same seed and message always give the same signature.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace tocsin {

using PublicKey = std::array<std::uint8_t, 32>;
using Seed = Secret<std::array<std::uint8_t, 32>>;  // the private key as RFC 8032 stores it

PublicKey public_key_of(const Seed& seed);
std::string ed25519_sign(const Seed& seed, std::string_view message);  // 64 bytes
bool ed25519_verifies(const PublicKey& key, std::string_view message, std::string_view signature);

}  // namespace tocsin
