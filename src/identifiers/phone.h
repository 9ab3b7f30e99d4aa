// Can a text message reach this number?
#pragma once

#include <string_view>

namespace tocsin::identifiers {

// False also for countries whose numbering does not say.
bool is_mobile(std::string_view e164);

}  // namespace tocsin::identifiers
