// Signs, encrypts and opens messages with OpenPGP keys that were pinned by their full fingerprint.
//
// Way:    documents -> [here] -> mail; and back: mail -> [here] -> exchange
// Acts:   on one key ring of one organisation; asks no key server, ever.
// Holds:  a key is used only if the caller names its whole fingerprint; nothing falls back to clear text.
//         What `open` returns was decrypted without any fault AND bears one valid signature of the expected key;
//         in all other cases there is no plaintext at all, and one error text for every cause (EFAIL).

#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace tocsin::ports {

// 40 hex digits of an OpenPGP v4 primary key. Short ids can be forged and are never accepted.
class Fingerprint {
 public:
  static Result<Fingerprint> of(std::string_view text);           // spaces between the groups are allowed
  const std::string& text() const { return text_; }               // 40 upper-case hex digits
  std::string short_form() const { return text_.substr(32); }     // the last eight, for people to read
  auto operator<=>(const Fingerprint&) const = default;

 private:
  explicit Fingerprint(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct KeyState {
  enum class Use { usable, missing, expired, revoked, unsuitable };  // unsuitable: disabled, or it can do neither
  Use use = Use::missing;
  bool can_encrypt = false;  // a usable encryption subkey
  bool can_sign = false;     // a usable secret signing key
  std::optional<Instant> expires_at;
};

class OpenPgp {
 public:
  virtual ~OpenPgp() = default;

  // The organisation's own key, signing and encryption, on the ring from now on.
  virtual Result<Fingerprint> make_key(std::string_view name, std::string_view address) = 0;

  // Reads a public key block into the ring if it holds exactly the pinned key; else refused, ring unchanged.
  virtual Result<void> import_pinned(std::string_view key_block, const Fingerprint& pinned) = 0;

  virtual Result<std::string> public_key(const Fingerprint& key) = 0;  // armored, to hand to others
  virtual Result<KeyState> key_state(const Fingerprint& key) = 0;

  // Armored. Refused, with the alternatives in the remedy, if any of the keys is not usable for it.
  virtual Result<std::string> sign_and_encrypt(std::string_view plaintext, const Fingerprint& signer, const std::vector<Fingerprint>& recipients) = 0;

  virtual Result<std::string> open(std::string_view message, const Fingerprint& expected_signer) = 0;
};

}  // namespace tocsin::ports
