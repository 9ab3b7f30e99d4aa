// The organisation as authorities ask for it: what the configuration says, and what was told to the store.
//
// Way:    STORE/tocsin.toml, `organisation set` -> [here] -> app/notify
// Holds:  what nobody said stays unanswered; the name is that of the store. What was told goes before the file.
// See:    documents/forms/notification.h (the fields)

#pragma once

#include "app/config.h"
#include "app/world.h"
#include "documents/forms/notification.h"

namespace tocsin {

Result<NotifyingOrganisation> organisation_of(World& world, const Config& config);
// The fields as they were told; an empty object at first.
Result<json::object> organisation_fields(World& world);
// "sector=private", "dpo=yes", "establishments=FR,LU": added to what stands. Unknown fields are refused.
Result<json::object> tell_organisation(World& world, const std::vector<std::string>& words);

}  // namespace tocsin
