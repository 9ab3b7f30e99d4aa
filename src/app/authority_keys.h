// The OpenPGP keys of this organisation and of the authorities it writes to.
//
// Acts:   on the key ring beside the persons' keys, and on two settings of the store
// Holds:  an authority's key is used only after somebody pinned it by its whole fingerprint; the ring belongs to one
//         organisation; private keys never enter the store.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/world.h"
#include "rules/authority.h"

namespace tocsin {

// The ring in the key folder. REQUIRES: the world lives longer than what it hands out.
Result<std::unique_ptr<ports::OpenPgp>> own_ring(World& world);

struct OwnMailKey {
  std::string address;
  ports::Fingerprint fingerprint;
};
// Who mails are from, and what they are signed with; none until `make_mail_key`.
Result<std::optional<OwnMailKey>> own_mail_key(World& world);
// Makes the key. `conflict`: there is one already.
Result<OwnMailKey> make_mail_key(World& world, const std::string& address);

struct PinnedKey {
  std::string authority;  // profile id
  ports::Fingerprint fingerprint;
  std::string address;  // where mail goes; empty: the profile's own
};
Result<std::optional<PinnedKey>> pinned_key(World& world, const std::string& authority);
// Reads the public key into the ring and remembers its fingerprint. Refused where the file holds another key.
Result<PinnedKey> pin_key(World& world, const AuthorityProfile& authority, std::string_view key_block, const std::string& fingerprint,
                          const std::string& address);

}  // namespace tocsin
