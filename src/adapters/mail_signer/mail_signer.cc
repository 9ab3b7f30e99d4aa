#include "adapters/mail_signer/mail_signer.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

#include "base/check.h"
#include "base/digest.h"

namespace tocsin {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};

// RFC 8463: Ed25519 signs the SHA-256 of the bytes, RSA the bytes by way of SHA-256.
std::string signature_of(EVP_PKEY* key, bool is_rsa, std::string_view bytes) {
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  const Digest digest = sha256(bytes);
  const std::string_view input = is_rsa ? bytes : view_of(digest);
  const auto* data = reinterpret_cast<const unsigned char*>(input.data());
  check(EVP_DigestSignInit(context.get(), nullptr, is_rsa ? EVP_sha256() : nullptr, nullptr, key) == 1);
  std::size_t size = 0;
  check(EVP_DigestSign(context.get(), nullptr, &size, data, input.size()) == 1);
  std::string signature(size, '\0');
  check(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data, input.size()) == 1);
  signature.resize(size);
  return signature;
}

}  // namespace

Result<DkimSigner> mail_signer(std::string_view pem, const std::string& domain, const std::string& selector) {
  const std::unique_ptr<BIO, Free> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::shared_ptr<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), Free{});
  const bool is_rsa = key != nullptr && EVP_PKEY_is_a(key.get(), "RSA") == 1 && EVP_PKEY_get_bits(key.get()) >= 2048;
  if (key == nullptr || (!is_rsa && EVP_PKEY_is_a(key.get(), "ED25519") != 1))
    return failure(ErrorKind::invalid, "this is no key for signing mails", "mail.dkim_key_file",
                   "an RSA key of 2048 bits or more, or an Ed25519 key, in PEM, without a passphrase");
  return DkimSigner{domain, selector, is_rsa ? "rsa-sha256" : "ed25519-sha256",
                    [key, is_rsa](std::string_view bytes) { return signature_of(key.get(), is_rsa, bytes); }};
}

}  // namespace tocsin
