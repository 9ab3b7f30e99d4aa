// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104), by OpenSSL.
//
// Pure.   A failing OpenSSL is a bug or lack of memory, never an answer to handle.

#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>

#include "base/bytes.h"

namespace tocsin {

Digest sha256(std::string_view bytes);
Digest sha256_of_parts(std::initializer_list<std::string_view> parts);  // of their concatenation
Digest hmac_sha256(std::string_view key, std::string_view bytes);

// For what does not fit in memory.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  Digest finish();  // once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// Equal in constant time for equal lengths.
bool equal_secret(std::string_view a, std::string_view b);

}  // namespace tocsin
