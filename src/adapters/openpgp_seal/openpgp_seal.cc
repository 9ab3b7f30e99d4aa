#include "adapters/openpgp_seal/openpgp_seal.h"

#include <fmt/format.h>
#include <gpgme.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <thread>

#include "adapters/openpgp_seal/gpg_ring.h"
#include "base/check.h"

namespace tocsin {
namespace {

using ports::Fingerprint;
using ports::KeyState;

constexpr unsigned long own_key_valid_seconds = 3UL * 365 * 24 * 3600;

struct Release {
  void operator()(gpgme_ctx_t context) const { gpgme_release(context); }
  void operator()(gpgme_data_t data) const { gpgme_data_release(data); }
  void operator()(gpgme_key_t key) const { gpgme_key_unref(key); }
};
using Context = std::unique_ptr<gpgme_context, Release>;
using Data = std::unique_ptr<gpgme_data, Release>;
using Key = std::unique_ptr<_gpgme_key, Release>;

std::string reason(gpgme_error_t error) {
  std::array<char, 200> text{};
  gpgme_strerror_r(error, text.data(), text.size());
  return text.data();
}

std::unexpected<Error> gpg_failed(std::string_view what, gpgme_error_t error) {
  return failure(ErrorKind::unavailable, fmt::format("{}: {}", what, reason(error)), "gpg",
                 "see whether GnuPG 2.2 or later is installed and the disk has room");
}

// One text for every cause: whoever sent the message must not learn which check it failed.
std::unexpected<Error> not_opened() {
  return failure(ErrorKind::refused, "the message could not be opened and verified; nothing of it was kept", "OpenPGP message",
                 "ask the sender, on a way you know, to sign with the agreed key and to encrypt to yours");
}

Data data_of(std::string_view bytes) {
  gpgme_data_t data = nullptr;
  check(gpgme_data_new_from_mem(&data, bytes.data(), bytes.size(), 0) == 0);
  return Data(data);
}

Data empty_data() {
  gpgme_data_t data = nullptr;
  check(gpgme_data_new(&data) == 0);
  return Data(data);
}

std::string bytes_in(Data data) {
  std::size_t size = 0;
  char* memory = gpgme_data_release_and_get_mem(data.release(), &size);
  std::string bytes(memory == nullptr ? "" : memory, memory == nullptr ? 0 : size);
  gpgme_free(memory);
  return bytes;
}

bool is_dead(gpgme_subkey_t key) { return key->revoked || key->expired || key->disabled || key->invalid; }

std::optional<Instant> expiry_of(gpgme_subkey_t key) {
  if (key->expires == 0) return {};
  return Instant(std::chrono::seconds(key->expires));
}

std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) { return a && b ? std::min(a, b) : a ? a : b; }

KeyState state_of(gpgme_key_t key) {
  KeyState state;
  gpgme_subkey_t last_encryption = nullptr;  // of the usable ones; without an expiry it lasts longest
  bool subkey_expired = false;
  for (gpgme_subkey_t sub = key->subkeys; sub != nullptr; sub = sub->next) {
    subkey_expired = subkey_expired || (sub->expired && sub->can_encrypt);
    if (is_dead(sub)) continue;
    if (sub->can_sign && sub->secret) state.can_sign = true;
    if (!sub->can_encrypt) continue;
    state.can_encrypt = true;
    if (last_encryption == nullptr || sub->expires == 0 || (last_encryption->expires != 0 && sub->expires > last_encryption->expires)) last_encryption = sub;
  }
  state.expires_at = expiry_of(key->subkeys);
  if (last_encryption != nullptr) state.expires_at = earlier(state.expires_at, expiry_of(last_encryption));

  using Use = KeyState::Use;
  if (key->revoked)
    state.use = Use::revoked;
  else if (key->expired || (!state.can_encrypt && subkey_expired))
    state.use = Use::expired;
  else if (key->disabled || key->invalid || (!state.can_encrypt && !state.can_sign))
    state.use = Use::unsuitable;
  else
    state.use = Use::usable;
  if (state.use != Use::usable) state.can_encrypt = state.can_sign = false;
  return state;
}

std::string trouble(const KeyState& state, std::string_view purpose) {
  switch (state.use) {
    case KeyState::Use::missing: return "is not on the key ring";
    case KeyState::Use::expired: return state.expires_at ? fmt::format("expired on {}", rfc3339(*state.expires_at)) : "has expired";
    case KeyState::Use::revoked: return "was revoked by its owner";
    case KeyState::Use::unsuitable:
    case KeyState::Use::usable: return fmt::format("cannot be used to {}", purpose);
  }
  check(false);
  return {};
}

// "Name <address>" is one line of a user id; anything that could be read as another is refused.
bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= 200 &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '<' || c == '>' || c == '(' || c == ')'; });
}

class GpgSeal : public ports::OpenPgp {
 public:
  GpgSeal(GpgRing ring, OpenPgpSealConfig config) : ring_(std::move(ring)), config_(std::move(config)) {}

  Result<Fingerprint> make_key(std::string_view name, std::string_view address) override {
    if (!is_plain(name) || !is_plain(address)) return failure(ErrorKind::invalid, "a key's name and address are one line each, without brackets", "make key");
    TRY(context, new_context());
    const std::string user = fmt::format("{} <{}>", name, address);
    const unsigned flags = config_.passphrase ? 0 : GPGME_CREATE_NOPASSWD;
    const auto error = finish(context.get(), gpgme_op_createkey_start(context.get(), user.c_str(), "future-default", 0, own_key_valid_seconds, nullptr, flags));
    if (error != 0) return gpg_failed("the key could not be made", error);
    const gpgme_genkey_result_t made = gpgme_op_genkey_result(context.get());
    if (made == nullptr || made->fpr == nullptr) return failure(ErrorKind::unavailable, "gpg made a key but did not name it", "gpg");
    return Fingerprint::of(made->fpr);
  }

  Result<void> import_pinned(std::string_view key_block, const Fingerprint& pinned) override {
    TRY_DO(holds_only(key_block, pinned));
    TRY(context, new_context());
    const Data block = data_of(key_block);
    const auto error = finish(context.get(), gpgme_op_import_start(context.get(), block.get()));
    if (error != 0) return gpg_failed("the key could not be imported", error);
    TRY(state, key_state(pinned));
    if (state.use == KeyState::Use::missing)
      return failure(ErrorKind::refused, "gpg did not accept the key", pinned.short_form(), "ask for a key of a current kind");
    return {};
  }

  Result<std::string> public_key(const Fingerprint& key) override {
    TRY(context, new_context());
    const char* pattern = key.text().c_str();
    Data out = empty_data();
    const auto error = finish(context.get(), gpgme_op_export_start(context.get(), pattern, GPGME_EXPORT_MODE_MINIMAL, out.get()));
    if (error != 0) return gpg_failed("the key could not be exported", error);
    std::string block = bytes_in(std::move(out));
    if (block.empty()) return failure(ErrorKind::not_found, "the key is not on the key ring", key.short_form());
    return block;
  }

  Result<KeyState> key_state(const Fingerprint& fingerprint) override {
    TRY(context, new_context());
    TRY(key, find(context.get(), fingerprint));
    return key == nullptr ? KeyState{} : state_of(key.get());
  }

  Result<std::string> sign_and_encrypt(std::string_view plaintext, const Fingerprint& signer, const std::vector<Fingerprint>& recipients) override {
    if (recipients.empty()) return failure(ErrorKind::invalid, "nobody to encrypt to", "OpenPGP message");
    TRY(context, new_context());
    TRY(signing_key, usable(context.get(), signer, &KeyState::can_sign, "sign"));
    check(gpgme_signers_add(context.get(), signing_key.get()) == 0);
    std::vector<Key> keys;
    for (const Fingerprint& recipient : recipients) {
      TRY(key, usable(context.get(), recipient, &KeyState::can_encrypt, "encrypt"));
      keys.push_back(std::move(key));
    }
    std::vector<gpgme_key_t> to;
    for (const Key& key : keys) to.push_back(key.get());
    to.push_back(nullptr);

    const Data plain = data_of(plaintext);
    Data sealed = empty_data();
    const auto flags = static_cast<gpgme_encrypt_flags_t>(GPGME_ENCRYPT_ALWAYS_TRUST | GPGME_ENCRYPT_NO_ENCRYPT_TO | GPGME_ENCRYPT_NO_COMPRESS);
    const auto error = finish(context.get(), gpgme_op_encrypt_sign_start(context.get(), to.data(), flags, plain.get(), sealed.get()));
    if (error != 0) return gpg_failed("the message could not be signed and encrypted; nothing was written", error);
    const gpgme_encrypt_result_t encrypted = gpgme_op_encrypt_result(context.get());
    const gpgme_sign_result_t made = gpgme_op_sign_result(context.get());
    if (encrypted == nullptr || encrypted->invalid_recipients != nullptr || made == nullptr || made->signatures == nullptr || made->invalid_signers != nullptr)
      return failure(ErrorKind::refused, "gpg left out a recipient or the signature; nothing was written", "OpenPGP message", alternatives);
    return bytes_in(std::move(sealed));
  }

  Result<std::string> open(std::string_view message, const Fingerprint& expected_signer) override {
    TRY(context, new_context());
    const Data sealed = data_of(message);
    Data plain = empty_data();
    const auto error = finish(context.get(), gpgme_op_decrypt_verify_start(context.get(), sealed.get(), plain.get()));
    // gpg writes plaintext before it has seen the end of the message; from here on `plain` is either proven or dropped.
    if (error != 0 || !was_encrypted(context.get())) return not_opened();
    TRY(genuine, bears_one_signature_of(context.get(), expected_signer));
    if (!genuine) return not_opened();
    return bytes_in(std::move(plain));
  }

 private:
  static constexpr const char* alternatives =
      "file through the authority's portal or by post; or record the decision to send a reduced notice in clear; or pin the renewed key after "
      "checking its fingerprint";

  Result<Context> new_context() {
    gpgme_ctx_t made = nullptr;
    if (const auto error = gpgme_new(&made); error != 0) return gpg_failed("GnuPG cannot be used", error);
    Context context(made);
    gpgme_set_protocol(made, GPGME_PROTOCOL_OpenPGP);
    if (const auto error = gpgme_ctx_set_engine_info(made, GPGME_PROTOCOL_OpenPGP, nullptr, ring_.home().c_str()); error != 0)
      return gpg_failed("GnuPG cannot be used", error);
    gpgme_set_armor(made, 1);
    gpgme_set_textmode(made, 0);
    gpgme_set_offline(made, 1);
    if (config_.passphrase) {
      gpgme_set_pinentry_mode(made, GPGME_PINENTRY_MODE_LOOPBACK);
      gpgme_set_passphrase_cb(made, &GpgSeal::answer_passphrase, this);
    } else {
      gpgme_set_pinentry_mode(made, GPGME_PINENTRY_MODE_ERROR);  // nobody is there to be asked
    }
    return context;
  }

  static gpgme_error_t answer_passphrase(void* self, const char*, const char*, int, int fd) {
    const std::string line = static_cast<GpgSeal*>(self)->config_.passphrase->reveal() + "\n";
    return gpgme_io_writen(fd, line.data(), line.size()) == 0 ? 0 : gpgme_error_from_errno(errno);
  }

  // Waits for an operation that was started, but not for ever.
  gpgme_error_t finish(gpgme_ctx_t context, gpgme_error_t started) const {
    if (started != 0) return started;
    const auto until = std::chrono::steady_clock::now() + config_.limit;
    while (std::chrono::steady_clock::now() < until) {
      gpgme_error_t error = 0;
      if (gpgme_wait(context, &error, 0) != nullptr || error != 0) return error;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    gpgme_cancel(context);
    return gpgme_error(GPG_ERR_TIMEOUT);
  }

  // The public key with a mark on each subkey whose secret half is here; null where it is not on the ring.
  Result<Key> find(gpgme_ctx_t context, const Fingerprint& fingerprint) {
    gpgme_set_keylist_mode(context, GPGME_KEYLIST_MODE_LOCAL | GPGME_KEYLIST_MODE_WITH_SECRET);
    gpgme_key_t found = nullptr;
    const auto error = gpgme_get_key(context, fingerprint.text().c_str(), &found, 0);
    Key key(found);
    if (gpgme_err_code(error) == GPG_ERR_EOF) return Key();
    if (error != 0) return gpg_failed("the key ring could not be read", error);
    // gpg also finds a key by a subkey's fingerprint; only the primary key's is pinned.
    if (key->fpr == nullptr || fingerprint.text() != key->fpr) return Key();
    return key;
  }

  Result<Key> usable(gpgme_ctx_t context, const Fingerprint& fingerprint, bool KeyState::* can, std::string_view purpose) {
    TRY(key, find(context, fingerprint));
    const KeyState state = key == nullptr ? KeyState{} : state_of(key.get());
    if (state.*can) return std::move(key);
    return failure(ErrorKind::refused, fmt::format("the key ...{} {}; nothing was written", fingerprint.short_form(), trouble(state, purpose)), "OpenPGP key",
                   alternatives);
  }

  // Looks into a key block without importing it.
  Result<void> holds_only(std::string_view key_block, const Fingerprint& pinned) {
    const auto other = [&](std::string what) {
      return failure(ErrorKind::refused, std::move(what), fmt::format("key block, pinned ...{}", pinned.short_form()),
                     "ask the owner for the fingerprint on a way you know, and pin that");
    };
    TRY(context, new_context());
    const Data block = data_of(key_block);
    if (const auto error = gpgme_op_keylist_from_data_start(context.get(), block.get(), 0); error != 0)
      return gpg_failed("the key block could not be read", error);
    int keys = 0;
    bool pinned_one = false;
    bool secret = false;
    for (gpgme_key_t next = nullptr; gpgme_op_keylist_next(context.get(), &next) == 0;) {
      const Key key(next);
      ++keys;
      pinned_one = key->fpr != nullptr && pinned.text() == key->fpr;
      secret = secret || key->secret;
    }
    if (keys == 0) return failure(ErrorKind::invalid, "this is no OpenPGP public key block", "key block");
    if (keys != 1 || !pinned_one) return other("the block holds another key than the pinned one; nothing was imported");
    if (secret) return other("the block holds a secret key; nothing was imported");
    return {};
  }

  static bool was_encrypted(gpgme_ctx_t context) {
    const gpgme_decrypt_result_t result = gpgme_op_decrypt_result(context);
    return result != nullptr && result->recipients != nullptr && result->unsupported_algorithm == nullptr && !result->legacy_cipher_nomdc &&
           !result->wrong_key_usage;
  }

  Result<bool> bears_one_signature_of(gpgme_ctx_t context, const Fingerprint& expected) {
    const gpgme_verify_result_t result = gpgme_op_verify_result(context);
    if (result == nullptr || result->signatures == nullptr || result->signatures->next != nullptr) return false;
    const gpgme_signature_t signature = result->signatures;
    if (signature->status != 0 || signature->wrong_key_usage || signature->fpr == nullptr) return false;
    const std::string by = signature->fpr;  // of the key or of one of its signing subkeys
    TRY(key, find(context, expected));
    if (key == nullptr) return false;
    for (gpgme_subkey_t sub = key->subkeys; sub != nullptr; sub = sub->next)
      if (sub->fpr != nullptr && by == sub->fpr) return !is_dead(sub) && !key->revoked && !key->expired;
    return false;
  }

  GpgRing ring_;
  OpenPgpSealConfig config_;
};

}  // namespace

Result<std::unique_ptr<ports::OpenPgp>> openpgp_seal(const OpenPgpSealConfig& config) {
  static const bool ready = gpgme_check_version("1.18.0") != nullptr;
  if (!ready) return failure(ErrorKind::unavailable, "GPGME is older than 1.18", "gpgme", "install libgpgme11");
  if (const auto error = gpgme_engine_check_version(GPGME_PROTOCOL_OpenPGP); error != 0) return gpg_failed("GnuPG cannot be used", error);
  TRY(ring, GpgRing::at(config));
  return std::make_unique<GpgSeal>(std::move(ring), config);
}

}  // namespace tocsin
