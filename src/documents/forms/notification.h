// What the facts already answer of an authority's form: an incident, the organisation and the person who reports
// give as many of its questions as they can.
//
// Way:    facts/incident, the organisation's profile -> [here] -> form_check, filled_form, form_document
// Law:    GDPR Art. 33(3), 33(4); persons and records are two different numbers (33(3)(a))
// Pure.
// Holds:  nothing is guessed: a question no fact answers stays unanswered, or to be determined in an incomplete
//         notice. An answer recorded as `form_answered` goes before what the facts would say. Times are shown in
//         the authority's local time. No person's data are in an answer but those of staff and contacts.
// See:    law/forms/edpb-1.0/8-from-facts.toml (words of facts -> answers)

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/zone.h"
#include "documents/forms/form_texts.h"
#include "facts/incident.h"

namespace tocsin {

// The controller as authorities ask for it. Codes are those of the form ("private", "large", "company_id").
struct NotifyingOrganisation {
  std::string name, contact;
  std::string identifier_type, identifier;
  std::string sector, organisation_type, organisation_type_description;
  std::string economic_activity;              // NACE
  std::optional<bool> dpo;                    // whether there is one
  std::string dpo_name, dpo_contact;
  std::string representative_name, representative_contact;
  std::vector<std::string> establishments;    // countries of the EEA
  std::string lead_authority;                 // profile id; empty where processing crosses no border
  bool outside_eea = false;
};

// {"name":..., "contact":...}: fields as above, all optional but `name`; unknown words are refused.
Result<NotifyingOrganisation> notifying_organisation_of(const json::value& value, std::string where);

// Who signs the notice.
struct NoticeReporter {
  std::string name, contact;
  std::string function = "authorised_or_other";  // dpo, legal_representative, authorised_or_other
  std::string function_description;
};

struct NoticeRequest {
  word::Stage stage = word::Stage::initial;  // initial: a first, incomplete notice
  bool late = false;                         // filed at or after the end of the 72 hours
  Zone zone = Zone::utc();                   // the authority's
  NotifyingOrganisation organisation;
  NoticeReporter reporter;
};

// `texts` gives the language of composed sentences; texts of facts stay as they were recorded.
Answers answers_of(const FormPack& pack, const FormTexts& texts, const Incident& incident, const NoticeRequest& request);

// One answer as words, for `form_answered`: yes, 12, 2026-11-20, a code, "a, b" (choices), "x; y" (texts), "FR=12, LU=3".
Result<Answer> answer_of_words(const FormField& field, std::string_view words, std::string where);

}  // namespace tocsin
