#include "ports/store.h"

#include <iterator>

namespace tocsin {
namespace {

constexpr std::string_view role_names[] = {"decider", "dpo", "handler", "approver", "sender", "call_agent", "auditor", "authority_officer", "admin"};
constexpr std::string_view state_names[] = {"ready", "claimed", "handed", "failed", "in_doubt"};

}  // namespace

std::string_view name_of(StaffRole role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<StaffRole> staff_role_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(role_names); ++i)
    if (role_names[i] == name) return static_cast<StaffRole>(i);
  return {};
}

std::string_view name_of(OrderState state) { return state_names[static_cast<std::size_t>(state)]; }

}  // namespace tocsin
