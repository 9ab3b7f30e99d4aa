// Approval: a second person says that exactly this may leave.
//
// Way:    campaign -> [here] -> fact `notices_approved`, notices are ready
// Law:    own rule: two persons, two keys, bound to one content

#pragma once

#include "app/notice_campaign.h"

namespace tocsin {

struct NoticeApproval {
  CampaignId id;
  Digest content{};
  std::vector<NoticeCount> counts;
};

// `refused`: the planner's own key, a role that may not approve, or a content that changed since it was planned.
Result<NoticeApproval> approve_notices(World& world, const Actor& approver, const Incident& incident, const Config& config,
                                       const std::optional<std::string>& campaign);

}  // namespace tocsin
