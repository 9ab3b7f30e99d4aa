// The words of a cases file, and what each of them means.
//
// Pure:  tables; a synonym is a line in words.cc

#pragma once

#include <optional>
#include <string_view>

#include "rules/assessment/breach_profile.h"

namespace tocsin::assessment {

std::optional<Nature> nature_of(std::string_view word);                   // c, i, a or in full
std::optional<Cause> cause_of(std::string_view word);
std::optional<Exfiltration> exfiltration_of(std::string_view word);
std::optional<ProtectionKind> protection_kind_of(std::string_view word);
std::optional<Backup> backup_of(std::string_view word);
std::optional<Impact> impact_of(std::string_view word);
std::optional<Recipient> recipient_of(std::string_view word);             // names of groups of persons too
std::optional<Role> role_of(std::string_view word);
bool is_mitigation(std::string_view word);

}  // namespace tocsin::assessment
