// A filing sheet: the answers in the order of an authority's portal, to be copied by a person.
//
// Way:    answers -> [here] -> documents/page (PDF), `notify` (JSON), web
// Law:    GDPR Art. 33(1): filed only when the authority has it; here that means its receipt
// Pure.
// Holds:  every question the form asks is on the sheet once; unknown and missing answers are marked, never left out

#pragma once

#include <span>
#include <string>
#include <vector>

#include "documents/forms/form_document.h"

namespace tocsin {

struct FilingSheet {
  struct Line {
    const FormField* field = nullptr;  // lives as long as the pack
    std::string section, question, answer;
    bool unknown = false;              // to be determined
    bool missing = false;              // must be answered, and is not
  };
  std::vector<Line> lines;
  std::vector<std::string> unknowns;     // the questions that stay open
  std::vector<std::string> missing;      // what stands in the way, in plain words
  std::vector<std::string> attachments;  // names of files
  std::vector<FormChange> changes;
};

// `order`: keys of questions as the portal asks them; those it does not name follow in the form's order.
FilingSheet filing_sheet(const FormPack& pack, const FormTexts& texts, const Answers& answers, std::span<const std::string> order,
                         std::vector<std::string> attachments, std::vector<FormChange> changes);

Document filing_sheet_document(const FormPack& pack, const FormTexts& texts, const FilingSheet& sheet, const NoticeFrame& frame);

}  // namespace tocsin
