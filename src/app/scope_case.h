// A scope as part of an incident: what it may do, and what it leaves behind as facts.
//
// Way:    files and facts -> [here] -> may it write in clear?;  report -> [here] -> facts
// Law:    GDPR Art. 33(3)(a): the counts; Art. 5(2): which files these were, how they came and who allowed their use
// Acts:   reads the input files once, for their SHA-256.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/record.h"
#include "app/scope_report.h"
#include "app/scope_slices.h"

namespace tocsin {

// How the files came here.
struct Provenance {
  std::optional<word::Obtained> obtained;
  std::string allowed_by;
};
// `invalid` where one of the two is missing; a simulated store may leave both out.
Result<Provenance> provenance_of(const World& world, const std::optional<std::string>& obtained, const std::optional<std::string>& allowed_by);

struct InputSum {
  std::string name, sha256;
};
Result<std::vector<InputSum>> sums_of(const std::vector<std::string>& files);
Digest content_of(const std::vector<InputSum>& inputs);  // whatever their order

// Real stores: two persons with keys of their own, approvers or deciders, approved plain tables of exactly this content.
Result<void> plain_is_approved(World& world, const Incident& incident, const Digest& content);

// The bulk way reports back by recording facts.
Result<void> record_scope(World& world, const Actor& who, const Incident& incident, const app::ScopeReport& report, const std::vector<InputSum>& inputs,
                          const Provenance& provenance);

// Which national numbers we may join by, and which controller may get which: what is recorded as permitted. Asked of
// real stores; a simulated one joins by any.
std::optional<std::set<std::string>> numbers_to_join(const World& world, const Incident& incident);
std::set<std::pair<std::string, std::string>> numbers_in_slices(const Incident& incident);

// Writes a controller's slice to DIR/slices, encrypted to the key that `keys` pins: CONTROLLER.asc and its fingerprint in
// CONTROLLER.fingerprint. False: there is no such key. `refused`: we have no key of our own to sign with.
Result<app::SealSlice> slice_sealer(World& world, const std::string& keys, const std::string& out_dir);

// The incident whose tables lie in `dir`, as its report says.
Result<std::string> incident_of_folder(World& world, const std::string& dir);

}  // namespace tocsin
