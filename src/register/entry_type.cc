#include "register/entry_type.h"

#include "base/check.h"
#include "register/lines.h"

namespace tocsin {

std::string fact_type(std::string_view kind) { return "fact." + std::string(kind); }

bool opens_log(std::string_view type) { return type == entry_type::log_opened || type == entry_type::log_opened_simulated; }

EntryTypes::EntryTypes(const std::vector<std::string>& fact_kinds) {
  using namespace entry_type;
  for (const std::string_view word :
       {log_opened, log_opened_simulated, incident_opened, filing_sent, notices_sealed, erasure_done, heartbeat, heads, key_rotated})
    words_.emplace(word);
  for (const std::string& kind : fact_kinds) {
    check(is_word(fact_type(kind)));
    words_.insert(fact_type(kind));
  }
}

}  // namespace tocsin
