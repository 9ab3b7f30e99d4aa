// That one person was told: kept leaf by leaf as notices leave, shown for one person without the others.
//
// Way:    notice_send -> STORE/campaigns/<id>/<root>.told -> [here] -> register/telling_proof
// Law:    Art. 5(2), 34(1); Art. 5(1)(e): the proof needs no name and no address, so these can be erased
// Acts:   writes and reads those files.
// Holds:  a file bears the name of the root that stands in the fact `notices_handed_over`, so it cannot be another's;
//         one that does not give its root proves nothing and says so.
// See:    docs/formats/campaign.md

#pragma once

#include <fstream>
#include <optional>
#include <string>

#include "app/world.h"
#include "ports/notice_queue.h"
#include "register/telling_proof.h"

namespace tocsin {

// One wave's leaves while it is being recorded; nothing remains where keep() is not reached.
class ToldLeaves {
 public:
  explicit ToldLeaves(std::string folder) : folder_(std::move(folder)) {}
  void add(const HandedNotice& notice);
  Digest root() const { return tree_.root(); }
  Result<void> keep();  // under the name of its root; again is the same

 private:
  std::string folder_;
  std::ofstream out_;
  RightEdge tree_;
};

// `reference`: the first digits of the notice's id, as they stand on the letter. not_found: nothing with these digits
// was handed over by this incident's campaigns.
Result<TellingProof> telling_proof(World& world, const Incident& incident, const std::string& reference);

}  // namespace tocsin
