// Is the notice fit to be sent? Blocking findings stop a campaign; warnings are shown to who approves it.
//
// Way:    notice.h -> [here] -> approval
// Law:    Art. 34(2): every element in the message itself (CNIL SAN-2026-001 and -002: a hotline does not
//         repair a message that lacks them). Kinds, never values. No link: a notice must not look like the
//         fraud it warns of. A dedicated message (EDPB 9/2022): nothing else rides along.
// Pure.
// Holds:  an approver may overrule findings on how a text reads, with a reason that is kept; nothing else.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "notices/notice.h"

namespace tocsin {

// W: shown, does not block. R: blocks, and may be overruled with a reason.
enum class LintRule {
  element_missing,     // an element of Art. 34(2) is not there or empty
  kind_missing,        // a kind of this person's data is not told
  other_kind_told,     // a kind is told that is not this person's
  hole_left,           // a ((placeholder)) was not filled
  value_empty,         // a contact or date that the text relies on is empty
  name_unfit,          // the recipient's name is none (name_fit.h)
  link,                // an address to click or a path to type
  foreign_host,        // a bare host name that is not the sender's or the authority's
  value_told,          // a value of an exposed column
  long_number,         // a number long enough to be somebody's
  sign_unprintable,    // an emoji, a drawing, a sign that replaces a broken one
  hedged_certainty,    // "perhaps" about a confirmed fact
  feigned_certainty,   // "was stolen" where it is not confirmed
  asks_for_more,       // asks the reader for data, a password or a click
  advertises,          // sells something
  subject_too_long,    // over 60 characters
  subject_vague,       // does not say that data were stolen, lost or disclosed
  sentence_too_long,   // R: over 30 words
  sentences_long,      // R: more than 15 words in the mean
  paragraph_too_long,  // R: over 5 sentences
  reading_too_hard,    // R: far below the target of the language (reading.h)
  reading_hard,        // W: below it
  passive,             // W: in more than a third of the sentences
  jargon,              // R
};
inline constexpr std::size_t lint_rules = 24;
std::string_view name_of(LintRule rule);
bool is_blocking(LintRule rule);
bool may_be_overruled(LintRule rule);

struct LintFinding {
  LintRule rule{};
  std::string where;  // "subject", "your_data"; never the text itself
  bool operator==(const LintFinding&) const = default;
};

struct LintInput {
  // Values of this person's exposed columns, but name and postal address: none may stand in the notice.
  std::vector<std::string> exposed_values;
  // Texts whose numbers and host names belong to the sender: a long number, a host found elsewhere is suspect.
  std::vector<std::string> own;
};
std::vector<LintFinding> lint(const Notice& notice, const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const LintInput& input);

// What an approver overrules, by the name of the rule, and why. `invalid`: an unknown rule, one that nobody may overrule,
// or a reason of fewer than 20 signs.
using LintOverrules = std::map<LintRule, std::string>;
Result<LintOverrules> lint_overrules_of(const std::map<std::string, std::string>& reasons);
std::vector<LintFinding> still_blocking(const std::vector<LintFinding>& findings, const LintOverrules& overrules);

}  // namespace tocsin
