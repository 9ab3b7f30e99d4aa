// The second opinion: ENISA's severity SE = DPC x EI + CB.
//
// Way:   BreachProfile -> [here] -> assessment, beside the rules
// Law:   ENISA 2013, recommendations for a methodology of the assessment of severity of personal data breaches.
//        It binds nobody and maps to no article; the mapping of its bands is ours (low: document, medium: authority,
//        high and very high: persons too).
// Pure.
// Holds: it is blind for a trusted recipient, for the number of persons (a flag only), for national identifiers and
//        for outages without disclosure; there it may differ from the rules without anybody being wrong.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/assessment/finding.h"

namespace tocsin::assessment {

enum class Band { low, medium, high, very_high };

struct EnisaScore {
  int data_context = 1;       // DPC, 1..4
  double identification = 1;  // EI, 0.25..1
  double circumstances = 0;   // CB, 0..2
  double score = 0;
  Band band = Band::low;
  std::vector<std::string_view> flags;  // unintelligible, over_100_persons
};

// Nothing where the kinds of data are not established: the score begins with them.
std::optional<EnisaScore> enisa_score(const BreachProfile& profile);

std::string_view name_of(Band band);
Risk risk_of(Band band);

}  // namespace tocsin::assessment
