#include "notices/linter.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "notices/name_fit.h"
#include "notices/reading.h"

namespace tocsin {

namespace {

constexpr std::size_t most_subject = 60, most_words = 30, most_mean_words = 15, most_sentences = 5, least_value = 4, long_number_digits = 8, least_reason = 20;
// Whoever shortens an address hides it.
constexpr std::string_view shorteners[] = {"bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "ow.ly", "lnkd.in", "buff.ly", "rb.gy", "cutt.ly"};

std::string lower(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}).foldCase().toUTF8String(out);
  return out;
}

// Letters and digits only: "DE12 3456" and "de123456" are one value.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : lower(text))
    if (static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c))) out += c;
  return out;
}

bool contains_any(const std::string& folded, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return folded.find(lower(word)) != std::string::npos; });
}

struct Passage {
  std::string where, text;
};

std::string text_of(const Block& block) {
  if (const auto* paragraph = std::get_if<Paragraph>(&block)) return plain_text(paragraph->text) + "\n";
  std::string all;
  if (const auto* list = std::get_if<List>(&block))
    for (const RichText& item : list->items) all += plain_text(item) + "\n";
  return all;
}

std::vector<Passage> passages_of(const Notice& notice) {
  std::vector<Passage> all = {{"subject", notice.subject}, {"greeting", notice.greeting}, {"closing", notice.closing}};
  for (const ToldSection& section : notice.sections) {
    std::string text = section.heading + "\n";
    for (const Block& block : section.blocks) text += text_of(block);
    all.push_back({std::string(name_of(section.element)), std::move(text)});
  }
  return all;
}

// "https:", "www.x/y", "x.eu/abc": anything to click and any path. A bare name to type is allowed.
bool has_link(const std::string& folded) {
  if (folded.find("://") != std::string::npos || folded.find("mailto:") != std::string::npos) return true;
  for (std::size_t slash = folded.find('/'); slash != std::string::npos; slash = folded.find('/', slash + 1)) {
    const std::size_t start = folded.find_last_of(" \n(\"", slash);
    const std::string before = folded.substr(start == std::string::npos ? 0 : start + 1, slash - (start == std::string::npos ? 0 : start + 1));
    if (before.find('.') != std::string::npos && before.find_first_not_of("0123456789.") != std::string::npos) return true;
  }
  return false;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

// Digits with single separators between them, as identifiers and accounts are written.
std::vector<std::string> long_numbers(std::string_view text) {
  std::vector<std::string> found;
  std::string run;
  const auto close = [&] {
    if (run.size() >= long_number_digits) found.push_back(run);
    run.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      run += c;
    } else {
      const bool joins = (c == ' ' || c == '-' || c == '.' || c == '/') && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
      if (!joins) close();
    }
  }
  close();
  return found;
}

// Words with a point inside whose last part is letters: "www.example.eu", "evil.com". "z.B." and "31.12." are none.
std::vector<std::string> hosts_in(std::string_view folded) {
  std::vector<std::string> hosts;
  std::string word;
  const auto close = [&] {
    while (!word.empty() && (word.back() == '.' || word.back() == '-')) word.pop_back();
    const std::size_t point = word.rfind('.');
    if (point != std::string::npos && point > 0 && word.size() - point > 2 &&
        std::all_of(word.begin() + static_cast<std::ptrdiff_t>(point) + 1, word.end(),
                    [](char c) { return static_cast<unsigned char>(c) >= 0x80 || std::isalpha(static_cast<unsigned char>(c)); }))
      hosts.push_back(word);
    word.clear();
  };
  for (const char c : folded) {
    if (static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) || ((c == '.' || c == '-') && !word.empty()))
      word += c;
    else
      close();
  }
  close();
  return hosts;
}

bool is_shortener(const std::string& host) { return std::find(std::begin(shorteners), std::end(shorteners), host) != std::end(shorteners); }

// Emoji and the like, and what stands for a broken sign. Letters of a script without glyphs are held by the page writer.
bool has_unprintable(std::string_view text) {
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    const UChar32 code = units.char32At(i);
    if (code == 0xFFFD || (code > 0xFF && u_hasBinaryProperty(code, UCHAR_EMOJI_PRESENTATION) != 0)) return true;
  }
  return false;
}

class Linter {
 public:
  Linter(const Notice& notice, const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const LintInput& input)
      : notice_(notice), campaign_(campaign), row_(row), texts_(texts), input_(input), passages_(passages_of(notice)) {}

  std::vector<LintFinding> findings() {
    elements();
    contacts();
    kinds();
    for (const Passage& passage : passages_) judge(passage);
    subject();
    sentences();
    paragraphs();
    reading();
    return std::move(findings_);
  }

 private:
  void find(LintRule rule, std::string where) { findings_.push_back({rule, std::move(where)}); }

  void elements() {
    for (int i = 0; i <= static_cast<int>(Element::complaint); ++i) {
      const auto element = static_cast<Element>(i);
      const bool needed = is_required(element) || (element == Element::other_senders && campaign_.other_senders);
      const bool there = std::any_of(notice_.sections.begin(), notice_.sections.end(), [&](const ToldSection& section) {
        return section.element == element &&
               std::any_of(section.blocks.begin(), section.blocks.end(), [](const Block& block) { return !trimmed(text_of(block)).empty(); });
      });
      if (needed && !there) find(LintRule::element_missing, std::string(name_of(element)));
    }
    // A list is what these elements are made of: an introduction alone says nothing.
    for (const ToldSection& section : notice_.sections) {
      const bool is_list = section.element == Element::your_data || section.element == Element::consequences || section.element == Element::steps ||
                           section.element == Element::measures;
      const bool has_list = std::any_of(section.blocks.begin(), section.blocks.end(), [](const Block& block) { return std::holds_alternative<List>(block); });
      if (is_list && !has_list) find(LintRule::element_missing, std::string(name_of(section.element)));
    }
  }

  bool is_public() const { return row_.told_by == ToldBy::public_page; }

  void contacts() {
    const auto date = texts_.labels.find("date");
    const bool dated = std::any_of(notice_.reference.begin(), notice_.reference.end(), [&](const KeyValue& row) {
      return date != texts_.labels.end() && row.key == date->second && !plain_text(row.value).empty();
    });
    const std::pair<const char*, bool> needed[] = {{"phone", campaign_.phone.empty()},
                                                   {"phone_hours", !campaign_.phone_hours.contains(notice_.language)},
                                                   {"post", campaign_.post.empty()},
                                                   {"dpo", campaign_.dpo.empty()},
                                                   {"authority", campaign_.authority.empty()},
                                                   {"recipient", notice_.recipient.empty() && !is_public()},
                                                   {"concerned", row_.addressed == Addressed::guardian && row_.concerned.empty()},
                                                   {"date", !dated}};
    for (const auto& [name, is_empty] : needed)
      if (is_empty) find(LintRule::value_empty, name);
    if (!is_public() && !row_.recipient.empty() && fault_of_name(row_.recipient)) find(LintRule::name_unfit, "recipient");
    if (!row_.concerned.empty() && fault_of_name(row_.concerned)) find(LintRule::name_unfit, "concerned");
  }

  void kinds() {
    const auto data = std::find_if(passages_.begin(), passages_.end(), [](const Passage& passage) { return passage.where == name_of(Element::your_data); });
    for (const std::string& kind : row_.kinds) {
      const auto words = texts_.kinds.find(kind);
      if (data == passages_.end() || words == texts_.kinds.end() || data->text.find(words->second.render_plain({})) == std::string::npos)
        find(LintRule::kind_missing, kind);
    }
    const auto told =
        std::find_if(notice_.sections.begin(), notice_.sections.end(), [](const ToldSection& section) { return section.element == Element::your_data; });
    if (told == notice_.sections.end()) return;
    const auto list = std::find_if(told->blocks.begin(), told->blocks.end(), [](const Block& block) { return std::holds_alternative<List>(block); });
    if (list == told->blocks.end()) return;
    for (const RichText& item : std::get<List>(*list).items)
      if (!is_own_kind(plain_text(item))) find(LintRule::other_kind_told, std::string(name_of(Element::your_data)));
  }

  bool is_own_kind(const std::string& words) const {
    return std::any_of(row_.kinds.begin(), row_.kinds.end(), [&](const std::string& kind) {
      const auto known = texts_.kinds.find(kind);
      return known != texts_.kinds.end() && known->second.render_plain({}) == words;
    });
  }

  void judge(const Passage& passage) {
    const std::string folded = lower(passage.text);
    if (folded.find("((") != std::string::npos || folded.find("))") != std::string::npos) find(LintRule::hole_left, passage.where);
    if (has_link(folded)) find(LintRule::link, passage.where);
    if (contains_any(folded, texts_.lint.asks_for_more)) find(LintRule::asks_for_more, passage.where);
    if (contains_any(folded, texts_.lint.advertises)) find(LintRule::advertises, passage.where);
    if (contains_any(folded, texts_.lint.jargon)) find(LintRule::jargon, passage.where);
    if (has_unprintable(passage.text)) find(LintRule::sign_unprintable, passage.where);
    if (passage.where != "greeting") hosts(passage, folded);
    certainty(passage, folded);
    values(passage);
  }

  void certainty(const Passage& passage, const std::string& folded) {
    if (is_public()) return;
    if (passage.where != "subject" && passage.where != name_of(Element::your_data)) return;
    const bool confirmed = notice_.certainty == Certainty::confirmed;
    if (confirmed && contains_any(folded, texts_.lint.hedges)) find(LintRule::hedged_certainty, passage.where);
    if (!confirmed && contains_any(folded, texts_.lint.certainties)) find(LintRule::feigned_certainty, passage.where);
  }

  void values(const Passage& passage) {
    const std::string text = squeezed(passage.text);
    for (const std::string& value : input_.exposed_values) {
      const std::string wanted = squeezed(value);
      if (wanted.size() >= least_value && text.find(wanted) != std::string::npos) {
        find(LintRule::value_told, passage.where);
        break;
      }
    }
    for (const std::string& number : long_numbers(passage.text))
      if (!is_own(number)) find(LintRule::long_number, passage.where);
  }

  // Everything that the sender says of itself, and of where help is. The reference to give is the beginning of the id.
  std::vector<std::string> own() const {
    std::vector<std::string> all = {campaign_.phone,         campaign_.post,         campaign_.dpo,       campaign_.authority, campaign_.mail,
                                    campaign_.official_site, campaign_.organisation, campaign_.processor, row_.check_code,     notice_.id};
    for (const HelpEntry& entry : campaign_.help) all.push_back(entry.contact);
    all.insert(all.end(), input_.own.begin(), input_.own.end());
    return all;
  }

  bool is_own(const std::string& number) const {
    return std::any_of(own_.begin(), own_.end(), [&](const std::string& text) { return digits_of(text).find(number) != std::string::npos; });
  }

  void hosts(const Passage& passage, const std::string& folded) {
    for (const std::string& host : hosts_in(folded)) {
      if (is_shortener(host)) find(LintRule::link, passage.where);
      if (std::none_of(own_.begin(), own_.end(), [&](const std::string& text) { return lower(text).find(host) != std::string::npos; }))
        find(LintRule::foreign_host, passage.where);
    }
  }

  void subject() {
    const std::string folded = lower(notice_.subject);
    if (count_code_points(notice_.subject) > most_subject) find(LintRule::subject_too_long, "subject");
    if (!contains_any(folded, texts_.lint.subject_data) || !contains_any(folded, texts_.lint.subject_fate)) find(LintRule::subject_vague, "subject");
  }

  void sentences() {
    std::size_t words = 0, count = 0, passive = 0;
    for (const Passage& passage : passages_) {
      bool too_long = false;
      for (const auto& sentence : sentences_of(passage.text)) {
        words += sentence.size();
        ++count;
        passive += hides_who_did_it(sentence) ? 1 : 0;
        too_long = too_long || sentence.size() > most_words;
      }
      if (too_long) find(LintRule::sentence_too_long, passage.where);
    }
    if (count > 0 && words > most_mean_words * count) find(LintRule::sentences_long, "notice");
    if (3 * passive > count) find(LintRule::passive, "notice");
  }

  bool hides_who_did_it(const std::vector<std::string>& sentence) const {
    return std::any_of(sentence.begin(), sentence.end(), [&](const std::string& word) {
      return std::find(texts_.lint.passive.begin(), texts_.lint.passive.end(), word) != texts_.lint.passive.end();
    });
  }

  // Addresses and telephone numbers are no sentences.
  static bool is_prose(const ToldSection& section) { return section.element != Element::contact && section.element != Element::complaint; }

  void paragraphs() {
    for (const ToldSection& section : notice_.sections)
      for (const Block& block : section.blocks)
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
          if (is_prose(section) && sentences_of(plain_text(paragraph->text)).size() > most_sentences)
            find(LintRule::paragraph_too_long, std::string(name_of(section.element)));
  }

  // Of the sentences alone: headings, names and addresses would flatter or spoil the figure.
  void reading() {
    std::string text;
    for (const ToldSection& section : notice_.sections)
      if (is_prose(section))
        for (const Block& block : section.blocks) text += text_of(block) + "\n";
    const Ease ease = ease_of(reading_of(text, notice_.language));
    if (ease == Ease::too_hard) find(LintRule::reading_too_hard, "notice");
    if (ease == Ease::hard) find(LintRule::reading_hard, "notice");
  }

  const Notice& notice_;
  const Campaign& campaign_;
  const NoticeRow& row_;
  const NoticeTexts& texts_;
  const LintInput& input_;
  std::vector<Passage> passages_;
  std::vector<std::string> own_ = own();
  std::vector<LintFinding> findings_;
};

}  // namespace

std::string_view name_of(LintRule rule) {
  constexpr std::array<std::string_view, lint_rules> names = {
      "element_missing", "kind_missing",      "other_kind_told",  "hole_left",          "value_empty",       "name_unfit",    "link",       "foreign_host",
      "value_told",      "long_number",       "sign_unprintable", "hedged_certainty",   "feigned_certainty", "asks_for_more", "advertises", "subject_too_long",
      "subject_vague",   "sentence_too_long", "sentences_long",   "paragraph_too_long", "reading_too_hard",  "reading_hard",  "passive",    "jargon"};
  return names.at(static_cast<std::size_t>(rule));
}

bool is_blocking(LintRule rule) { return rule != LintRule::reading_hard && rule != LintRule::passive; }

bool may_be_overruled(LintRule rule) {
  switch (rule) {
    case LintRule::sentence_too_long:
    case LintRule::sentences_long:
    case LintRule::paragraph_too_long:
    case LintRule::reading_too_hard:
    case LintRule::jargon: return true;
    default: return false;
  }
}

Result<LintOverrules> lint_overrules_of(const std::map<std::string, std::string>& reasons) {
  LintOverrules overrules;
  for (const auto& [name, reason] : reasons) {
    const auto wrong = [&](std::string what, std::string remedy) { return failure(ErrorKind::invalid, std::move(what), name, std::move(remedy)); };
    std::optional<LintRule> rule;
    for (std::size_t i = 0; i < lint_rules; ++i)
      if (name_of(static_cast<LintRule>(i)) == name) rule = static_cast<LintRule>(i);
    if (!rule) return wrong("the linter has no such rule", "sentence_too_long, sentences_long, paragraph_too_long, reading_too_hard, jargon");
    if (!may_be_overruled(*rule))
      return wrong("nobody may overrule this rule: it guards what Art. 34(2) wants, or the persons", "change the text or the facts");
    if (count_code_points(trimmed(reason)) < least_reason)
      return wrong("a reason is needed that a reader understands later", fmt::format("at least {} signs", least_reason));
    overrules.emplace(*rule, std::string(trimmed(reason)));
  }
  return overrules;
}

std::vector<LintFinding> still_blocking(const std::vector<LintFinding>& findings, const LintOverrules& overrules) {
  std::vector<LintFinding> left;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(left),
               [&](const LintFinding& finding) { return is_blocking(finding.rule) && !overrules.contains(finding.rule); });
  return left;
}

std::vector<LintFinding> lint(const Notice& notice, const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const LintInput& input) {
  return Linter(notice, campaign, row, texts, input).findings();
}

}  // namespace tocsin
