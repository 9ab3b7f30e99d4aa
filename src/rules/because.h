// Why an answer is what it is.
//
// Way:    rules/predicates -> [here] -> obligations, register, texts/
// Holds:  shown to people and kept in the register: a name, once used, keeps its meaning for ever. New ones go at
//         the end; what a person reads for each stands in texts/<language>/obligations.toml.

#pragma once

#include <string_view>
#include <vector>

namespace tocsin {

enum class Because {
  // Who, and whether at all.
  not_aware_yet,             // the investigation of a hint is not awareness
  aware,
  aware_by_processor_alert,  // EDPB 9/2022 par. 44
  sender_not_verified,       // the clock runs as provisional, at the same length
  not_the_controller,
  not_the_processor,
  not_a_breach,              // dismissed with reasons, Art. 4(12)
  // Risk.
  risk_unlikely,             // Art. 33(1): only the documentation remains
  risk_not_assessed,         // counts as risk: silence does not stop a clock
  risk_present,
  risk_high,
  risk_not_high,
  exception_unintelligible,  // Art. 34(3)(a)
  exception_risk_removed,    // Art. 34(3)(b)
  exception_disproportionate_effort,  // Art. 34(3)(c): a public communication instead
  ordered_by_authority,      // Art. 34(4)
  police_asked_to_wait,      // recital 88
  // The notification.
  not_notified_yet,
  notified,
  notified_late,
  notification_overdue,
  not_late,
  notification_incomplete,   // Art. 33(4)
  notification_complete,
  filed_without_receipt,     // a portal's filing counts with its receipt only
  // Things that come one by one.
  contract_sets_hours,       // Art. 28(3)(f)
  no_contract_hours,
  authority_asked,
  nothing_asked,
  filed_preliminary,
  not_filed_preliminary,
  measure_planned,
  no_measure_planned,
  assessment_overtaken,
  assessment_current,
  public_statement_contradicted,
  no_statement_contradicted,
  // What was found on the way.
  waived,
  cannot_be_waived,          // a duty in law is not the organisation's to waive
  holidays_unknown,          // the end could not be counted; the target stands for it
  no_authority_named,        // local time and holidays are not known; UTC
  no_exception_claimed,
  not_ordered,
};

std::string_view name_of(Because because);
std::vector<Because> all_becauses();

}  // namespace tocsin
