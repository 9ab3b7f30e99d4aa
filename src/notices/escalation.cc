#include "notices/escalation.h"

#include <array>

namespace tocsin {

namespace {

constexpr std::array all_reaches = {Reach::mailbox, Reach::mail, Reach::letter, Reach::sms, Reach::mediator, Reach::registry};

bool is_open(Reach reach, const ReachState& person) {
  return person.has.contains(reach) && !person.tried.contains(reach) && !person.compromised.contains(reach);
}

NextStep another_channel(Reach failed, const ReachState& person) {
  for (const Reach reach : all_reaches)
    if (reach != failed && is_open(reach, person)) return {Next::try_channel, reach};
  return {Next::public_notice, {}};
}

}  // namespace

std::string_view name_of(Reach reach) {
  constexpr std::array<std::string_view, 6> names = {"mailbox", "mail", "letter", "sms", "mediator", "registry"};
  return names.at(static_cast<std::size_t>(reach));
}

std::string_view name_of(FailedBecause because) {
  constexpr std::array<std::string_view, 13> names = {"address_dead",   "mailbox_full",      "expired",       "relay_blocked", "content_refused",
                                                      "failed_unknown", "moved_new_address", "moved_unknown", "refused",       "address_incomplete",
                                                      "deceased",       "number_dead",       "not_forwarded"};
  return names.at(static_cast<std::size_t>(because));
}

std::string_view name_of(Next next) {
  constexpr std::array<std::string_view, 6> names = {"try_channel", "again_corrected", "repair", "alarm", "stop", "public_notice"};
  return names.at(static_cast<std::size_t>(next));
}

NextStep next_after(Reach failed, FailedBecause because, const ReachState& person) {
  switch (because) {
    case FailedBecause::deceased: return {Next::stop, {}};
    case FailedBecause::relay_blocked:
    case FailedBecause::content_refused: return {Next::alarm, {}};
    case FailedBecause::address_incomplete: return {Next::repair, {}};
    case FailedBecause::moved_new_address:
      if (!person.corrected_once) return {Next::again_corrected, Reach::letter};
      break;
    case FailedBecause::address_dead:
    case FailedBecause::mailbox_full:
    case FailedBecause::expired:
    case FailedBecause::failed_unknown:
    case FailedBecause::moved_unknown:
    case FailedBecause::refused:
    case FailedBecause::number_dead:
    case FailedBecause::not_forwarded: break;
  }
  return another_channel(failed, person);
}

std::optional<Reach> first_reach(const ReachState& person) {
  for (const Reach reach : all_reaches)
    if (is_open(reach, person)) return reach;
  return {};
}

bool letter_beside(bool high_risk, const ReachState& person, bool mail_deferred, Instant mail_since, bool confirmed, Instant now) {
  constexpr auto deferred_limit = std::chrono::hours(24), silence_limit = std::chrono::hours(7 * 24);
  return high_risk && !confirmed && is_open(Reach::letter, person) && now - mail_since >= (mail_deferred ? deferred_limit : silence_limit);
}

}  // namespace tocsin
