// A campaign: its file, its rule, and the one digest that two people approve.
//
// Way:    notice_plan -> STORE/campaigns/<id>.db -> [here] -> notice_approve, notice_send, notice_status
// Law:    Art. 34; two people by an own rule
// Holds:  content = text, rule and set. Whoever changes one of them has another campaign, which nobody approved. The
//         key of the files is a sealed setting of the store.
// See:    docs/formats/campaign.md

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/notice_words.h"
#include "app/world.h"
#include "base/digest.h"

namespace tocsin {

// What decides who is told how, besides the words.
struct NoticeRule {
  Certainty certainty = Certainty::confirmed;
  std::string language;                   // of persons whose own is not known
  std::optional<std::string> controller;  // only this one's persons
  std::vector<NoticeChannel> channels;
  std::int64_t letter_days = 21, mail_hours = 72;
  std::size_t letters_per_file = 5000;
  std::string window;
};
std::string text_of(const NoticeRule& rule);
Result<NoticeRule> rule_of(std::string_view text);
// The rule as the configuration is now; the choices of the plan (certainty, language, controller) as given.
NoticeRule rule_now(const NoticeWords& words, const NoticeRule& chosen);

// The set, notice by notice, in the order of the plan.
class NoticeSet {
 public:
  void add(const Digest& said) { sum_.add(view_of(said)); }
  Digest finish() { return sum_.finish(); }

 private:
  Sha256 sum_;
};
Digest content_of(const Digest& words, const NoticeRule& rule, const Digest& set);
// `round`: 0, and one more each time that this content gave way to another and is wanted again.
CampaignId campaign_id(const IncidentId& incident, const Digest& content, std::uint32_t round);

Result<std::unique_ptr<NoticeQueue>> new_campaign_file(World& world, const CampaignFile& campaign);
// What bounce addresses and Message-IDs are made with: docs/formats/mail-names.md
Result<std::string> mail_names_key(World& world, const CampaignId& id);
std::string dots_folder(const World& world, const CampaignId& id);  // the dot journal's
std::string campaign_folder(const World& world, const CampaignId& id);  // where its letters go if nobody says otherwise

struct OpenCampaign {
  std::unique_ptr<NoticeQueue> queue;
  NoticeRule rule;
  PersonId planned_by;
  bool approved = false;  // by somebody else, and for exactly this content

  const CampaignFile& file() const { return queue->campaign(); }
};
// The one named by the first digits of its id, else the newest. not_found: nothing was planned.
Result<OpenCampaign> open_campaign(World& world, const Incident& incident, const std::optional<std::string>& id);

// `refused` where text, rule or set are no longer what was planned.
Result<void> unchanged(OpenCampaign& campaign, const NoticeWords& words);

}  // namespace tocsin
