// "Am I concerned?" on the official site: never a yes or a no on the screen, only a message to an address we knew before.
//
// Way:    typed address -> [here] -> the same words for everybody; perhaps one message to the known address
// Law:    Art. 5(1)(f), Art. 9: that somebody is in a breach of health data is itself intimate; a site that answers
//         strangers would be a second breach
// Pure:   the caller looks up and sends.
// Holds:  what the screen shows does not depend on what was typed, on what is known, or on how often it was asked.
//         Only an e-mail address or a telephone number is looked up at all: a plate, a birth date or a number of an
//         authority belongs to nobody's mailbox, and could be tried one after the other.

#pragma once

#include <optional>
#include <string_view>

#include "base/instant.h"

namespace tocsin {

enum class AskedBy { email, phone, plate, birth_date, national_number, name, other };
bool may_be_looked_up(AskedBy by);

// What the organisation knew of the typed address before the breach.
enum class KnownAs { nobody, customer, concerned };

struct SelfCheck {
  AskedBy by = AskedBy::other;
  KnownAs known_as = KnownAs::nobody;
  bool compromised = false;            // the address was part of the breach and may be somebody else's now
  std::optional<Instant> last_reply;   // to this address
  std::size_t asked_by_source = 0;     // within the last hour, this one too
};

enum class SelfCheckReply { none, concerned, not_concerned };
struct SelfCheckAnswer {
  std::string_view on_screen;                          // id of the words, one for all
  SelfCheckReply to_address = SelfCheckReply::none;    // sent to the known address, never shown
};
SelfCheckAnswer answer_to(const SelfCheck& asked, Instant now);

}  // namespace tocsin
