// What is known about one breach, as far as the risk to persons depends on it.
//
// Way:   a cases file, or an incident's facts -> [here] -> the rules of this folder -> assessment
// Law:   GDPR Art. 33(1), 34(1); EDPB Guidelines 9/2022 section IV.B, 01/2021
// Pure:  plain values
// Holds: an empty optional means "not established". It is never read as "no": the rules look at the kindest and
//        at the worst way in which the open points can still turn out (completion.h).
//
// Enumerators are ordered by harm, so that `<` means "harms less". "Unknown" is not an enumerator.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/assessment/data_kind.h"

namespace tocsin::assessment {

enum class Nature { confidentiality, integrity, availability };

// How the breach came about, as far as it matters to the persons.
enum class Cause {
  planned_maintenance,  // no breach of security, hence no breach at all
  accident,             // misdirected, misconfigured, software fault, power cut
  lost_medium,
  intrusion,            // hacking, malware, ransomware, a mailbox taken over
  insider,
  stolen_medium,        // device, back-up or paper in a thief's hands
  impersonation,        // somebody acts under the person's name
};

enum class Exfiltration { none, excluded, unlikely, disclosed, confirmed, published };

enum class ProtectionKind {
  encryption,
  hash,            // protects the hashed items only
  special_reader,  // special hardware or software, a proprietary format: a hurdle, not encryption
  none,
};

enum class Backup { available, not_relevant, none, destroyed };
enum class Impact { none, minor, moderate, severe };

enum class Recipient {
  none,
  bound_to_secrecy,  // a contract partner or authority with a legal duty of secrecy
  known_person,      // one or a few known persons or organisations
  known_circle,      // several persons who can be named; how many decides
  unknown_circle,    // a wrong list, anybody with the link
  hostile,           // attacker, thief, impostor
  everybody,         // published
};

enum class Role { controller, processor };

struct PersonCount {
  std::int64_t lo = 0;
  std::int64_t hi = 0;  // REQUIRES: lo <= hi
};

struct Protection {
  std::optional<ProtectionKind> kind;
  std::optional<bool> state_of_art;
  std::optional<bool> key_compromised;  // taken, or derivable
};

struct Recipients {
  std::optional<Recipient> kind;
  std::optional<bool> trusted;
  std::optional<std::int64_t> count;
  std::optional<bool> deletion_confirmed;
};

struct BreachProfile {
  std::optional<std::vector<Nature>> nature;
  std::optional<bool> personal_data;  // false: an incident, but not with personal data
  std::optional<Cause> cause;
  std::optional<bool> malicious;
  std::optional<Exfiltration> exfiltration;
  std::optional<bool> logs_prove_no_exfiltration;
  std::vector<DataKind> data;          // empty: not established
  std::vector<std::string> not_exposed;  // kinds known to be safe; told, not weighed
  std::optional<bool> special_category;
  std::optional<bool> national_id;
  std::optional<PersonCount> persons;
  std::vector<PersonGroup> groups;     // empty: not established
  std::optional<bool> vulnerable;
  Protection protection;
  Recipients recipient;
  std::optional<Backup> backup;
  std::optional<double> restored_after_hours;  // never_restored: lost for good
  std::optional<Impact> service_impact;
  std::optional<double> exposure_duration_hours;
  bool medium_recovered_unread = false;  // Art. 34(3)(b), with evidence
  std::optional<Role> role;
  std::optional<bool> cross_border;
};

inline constexpr double never_restored = 1e9;

bool hits(const BreachProfile& profile, Nature nature);  // stated, or (confidentiality) shown by the exfiltration

}  // namespace tocsin::assessment
