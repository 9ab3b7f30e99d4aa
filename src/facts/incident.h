// An incident, as far as we know it: the sum of the facts recorded so far.
//
// Way:    facts/fact -> [here] -> rules
// Law:    GDPR Art. 4(12), 33, 34; awareness as in EDPB 9/2022 section II.A
// Pure:   the same facts in the same order always give the same incident
// Holds:  nothing here is ever edited: to change an incident, record another fact and sum again;
//         incident_of and grown are the only ways to obtain one. "Not established yet" (no fact) is something else
//         than "no": an unassessed risk does not stop the clock. Pointers from latest() live as long as it.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "facts/fact.h"

namespace tocsin {

enum class Role { controller, processor, authority };
std::string_view name_of(Role role);
std::optional<Role> role_of(std::string_view name);

// What is fixed when the incident is opened.
struct IncidentHead {
  IncidentId id;
  OrganisationId organisation;
  Role role = Role::controller;
  std::string authority;  // profile id, "fr-cnil"
  std::string title;
  IncidentId root;        // the incident with the same root cause; none where there is none
  Instant opened_at;
};

// A range of persons or records. Persons and records are two different numbers.
struct Count {
  std::optional<std::int64_t> min, best, max;
  bool operator==(const Count&) const = default;
};

// Where the controller's 72 hours run from.
struct Awareness {
  Instant at;
  std::uint64_t seq = 0;     // of the fact that says so
  bool provisional = false;  // a processor's alert whose sender is not verified yet: same clock, same length
  bool by_alert = false;     // the alert itself is the awareness (EDPB 9/2022 par. 44)
};

class Incident {
 public:
  const IncidentHead& head() const { return head_; }
  Role role() const { return head_.role; }
  std::span<const Fact> facts() const { return facts_; }  // all, in order, also those superseded
  std::uint64_t last_seq() const { return facts_.empty() ? 0 : facts_.back().seq; }

  bool stands(const Fact& fact) const;  // not superseded, not erased
  const Fact* fact(std::uint64_t seq) const;

  // The newest standing fact of a kind that tells something (known or estimated); null where there is none.
  template <class Kind>
  const Kind* latest() const {
    const Fact* found = latest_fact<Kind>();
    return found == nullptr ? nullptr : &std::get<Kind>(found->body);
  }
  template <class Kind>
  const Fact* latest_fact() const {
    for (auto it = facts_.rbegin(); it != facts_.rend(); ++it)
      if (std::holds_alternative<Kind>(it->body) && it->tells() && stands(*it)) return &*it;
    return nullptr;
  }

  // All standing facts of a kind that tell something, oldest first.
  template <class Kind>
  std::vector<const Fact*> all_facts() const {
    std::vector<const Fact*> found;
    for (const Fact& fact : facts_)
      if (std::holds_alternative<Kind>(fact.body) && fact.tells() && stands(fact)) found.push_back(&fact);
    return found;
  }
  template <class Kind>
  std::vector<const Kind*> all() const {
    std::vector<const Kind*> found;
    for (const Fact* fact : all_facts<Kind>()) found.push_back(&std::get<Kind>(fact->body));
    return found;
  }
  template <class Kind>
  bool has() const {
    return latest_fact<Kind>() != nullptr;
  }

  // Of several awareness facts not superseded the earliest claimed time counts. For a controller an alert that
  // reached it counts too: provisional until its sender is verified, not at all once it proved a fake.
  std::optional<Awareness> awareness() const;

  // Whole-incident counts: the newest fact that is not about one group, country or controller only.
  std::optional<Count> persons() const;
  std::optional<Count> records() const;

  bool is_closed() const;  // closed, and not opened again since

 private:
  friend Incident incident_of(IncidentHead head, std::vector<Fact> facts);
  friend Incident grown(Incident incident, Fact fact);
  void take(Fact fact);
  IncidentHead head_;
  std::vector<Fact> facts_;
  std::vector<bool> gone_;  // by index: superseded or erased
};

// REQUIRES: facts of one incident with seq 1, 2, 3 ...
Incident incident_of(IncidentHead head, std::vector<Fact> facts);

// The incident and one more fact: what incident_of gives of all of them. REQUIRES: the next seq.
Incident grown(Incident incident, Fact fact);

// The incident as it was known at `as_of`: only facts recorded by then.
Incident incident_as_of(const Incident& incident, Instant as_of);

// Whether `fact` may be recorded on top of what stands: supersedes an existing standing fact of its kind;
// awareness is moved later only with a reason and another person's approval; risk is lowered only so; the second look
// at a filing is not that of who filed.
// `author` is who wants to record it. `refused` for a rule, `invalid` for a wrong reference.
Result<void> acceptable(const Incident& incident, const NewFact& fact, const PersonId& author);

}  // namespace tocsin
