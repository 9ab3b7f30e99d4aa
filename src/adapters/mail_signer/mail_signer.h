// A domain's DKIM key, from the PEM file that the domain's administrator made.
//
// Holds:  RSA of at least 2048 bits, or Ed25519 (RFC 8301, 8463). May sign in several threads at once.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "deliveries/dkim.h"

namespace tocsin {

Result<DkimSigner> mail_signer(std::string_view pem, const std::string& domain, const std::string& selector);

}  // namespace tocsin
