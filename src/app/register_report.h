// The register of all breaches as people and authorities read it: one section an incident, with the reasons.
//
// Way:    the store's facts + law -> [here] -> PDF, CSV
// Law:    GDPR Art. 33(5): the facts, the effects and the remedial action, also of breaches that were not notified
// Holds:  no values of persons; a cell of the CSV never begins a formula. The provable register is another thing
//         (app/register_view.h): this one is what it says.

#pragma once

#include <string>
#include <vector>

#include "app/config.h"
#include "app/world.h"
#include "documents/page.h"
#include "obligations/obligations.h"
#include "obligations/words.h"
#include "words/words.h"

namespace tocsin {

// One incident in words. Texts are those of the facts.
struct RegisterRow {
  std::string incident, title, role, authority;
  std::string opened_at, aware_at;             // the authority's local time
  std::string facts;                           // what happened, nature, cause, systems
  std::string data, not_exposed;               // kinds
  std::string persons, records;                // numbers
  std::string effects;                         // Art. 33(5): the effects
  std::string remedial;                        // Art. 33(5): the remedial action
  std::string risk;                            // level and why
  std::string authority_told, persons_told;    // when, or why not
  std::string decisions;
  std::string deadlines;                       // each duty: met, late, open
  std::string state;                           // open or closed
};

// The words of a report in one language.
struct ReportWords {
  Words say;
  ObligationWords duties;
  Words facts;  // texts/<language>/facts.toml

  static Result<ReportWords> in(const Words& say);
};

// Pure.
RegisterRow register_row(const Incident& incident, const Obligations& obligations, const ReportWords& words, const Zone& zone);
std::string register_csv(const std::vector<RegisterRow>& rows);
Document register_document(const std::vector<RegisterRow>& rows, const std::string& organisation, const std::string& footer, const Words& say);

// "=1+1" begins a formula for who opens the file in a spreadsheet; a quote in front makes it text.
std::string csv_cell(std::string_view value);

struct RegisterReport {
  std::vector<std::string> files;
  std::size_t incidents = 0;
};
Result<RegisterReport> register_report(World& world, const Config& config, const Words& say, const std::string& out);

}  // namespace tocsin
