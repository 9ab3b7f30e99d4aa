// What a follow-up says anew: for each question what the earlier notice said and what is said now.
//
// Way:    the filed form before, the answers now -> [here] -> form_document, filing_sheet
// Law:    GDPR Art. 33(4)
// Pure.
// Holds:  in the form's order; questions about the notice itself (its kind, its number) are left out

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "documents/forms/form_texts.h"

namespace tocsin {

struct FormChange {
  const FormField* field = nullptr;  // lives as long as the pack
  std::optional<Answer> was, is;     // none = was not, is not answered
};

std::vector<FormChange> changes_between(const FormPack& pack, const Answers& before, const Answers& now);

}  // namespace tocsin
