// 64-bit keys for what stays inside: SipHash-2-4 under a key of the incident.
//
// Pure.   Without the key a number cannot be found again by trying all numbers, which for national numbers is
//         an afternoon's work. What leaves the controller is hashed with HMAC-SHA-256 instead (base/digest.h).
// See:    Aumasson, Bernstein: SipHash, a fast short-input PRF (2012); test vector of its appendix A

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tocsin {

class KeyedHash {
 public:
  using Key = std::array<std::uint8_t, 16>;
  explicit KeyedHash(const Key& key);

  // Never 0, which means "none" in tables of keys. Signed, because not every engine has unsigned columns.
  std::int64_t of(std::string_view text) const;
  std::uint64_t raw(std::string_view bytes) const;

 private:
  std::uint64_t k0_, k1_;
};

}  // namespace tocsin
