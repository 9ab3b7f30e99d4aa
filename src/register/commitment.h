// A salted commitment: the register is bound to a value without showing it.
//
// Way:    draft field -> [here] -> register/entry; opening -> [here] -> compared with the entry
// Pure.
// Holds:  bound to incident, seq and name, so it cannot be moved. Who destroys the salt has erased the value: nobody can
//         try guesses against what remains. A salt is therefore as personal as the value it hides.
// See:    docs/formats/register.md

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/ids.h"

namespace tocsin {

using Salt = Digest;  // 32 random bytes, own for every field

// Where a value stands; part of what is committed to.
struct FieldPlace {
  IncidentId incident;
  std::uint64_t seq = 0;
  std::string name;
};

// What opens one commitment.
struct Opening {
  std::string name;
  std::string value;
  Salt salt{};
  bool operator==(const Opening&) const = default;
};

Digest field_commitment(const Salt& salt, const FieldPlace& place, std::string_view value);

// The same for an attachment too large for memory; its size must be known beforehand.
class AttachmentCommitment {
 public:
  AttachmentCommitment(const Salt& salt, const FieldPlace& place, std::uint32_t size_bytes);
  void add(std::string_view bytes);
  Digest finish();  // once; REQUIRES: exactly size_bytes were added

 private:
  Salt salt_;
  std::uint64_t missing_;
  Sha256 inner_;
};

}  // namespace tocsin
