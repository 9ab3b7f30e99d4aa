#include "rules/because.h"

#include <iterator>

namespace tocsin {
namespace {

constexpr std::string_view names[] = {
    "not_aware_yet",
    "aware",
    "aware_by_processor_alert",
    "sender_not_verified",
    "not_the_controller",
    "not_the_processor",
    "not_a_breach",
    "risk_unlikely",
    "risk_not_assessed",
    "risk_present",
    "risk_high",
    "risk_not_high",
    "exception_unintelligible",
    "exception_risk_removed",
    "exception_disproportionate_effort",
    "ordered_by_authority",
    "police_asked_to_wait",
    "not_notified_yet",
    "notified",
    "notified_late",
    "notification_overdue",
    "not_late",
    "notification_incomplete",
    "notification_complete",
    "filed_without_receipt",
    "contract_sets_hours",
    "no_contract_hours",
    "authority_asked",
    "nothing_asked",
    "filed_preliminary",
    "not_filed_preliminary",
    "measure_planned",
    "no_measure_planned",
    "assessment_overtaken",
    "assessment_current",
    "public_statement_contradicted",
    "no_statement_contradicted",
    "waived",
    "cannot_be_waived",
    "holidays_unknown",
    "no_authority_named",
    "no_exception_claimed",
    "not_ordered",
};
static_assert(std::size(names) == static_cast<std::size_t>(Because::not_ordered) + 1, "every Because has its name, in order");

}  // namespace

std::string_view name_of(Because because) { return names[static_cast<std::size_t>(because)]; }

std::vector<Because> all_becauses() {
  std::vector<Because> all;
  for (std::size_t i = 0; i < std::size(names); ++i) all.push_back(static_cast<Because>(i));
  return all;
}

}  // namespace tocsin
