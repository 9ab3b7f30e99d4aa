#include "register/commitment.h"

#include "base/check.h"

namespace tocsin {
namespace {

// 0x00 ends the label; lengths stand before what they measure. No two places share these bytes.
std::string prefix(const FieldPlace& place, std::uint32_t value_size) {
  std::string out("tocsin/field/v1");
  out += '\0';
  out += place.incident.bytes();
  append_u64_be(out, place.seq);
  append_u32_be(out, static_cast<std::uint32_t>(place.name.size()));
  out += place.name;
  append_u32_be(out, value_size);
  return out;
}

// RFC 2104: the key padded to SHA-256's block of 64 bytes.
std::string hmac_pad(const Salt& salt, char with) {
  std::string pad(64, with);
  for (std::size_t i = 0; i < salt.size(); ++i) pad[i] = static_cast<char>(static_cast<unsigned char>(pad[i]) ^ salt[i]);
  return pad;
}

}  // namespace

Digest field_commitment(const Salt& salt, const FieldPlace& place, std::string_view value) {
  check(value.size() <= UINT32_MAX);
  return hmac_sha256(view_of(salt), prefix(place, static_cast<std::uint32_t>(value.size())).append(value));
}

AttachmentCommitment::AttachmentCommitment(const Salt& salt, const FieldPlace& place, std::uint32_t size_bytes) : salt_(salt), missing_(size_bytes) {
  inner_.add(hmac_pad(salt_, 0x36));
  inner_.add(prefix(place, size_bytes));
}

void AttachmentCommitment::add(std::string_view bytes) {
  check(bytes.size() <= missing_);
  missing_ -= bytes.size();
  inner_.add(bytes);
}

Digest AttachmentCommitment::finish() {
  check(missing_ == 0);
  const Digest inner = inner_.finish();
  return sha256_of_parts({hmac_pad(salt_, 0x5c), view_of(inner)});
}

}  // namespace tocsin
