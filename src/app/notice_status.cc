#include "app/notice_status.h"

namespace tocsin {

Result<TellingStatus> notices_status(World& world, const Incident& incident, const std::optional<std::string>& id) {
  TRY(campaign, open_campaign(world, incident, id));
  NoticeQueue& queue = *campaign.queue;
  TRY_DO(queue.presume(NoticeChannel::mail, world.now - std::chrono::hours(campaign.rule.mail_hours), world.now));
  TRY_DO(queue.presume(NoticeChannel::letter, world.now - std::chrono::days(campaign.rule.letter_days), world.now));

  TellingStatus status{.id = campaign.file().id, .content = campaign.file().content, .approved = campaign.approved, .at = world.now};
  TRY(counts, queue.counts());
  status.counts = counts;
  for (const NoticeCount& count : counts) {
    status.notices += count.notices;
    if (count.state == NoticeState::presumed || count.state == NoticeState::confirmed) status.informed += count.notices;
  }
  return status;
}

}  // namespace tocsin
