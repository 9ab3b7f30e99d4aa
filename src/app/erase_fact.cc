#include "app/erase_fact.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/filings.h"
#include "app/record.h"
#include "base/text.h"

namespace tocsin {

Result<void> erase_fact(World& world, const Actor& actor, const Incident& incident, std::uint64_t seq, const std::string& reason) {
  if (actor.role != StaffRole::decider)
    return failure(ErrorKind::refused, "only a decider may have the content of a fact erased", "--actor", "it cannot be undone; ask a decider");
  if (trimmed(reason).empty()) return failure(ErrorKind::invalid, "erasing needs a reason; it stays in the register", "--reason");
  const Fact* fact = incident.fact(seq);
  if (fact == nullptr) return failure(ErrorKind::not_found, "there is no fact of this number", fmt::format("fact {}", seq), "`tocsin fact list INCIDENT`");
  if (std::holds_alternative<fact::FactErased>(fact->body))
    return failure(ErrorKind::refused, "that something was erased, and why, stays", fmt::format("fact {}", seq));
  if (fact->state == Knowledge::erased) return failure(ErrorKind::refused, "the content of this fact was erased already", fmt::format("fact {}", seq));
  const auto erased = incident.all<fact::FactErased>();
  const bool told = std::ranges::any_of(erased, [&](const fact::FactErased* one) { return static_cast<std::uint64_t>(one->fact) == seq; });
  if (!told) TRY_DO(record(world, actor, incident, {{{fact::FactErased{.fact = static_cast<std::int64_t>(seq), .reason = reason}}}}));
  TRY_DO(forget_answers(world, incident, seq));
  return world.store->erase(incident.head().id, seq);
}

}  // namespace tocsin
