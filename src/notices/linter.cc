#include "notices/linter.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace tocsin {

namespace {

constexpr std::size_t most_subject = 60, most_words = 30, most_mean_words = 15, least_value = 4, long_number_digits = 8;

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

std::vector<std::size_t> sentence_lengths(std::string_view text) {
  std::vector<std::size_t> lengths;
  std::size_t words = 0;
  const auto close = [&] {
    if (words > 0) lengths.push_back(words);
    words = 0;
  };
  for (const std::string_view line : split(text, '\n')) {
    for (const std::string_view word : split(line, ' ')) {
      if (std::none_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)); }))
        continue;
      ++words;
      const std::size_t last = word.find_last_not_of("*\"");
      const char end = last == std::string_view::npos ? ' ' : word[last];
      const bool is_ordinal = word.size() <= 3 && std::isdigit(static_cast<unsigned char>(word[0]));  // "20. November"
      if ((end == '.' && !is_ordinal) || end == '!' || end == '?' || end == ':') close();
    }
    close();
  }
  return lengths;
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

  void contacts() {
    const std::pair<const char*, bool> needed[] = {
        {"phone", campaign_.phone.empty()},         {"phone_hours", !campaign_.phone_hours.contains(notice_.language)},
        {"post", campaign_.post.empty()},           {"dpo", campaign_.dpo.empty()},
        {"authority", campaign_.authority.empty()}, {"recipient", notice_.recipient.empty()}};
    for (const auto& [name, is_empty] : needed)
      if (is_empty) find(LintRule::value_empty, name);
  }

  void kinds() {
    const auto data = std::find_if(passages_.begin(), passages_.end(), [](const Passage& passage) { return passage.where == name_of(Element::your_data); });
    for (const std::string& kind : row_.kinds) {
      const auto words = texts_.kinds.find(kind);
      if (data == passages_.end() || words == texts_.kinds.end() || data->text.find(words->second.render_plain({})) == std::string::npos)
        find(LintRule::kind_missing, kind);
    }
  }

  void judge(const Passage& passage) {
    const std::string folded = lower(passage.text);
    if (folded.find("((") != std::string::npos || folded.find("))") != std::string::npos) find(LintRule::hole_left, passage.where);
    if (has_link(folded)) find(LintRule::link, passage.where);
    if (contains_any(folded, texts_.lint.asks_for_more)) find(LintRule::asks_for_more, passage.where);
    if (contains_any(folded, texts_.lint.jargon)) find(LintRule::jargon, passage.where);
    certainty(passage, folded);
    values(passage);
  }

  void certainty(const Passage& passage, const std::string& folded) {
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

  bool is_own(const std::string& number) const {
    const auto holds = [&](const std::string& own) { return digits_of(own).find(number) != std::string::npos; };
    return holds(campaign_.phone) || holds(campaign_.post) || holds(campaign_.dpo) || holds(campaign_.authority) || holds(row_.check_code) ||
           std::any_of(input_.own_numbers.begin(), input_.own_numbers.end(), holds);
  }

  void subject() {
    const std::string folded = lower(notice_.subject);
    if (count_code_points(notice_.subject) > most_subject) find(LintRule::subject_too_long, "subject");
    if (!contains_any(folded, texts_.lint.subject_data) || !contains_any(folded, texts_.lint.subject_fate)) find(LintRule::subject_vague, "subject");
  }

  void sentences() {
    std::size_t words = 0, count = 0;
    for (const Passage& passage : passages_) {
      bool too_long = false;
      for (const std::size_t length : sentence_lengths(passage.text)) {
        words += length;
        ++count;
        too_long = too_long || length > most_words;
      }
      if (too_long) find(LintRule::sentence_too_long, passage.where);
    }
    if (count > 0 && words > most_mean_words * count) find(LintRule::sentences_long, "notice");
  }

  const Notice& notice_;
  const Campaign& campaign_;
  const NoticeRow& row_;
  const NoticeTexts& texts_;
  const LintInput& input_;
  std::vector<Passage> passages_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::string_view name_of(LintRule rule) {
  constexpr std::array<std::string_view, 15> names = {"element_missing",  "kind_missing",  "hole_left",         "value_empty",       "link",
                                                      "value_told",       "long_number",   "hedged_certainty",  "feigned_certainty", "asks_for_more",
                                                      "subject_too_long", "subject_vague", "sentence_too_long", "sentences_long",    "jargon"};
  return names.at(static_cast<std::size_t>(rule));
}

bool is_blocking(LintRule rule) { return rule != LintRule::sentences_long && rule != LintRule::jargon; }

std::vector<LintFinding> lint(const Notice& notice, const Campaign& campaign, const NoticeRow& row, const NoticeTexts& texts, const LintInput& input) {
  return Linter(notice, campaign, row, texts, input).findings();
}

}  // namespace tocsin
