#include "app/notice_approve.h"

#include <algorithm>

#include "app/record.h"

namespace tocsin {
namespace {

Result<void> may_approve(World& world, const Actor& approver, const PersonId& planner) {
  if (approver.role != StaffRole::approver && approver.role != StaffRole::decider)
    return failure(ErrorKind::refused, "this person's role does not approve notices", "--actor",
                   "an approver or a decider does; `tocsin person list` shows who that is");
  TRY(staff, world.store->staff());
  const PublicKey key = public_key_of(approver.key);
  const bool same = approver.id == planner || std::any_of(staff.begin(), staff.end(), [&](const Staff& one) { return one.id == planner && one.key == key; });
  if (same)
    return failure(ErrorKind::refused, "who planned the notices cannot approve them", "--actor",
                   "a second person with a key of their own looks at the samples and approves");
  return {};
}

}  // namespace

Result<NoticeApproval> approve_notices(World& world, const Actor& approver, const Incident& incident, const Config& config,
                                       const std::optional<std::string>& id) {
  TRY(campaign, open_campaign(world, incident, id));
  TRY_DO(may_approve(world, approver, campaign.planned_by));
  TRY(words, notice_words(world, incident, config));
  TRY_DO(unchanged(campaign, words));
  if (!campaign.approved) {
    fact::NoticesApproved fact{campaign.file().id.text(), hex(campaign.file().content)};
    TRY(recorded, record(world, approver, incident, {.facts = {{.body = std::move(fact)}}}));
    (void)recorded;
  }
  TRY_DO(campaign.queue->move_all(NoticeState::planned, NoticeEvent::released, world.now));
  TRY(counts, campaign.queue->counts());
  return NoticeApproval{campaign.file().id, campaign.file().content, counts};
}

}  // namespace tocsin
