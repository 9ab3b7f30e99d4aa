// The words of a notice in one language: sections, kinds of data, consequences, steps, what the linter knows.
//
// Way:    texts/<language>/notice.toml -> [here] -> notice.h, linter.h, sms.h, public_notice.h
// Law:    Art. 34(2): the elements are tags on the sections, so that "is it all there?" can be asked.
// Pure.

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notices/template.h"

namespace tocsin {

// What Art. 34(2) with 33(3)(b) to (d), and practice, want said. The order of the notice is the file's.
enum class Element {
  what_happened,  // nature of the breach
  your_data,      // which kinds, and which not
  consequences,   // 33(3)(c)
  steps,          // what the person can do, 33(3)(d), recital 86
  measures,       // taken and planned, 33(3)(d)
  apology,
  contact,        // DPO or other contact point, 33(3)(b)
  genuine,        // how to see that this message is real
  other_senders,  // another controller may write about the same breach
  complaint,      // Art. 77
};
std::string_view name_of(Element element);
std::optional<Element> element_of(std::string_view name);
// All but other_senders, which is there only where it is true.
bool is_required(Element element);

enum class BlockShape { paragraph, bullets, numbers, cause };
enum class ListOf { none, kinds, not_exposed, consequences, steps, measures, help };

struct NoticeBlock {
  BlockShape shape = BlockShape::paragraph;
  ListOf list = ListOf::none;
  std::optional<Template> text;     // of a paragraph
  std::vector<std::string> when;    // conditions that must all hold
  std::vector<std::string> unless;  // none of these may hold
};
struct NoticeSection {
  Element element{};
  std::optional<Template> heading;
  std::vector<std::string> when;
  std::vector<NoticeBlock> blocks;
};

struct LintWords {
  std::vector<std::string> hedges;         // never about a confirmed fact
  std::vector<std::string> certainties;    // never where it is not confirmed
  std::vector<std::string> jargon;         // better said otherwise
  std::vector<std::string> subject_data;   // the subject names data ...
  std::vector<std::string> subject_fate;   // ... and what became of them
  std::vector<std::string> asks_for_more;  // "send us your password": no notice asks
  std::vector<std::string> advertises;     // nothing else rides along (EDPB 9/2022: a dedicated message)
  std::vector<std::string> passive;        // words that hide who did it
};

struct NoticeTexts {
  std::string language;  // "fr"
  std::string locale;    // "fr-FR", for readers' machines
  std::vector<std::string> months;
  std::string day_suffix;        // "." in German
  std::string first_day_suffix;  // "er" in French
  std::optional<Template> subject, greeting, closing, public_title, sms;
  std::vector<NoticeSection> sections;
  std::vector<NoticeBlock> press;
  std::map<std::string, Template> help;             // by entry of law/help/
  std::optional<Template> complaint_subject;        // of the letter that a person may send to the authority
  std::vector<Template> complaint_letter;
  std::map<std::string, Template> kinds, consequences, steps, measures, causes;
  std::map<std::string, std::string> labels;  // date, reference, phone, check_code
  LintWords lint;

  std::string date(std::chrono::year_month_day day) const;
};

Result<NoticeTexts> notice_texts_of(std::string_view toml, std::string_view where);

// texts/<language>/notice-easy.toml: what it leaves out is as in the file beside it. A section takes the place of the one about
// the same element, a text the place of the one with its id.
Result<NoticeTexts> easy_notice_texts_of(std::string_view toml, std::string_view easy_toml, std::string_view where);

// The names a text may use: values and conditions.
const TemplateNames& notice_names();

}  // namespace tocsin
