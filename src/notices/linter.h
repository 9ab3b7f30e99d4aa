// Is the notice fit to be sent? Blocking findings stop a campaign; warnings are shown to who approves it.
//
// Way:    notice.h -> [here] -> approval
// Law:    Art. 34(2): every element in the message itself (CNIL SAN-2026-001 and -002: a hotline does not
//         repair a message that lacks them). Kinds, never values. No link: a notice must not look like the
//         fraud it warns of.
// Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notices/notice.h"

namespace tocsin {

enum class LintRule {
  element_missing,     // an element of Art. 34(2) is not there or empty
  kind_missing,        // a kind of this person's data is not told
  hole_left,           // a ((placeholder)) was not filled
  value_empty,         // a contact the text relies on is empty
  link,                // an address to click or a path to type
  value_told,          // a value of an exposed column
  long_number,         // a number long enough to be somebody's
  hedged_certainty,    // "perhaps" about a confirmed fact
  feigned_certainty,   // "was stolen" where it is not confirmed
  asks_for_more,       // asks the reader for data, a password or a click
  subject_too_long,    // over 60 characters
  subject_vague,       // does not say that data were stolen, lost or disclosed
  sentence_too_long,   // over 30 words
  sentences_long,      // W: more than 15 words in the mean
  jargon,              // W
};
std::string_view name_of(LintRule rule);
bool is_blocking(LintRule rule);

struct LintFinding {
  LintRule rule{};
  std::string where;  // "subject", "your_data"; never the text itself
  bool operator==(const LintFinding&) const = default;
};

struct LintInput {
  // Values of this person's exposed columns, but name and postal address: none may stand in the notice.
  std::vector<std::string> exposed_values;
  // Numbers that belong to the sender: telephone, postbox. A long number that is none of these is suspect.
  std::vector<std::string> own_numbers;
};
std::vector<LintFinding> lint(const Notice& notice, const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const LintInput& input);

}  // namespace tocsin
