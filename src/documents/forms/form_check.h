// What still stands between answers and a notice: what is missing, what is not asked, what contradicts itself.
//
// Way:    answers -> [here] -> app (refuses to send, or shows what is missing)
// Law:    GDPR Art. 33(1) second sentence (reasons for lateness), 33(4) (phases)
// Pure.
// Holds:  a form without blocking findings gives JSON that the form's schema accepts, and the other way round;
//         only comparisons (an order of times, a sum) are beyond the schema. See form_schema_test.cc.

#pragma once

#include <string>
#include <vector>

#include "documents/forms/answers.h"

namespace tocsin {

enum class FormFault {
  missing,              // asked and not answered
  open,                 // asked, not answered, may follow later: blocks nothing
  not_asked,            // answered although it is not shown
  wrong_type,           // not a date, not a country, not one of the options, empty
  not_allowed_option,   // an option that this kind of notice does not offer
  unknown_not_allowed,  // "to be determined" where or when that is no answer
  state_not_allowed,    // withheld or not applicable although it must be answered
  contradiction,
};
std::string_view name_of(FormFault fault);

struct FormFinding {
  FormFault fault = FormFault::missing;
  std::string field;   // its key
  int number = 0;
  std::string detail;  // contradiction: its id; options: the code
  bool blocks() const { return fault != FormFault::open; }
  bool operator==(const FormFinding&) const = default;
};

struct FormReport {
  std::vector<const FormField*> shown;    // in the form's order; they live as long as the pack
  std::vector<FormFinding> findings;      // in the form's order, contradictions last
  std::vector<std::string> minimal;       // the answers of a preliminary filing ...
  std::vector<std::string> minimal_there; // ... and those of them that are given or not asked for: "10 needed, 6 are there"
  bool may_be_sent() const;               // nothing blocks
};

FormReport check_form(const FormPack& pack, const Answers& answers);

}  // namespace tocsin
