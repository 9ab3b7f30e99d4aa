// A record reduced to what identity is decided on.
//
// Way:    records/canonical -> [here] -> identity table
// Holds:  equal normal forms give equal keys, under the incident's key only.

#pragma once

#include "persons/identity.h"
#include "records/keyed_hash.h"

namespace tocsin {

void add_identity(IdentityTable& table, const CanonicalRecord& record, const KeyedHash& hash);

}  // namespace tocsin
