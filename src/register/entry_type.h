// The words that may stand in an entry's `type` line. A closed list: free text never enters the register in clear.
//
// Way:    facts/vocabulary (kinds) -> [here] -> register/sequencer
// Holds:  the list binds who writes. Who verifies an old register checks the form of the word only, so that a
//         word retired or added later never makes a true register look false.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

namespace entry_type {
inline constexpr std::string_view log_opened = "log.opened";
inline constexpr std::string_view log_opened_simulated = "log.opened.simulated";
inline constexpr std::string_view incident_opened = "incident.opened";
inline constexpr std::string_view filing_sent = "filing.sent";
inline constexpr std::string_view notices_sealed = "notices.sealed";
inline constexpr std::string_view erasure_done = "erasure.done";
inline constexpr std::string_view heartbeat = "heartbeat";
inline constexpr std::string_view heads = "heads";
inline constexpr std::string_view key_rotated = "key.rotated";
}  // namespace entry_type

// "became_aware" -> "fact.became_aware"
std::string fact_type(std::string_view kind);

// log.opened and log.opened.simulated: entry 0, and no other.
bool opens_log(std::string_view type);

class EntryTypes {
 public:
  explicit EntryTypes(const std::vector<std::string>& fact_kinds);  // REQUIRES: snake_case words
  bool contains(std::string_view type) const { return words_.contains(type); }

 private:
  std::set<std::string, std::less<>> words_;
};

}  // namespace tocsin
