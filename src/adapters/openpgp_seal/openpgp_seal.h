// ports::OpenPgp by GPGME and GnuPG, on a key ring of its own.
//
// Acts:   starts gpg and its agent; reads and writes `ring_dir`. No network: no key server, no key retrieval.
// Holds:  the ring's configuration is written anew each time it is opened, so no foreign option has any effect.
//         One thread at a time. The agent ends with the seal.

#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"
#include "base/secret.h"
#include "ports/openpgp.h"

namespace tocsin {

struct OpenPgpSealConfig {
  std::string ring_dir;                           // made with mode 0700 where it is not there
  std::optional<Secret<std::string>> passphrase;  // of the organisation's own key; none: the key file itself is the secret
  std::optional<Instant> simulated_now;           // simulated stores: what gpg takes for the present
  std::chrono::seconds limit{30};                 // for one operation
  std::size_t output_bytes_max = 64 << 20;        // of one decrypted message
};

Result<std::unique_ptr<ports::OpenPgp>> openpgp_seal(const OpenPgpSealConfig& config);

}  // namespace tocsin
