// ports::Mailer that writes each mail into a folder as `<order>.eml`. Nothing leaves the machine.
//
// Acts:   on the folder alone. A file appears whole or not at all, and is on disk before the answer is given.
// Holds:  handing over the same order again changes nothing and is accepted; other bytes under the same order are
//         refused, because one order is one message.
//
// Addresses at simulator.tocsin behave predictably, so that tests and drills share them:
//   reject@ is rejected (550), defer@ deferred (451), doubt@ left in doubt; all others are accepted.

#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "ports/mailer.h"

namespace tocsin {

Result<std::unique_ptr<ports::Mailer>> folder_mailer(const std::string& folder);

}  // namespace tocsin
