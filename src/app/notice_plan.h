// Planning: who is told by which channel, what they will read, and one digest over all of it.
//
// Way:    scope + words + rule -> [here] -> campaign file, samples, fact `notices_planned`
// Law:    Art. 34(1), (2); the linter stops what lacks an element
// Holds:  planning the same content again is the same campaign, nothing doubled. A new content takes the place of a
//         campaign that has not begun to leave; one that has is never planned over.

#pragma once

#include "app/notice_campaign.h"
#include "app/notice_persons.h"

namespace tocsin {

struct NoticePlanWanted {
  std::string scope_dir;
  std::optional<std::string> language, controller;
  std::optional<Certainty> certainty;
  std::string samples_dir;  // empty: none
};

struct NoticePlan {
  CampaignId id;
  Digest content{};
  bool known_before = false;
  std::vector<NoticeCount> counts;
  std::map<std::string, std::uint64_t> held;  // by reason
  std::vector<std::string> samples;           // files
  std::vector<std::string> invented;          // simulated stores: what the sender lacks
  std::vector<std::string> unnamed;           // controllers in whose name nobody said to write
};

// What becomes of one person in the plan; pure.
QueuedNotice notice_for(const PersonToTell& person, const NoticeRule& rule, const NoticeWords& words);

Result<NoticePlan> plan_notices(World& world, const Actor& planner, const Incident& incident, const Config& config, const NoticePlanWanted& wanted);

}  // namespace tocsin
