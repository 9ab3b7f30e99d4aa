// How far is the telling? Every notice in exactly one state, and the one figure that may be called "informed".
//
// Way:    campaign's file, outbox, time -> [here] -> `notices status`, a person who records `persons_informed`
// Law:    Art. 34(1); recital 86
// Holds:  informed = presumed + confirmed, as of a time. Handed over is not told: a notice is presumed told when its
//         channel was silent long enough (the rule's mail_hours and letter_days). Presuming moves with `world.now`.

#pragma once

#include "app/notice_campaign.h"

namespace tocsin {

struct TellingStatus {
  CampaignId id;
  Digest content{};
  bool approved = false;
  std::vector<NoticeCount> counts;
  std::uint64_t notices = 0, informed = 0;
  Instant at;
};

Result<TellingStatus> notices_status(World& world, const Incident& incident, const std::optional<std::string>& campaign);

}  // namespace tocsin
