#include "base/aead.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"

namespace tocsin {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

void ready() {
  static const bool ok = sodium_init() >= 0;
  check(ok);
}

}  // namespace

SealKey new_seal_key(Random& random) {
  std::array<std::uint8_t, 32> key{};
  random.fill(key);
  return SealKey(key);
}

SealKey derived_key(const SealKey& parent, std::string_view purpose) {
  ready();
  std::array<std::uint8_t, 32> key{};
  check(crypto_generichash(key.data(), key.size(), raw(purpose), purpose.size(), parent.reveal().data(), parent.reveal().size()) == 0);
  return SealKey(key);
}

Result<SealKey> seal_key_of(std::string_view thirty_two_bytes) {
  std::array<std::uint8_t, 32> key{};
  if (thirty_two_bytes.size() != key.size()) return failure(ErrorKind::corrupt, "a key has not 32 bytes");
  std::copy(thirty_two_bytes.begin(), thirty_two_bytes.end(), reinterpret_cast<char*>(key.data()));
  return SealKey(key);
}

std::string_view bytes_of(const SealKey& key) { return {reinterpret_cast<const char*>(key.reveal().data()), key.reveal().size()}; }

std::string seal(const SealKey& key, std::string_view context, std::string_view plain, Random& random) {
  ready();
  std::string sealed = random.bytes(nonce_size);
  sealed.resize(nonce_size + plain.size() + tag_size);
  unsigned long long size = 0;
  check(crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + nonce_size, &size, raw(plain), plain.size(), raw(context), context.size(), nullptr,
                                                   raw(sealed), key.reveal().data()) == 0);
  check(size == plain.size() + tag_size);
  return sealed;
}

Result<std::string> unseal(const SealKey& key, std::string_view context, std::string_view sealed) {
  ready();
  const auto corrupt = [] {
    return failure(ErrorKind::corrupt, "sealed bytes do not open", {},
                   "the key is another one, or the bytes were changed: use the right key file or restore a back-up");
  };
  if (sealed.size() < nonce_size + tag_size) return corrupt();
  std::string plain(sealed.size() - nonce_size - tag_size, '\0');
  unsigned long long size = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), &size, nullptr, raw(sealed) + nonce_size, sealed.size() - nonce_size, raw(context), context.size(),
                                                 raw(sealed), key.reveal().data()) != 0)
    return corrupt();
  return plain;
}

}  // namespace tocsin
