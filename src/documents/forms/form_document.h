// A notice as a document for people: the questions that are asked, what is answered, what is still open.
//
// Way:    answers, form_changes -> [here] -> documents/page -> PDF
// Law:    GDPR Art. 33(3), 33(4); a follow-up begins with what changed
// Pure.

#pragma once

#include <string>
#include <vector>

#include "documents/forms/form_changes.h"
#include "documents/forms/form_check.h"
#include "documents/page.h"

namespace tocsin {

// What stands around the answers.
struct NoticeFrame {
  std::string origin;                // the organisation
  std::string footer;                // reference, date, "SIMULATED"
  std::vector<FormChange> changes;   // of a follow-up; empty otherwise
};

Document form_document(const FormPack& pack, const FormTexts& texts, const Answers& answers, const NoticeFrame& frame);

// What still stands in the way, in plain words: "62 What happened, in words: is missing".
// Findings that block come first; what may follow later only with `also_open`.
std::vector<std::string> findings_in_words(const FormPack& pack, const FormTexts& texts, const std::vector<FormFinding>& findings, bool also_open);

// The table "No., question, before, now"; used by the notice and by the filing sheet.
Table table_of_changes(const FormPack& pack, const FormTexts& texts, const std::vector<FormChange>& changes);

}  // namespace tocsin
