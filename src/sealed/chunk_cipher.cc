#include "sealed/chunk_cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

#include "base/check.h"

namespace tocsin {
namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::uint64_t last_mark = 1ULL << 63;

std::array<std::uint8_t, nonce_bytes> nonce_of(std::uint64_t number, bool last) {
  check(number < last_mark);
  std::array<std::uint8_t, nonce_bytes> nonce{};
  std::uint64_t rest = last ? number | last_mark : number;
  for (std::size_t i = nonce_bytes; rest != 0; rest >>= 8) nonce[--i] = static_cast<std::uint8_t>(rest);
  return nonce;
}

int size_of(std::span<const std::uint8_t> bytes) { return static_cast<int>(bytes.size()); }

}  // namespace

struct ChunkCipher::Context {
  Context(const SealKey& key, std::string bound) : key(key), bound(std::move(bound)), evp(EVP_CIPHER_CTX_new()) { check(evp != nullptr); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_CIPHER_CTX_free(evp); }

  void begin(std::uint64_t number, bool last, int encrypt) {
    const auto nonce = nonce_of(number, last);
    check(EVP_CipherInit_ex(evp, EVP_aes_256_gcm(), nullptr, key.reveal().data(), nonce.data(), encrypt) == 1);
    int taken = 0;
    check(EVP_CipherUpdate(evp, nullptr, &taken, reinterpret_cast<const std::uint8_t*>(bound.data()), static_cast<int>(bound.size())) == 1);
  }

  SealKey key;
  std::string bound;
  EVP_CIPHER_CTX* evp;
};

ChunkCipher::ChunkCipher(const SealKey& key, std::string bound) : context_(std::make_unique<Context>(key, std::move(bound))) {}
ChunkCipher::~ChunkCipher() = default;
ChunkCipher::ChunkCipher(ChunkCipher&&) noexcept = default;
ChunkCipher& ChunkCipher::operator=(ChunkCipher&&) noexcept = default;

void ChunkCipher::seal(std::uint64_t number, bool last, std::span<const std::uint8_t> plain, std::span<std::uint8_t> out) {
  check(plain.size() <= chunk_bytes && out.size() == plain.size() + chunk_tag_bytes);
  context_->begin(number, last, 1);
  int done = 0, rest = 0;
  if (!plain.empty()) check(EVP_CipherUpdate(context_->evp, out.data(), &done, plain.data(), size_of(plain)) == 1);
  check(EVP_CipherFinal_ex(context_->evp, out.data() + done, &rest) == 1 && rest == 0);
  check(EVP_CIPHER_CTX_ctrl(context_->evp, EVP_CTRL_GCM_GET_TAG, chunk_tag_bytes, out.data() + plain.size()) == 1);
}

bool ChunkCipher::unseal(std::uint64_t number, bool last, std::span<const std::uint8_t> sealed, std::span<std::uint8_t> out) {
  check(sealed.size() <= chunk_bytes + chunk_tag_bytes && sealed.size() == out.size() + chunk_tag_bytes);
  context_->begin(number, last, 0);
  std::array<std::uint8_t, chunk_tag_bytes> tag{};
  std::copy(sealed.end() - chunk_tag_bytes, sealed.end(), tag.begin());
  int done = 0, rest = 0;
  if (!out.empty()) check(EVP_CipherUpdate(context_->evp, out.data(), &done, sealed.data(), size_of(out)) == 1);
  check(EVP_CIPHER_CTX_ctrl(context_->evp, EVP_CTRL_GCM_SET_TAG, chunk_tag_bytes, tag.data()) == 1);
  std::array<std::uint8_t, chunk_tag_bytes> nothing{};
  if (EVP_CipherFinal_ex(context_->evp, nothing.data(), &rest) == 1) return true;
  if (!out.empty()) OPENSSL_cleanse(out.data(), out.size());
  return false;
}

}  // namespace tocsin
