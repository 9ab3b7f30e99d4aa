#include "notices/supplement.h"

#include <algorithm>
#include <array>

namespace tocsin {

namespace {

// A notice that was withdrawn before it left said nothing.
bool says_something(const EarlierNotice& notice) {
  return notice.was_handed || (notice.state != NoticeState::cancelled && notice.state != NoticeState::superseded);
}

// On its way out of the house: it can no longer give way.
bool has_left(const EarlierNotice& notice) { return notice.was_handed || !after(notice.state, NoticeEvent::superseded); }

}  // namespace

std::string_view name_of(ToTell what) {
  constexpr std::array<std::string_view, 4> names = {"first", "nothing_new", "instead", "supplement"};
  return names.at(static_cast<std::size_t>(what));
}

Supplement supplement_of(std::span<const EarlierNotice> earlier, const IncidentId& incident, const Digest& exposure) {
  const EarlierNotice* last = nullptr;
  std::uint32_t revision = 0;  // the highest of this incident
  for (const EarlierNotice& notice : earlier) {
    if (!says_something(notice)) continue;
    if (notice.incident == incident) {
      if (notice.exposure == exposure) return {ToTell::nothing_new, notice.revision, notice.told_on, false};
      revision = std::max(revision, notice.revision);
    }
    last = &notice;
  }
  if (last == nullptr) return {};
  const bool other = last->incident != incident;
  if (!has_left(*last)) return {ToTell::instead, std::max(1u, revision), {}, other};
  return {ToTell::supplement, revision + 1, last->told_on, other};
}

}  // namespace tocsin
