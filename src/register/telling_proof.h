// Proof that one person was told: a leaf, its place, and the way up to the root that stands in the register.
//
// Way:    app/notice_send (what was handed over) -> [here] -> a file for the person, a court, an authority
// Law:    Art. 5(2), 34(1)
// Pure.
// Holds:  names no person, no address and no other notice: whoever holds the letter computes `told` from it (or has the
//         print shop's manifest), and the root stands in the fact `notices_handed_over`. Addresses may be long gone.
// See:    docs/formats/campaign.md

#pragma once

#include <string>
#include <string_view>

#include "register/tree.h"

namespace tocsin {

struct TellingProof {
  std::string notice;  // id, 32 hex digits
  Digest told{};       // of what was handed over
  std::uint64_t index = 0, size = 0;
  Hashes path;
  Digest root{};
};

Digest telling_leaf(std::string_view notice, const Digest& told);
bool proves(const TellingProof& proof);

std::string text_of(const TellingProof& proof);
Result<TellingProof> telling_proof_of(std::string_view text, std::string_view where);

}  // namespace tocsin
