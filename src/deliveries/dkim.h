// A mail's signature in the name of its domain, where the relay does not sign.
//
// Law:    RFC 6376 (relaxed/relaxed), RFC 8463 (Ed25519)
// Pure:   the key stays with whoever signs: `sign` gets the bytes.
// Holds:  the fields that a reader sees are signed, From twice over: nobody can add another one.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace tocsin {

struct DkimSigner {
  std::string domain, selector;
  std::string algorithm;                                      // "rsa-sha256", "ed25519-sha256"
  std::function<std::string(std::string_view signed_bytes)> sign;  // the bare signature
};

// RFC 6376, 3.4: relaxed. Lines ended by CR LF.
std::string relaxed_body(std::string_view body);
std::string relaxed_field(std::string_view field);  // one field with its continuation lines, no line end

// What is hashed and signed: the named fields from the bottom up, then the signature's own field with an empty b=.
std::string dkim_signed_bytes(std::string_view header, const std::vector<std::string>& names, std::string_view own_field);

// The whole field, ended by CR LF, to stand before the message.
std::string dkim_field(std::string_view message, const DkimSigner& signer, Instant at);

}  // namespace tocsin
