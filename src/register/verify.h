// Is this register still the one that was signed? Names the first fault and where it is.
//
// Way:    ports/Store (rows in order), the newest checkpoint, one kept outside -> [here] -> app/register_verify
// Law:    GDPR Art. 33(5): the authority must be able to verify
// Pure.
// Holds:  takes entries one at a time; memory is one hash an entry and one head an incident.
//         Shows that entries existed unchanged since a checkpoint; not that what they say is true.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/ids.h"
#include "base/instant.h"
#include "register/checkpoint.h"
#include "register/tree.h"

namespace tocsin {

struct RegisterFault {
  std::optional<std::uint64_t> entry;  // place in the log; none where no single entry can be named
  std::string what;
  bool operator==(const RegisterFault&) const = default;
};

struct RegisterVerdict {
  std::uint64_t entries = 0;
  Digest root{};
  std::string origin;      // of entry 0
  bool simulated = false;  // by entry 0
  std::optional<RegisterFault> first_fault;
  bool ok() const { return !first_fault; }
};

class RegisterVerifier {
 public:
  explicit RegisterVerifier(LogKey key) : key_(std::move(key)) {}

  // `stored_leaf`: the hash kept beside the entry, which lets an altered last entry of an incident be named.
  void add(std::string_view entry_bytes, const std::optional<Digest>& stored_leaf);

  // Set as soon as an entry is at fault by itself or does not continue those before it; the caller may stop then.
  const std::optional<RegisterFault>& first_fault() const { return verdict_.first_fault; }

  // `newest`: the log's own newest checkpoint; it must cover every entry. `outside`: one kept elsewhere, may be older.
  RegisterVerdict finish(std::string_view newest, std::optional<std::string_view> outside);

 private:
  struct Tail {
    std::uint64_t count = 0;
    Digest leaf{};
    std::uint64_t index = 0;
  };
  std::optional<RegisterFault> fault_in(std::string_view entry_bytes, const Digest& leaf, const std::optional<Digest>& stored_leaf);
  std::optional<RegisterFault> newest_fault(const MerkleTree& tree, std::string_view newest) const;
  std::optional<RegisterFault> outside_fault(const MerkleTree& tree, std::string_view outside) const;

  LogKey key_;
  Hashes leaves_;
  std::unordered_map<std::string, Tail> tails_;
  std::optional<Instant> last_recorded_;
  RegisterVerdict verdict_;
};

}  // namespace tocsin
