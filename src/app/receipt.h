// The authority's receipt: what makes a filing through a portal, or on paper, count.
//
// Law:    GDPR Art. 33(1); own rule: filed only when the authority is known to have it
// Acts:   copies the receipt beside the notice; records receipt_recorded and, where that was still open, authority_notified
// Holds:  a receipt is final. For a mail in doubt it ends the doubt.

#pragma once

#include <string>

#include "app/world.h"
#include "deliveries/authority_delivery.h"

namespace tocsin {

struct Receipt {
  std::string number;
  Instant at;        // as it stands on the receipt
  std::string file;  // path
};

struct ReceiptKept {
  std::string file;  // path of the copy
  std::string sha256;
  word::Stage stage = word::Stage::initial;
  word::Channel channel = word::Channel::portal;
  bool preliminary = false;
  bool now_filed = false;  // false: the filing had counted already
};

Result<ReceiptKept> add_receipt(World& world, const Actor& actor, const Incident& incident, const Receipt& receipt);

}  // namespace tocsin
