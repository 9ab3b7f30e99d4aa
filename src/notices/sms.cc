#include "notices/sms.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace tocsin {

namespace {

// 3GPP TS 23.038, 6.2.1: one septet each; and its extension, two each.
constexpr std::u32string_view one_septet =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view two_septets = U"\f^{}\\[~]|€";

struct Part {
  std::size_t alone, in_parts;  // units
};
constexpr Part septets{160, 153}, ucs2{70, 67};

std::size_t septets_of(char32_t code) { return one_septet.find(code) != one_septet.npos ? 1 : two_septets.find(code) != two_septets.npos ? 2 : 0; }

// A sign of two units is never cut in two.
std::size_t segments_of(const std::vector<std::size_t>& signs, std::size_t units, const Part& part) {
  if (units == 0) return 0;
  if (units <= part.alone) return 1;
  std::size_t segments = 1, used = 0;
  for (const std::size_t sign : signs) {
    if (used + sign > part.in_parts) {
      ++segments;
      used = 0;
    }
    used += sign;
  }
  return segments;
}

bool has_host(std::string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const bool between = std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0 && std::isalpha(static_cast<unsigned char>(text[i + 1])) != 0;
    if (text[i] == '.' && between) return true;
  }
  return text.find("://") != std::string_view::npos || text.find('@') != std::string_view::npos;
}

std::size_t longest_number(std::string_view text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      longest = std::max(longest, ++run);
    else if (c != ' ' && c != '-')
      run = 0;
  }
  return longest;
}

}  // namespace

SmsSize sms_size_of(std::string_view text) {
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  std::vector<std::size_t> as_septets, as_ucs2;
  SmsSize size;
  for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    const auto code = static_cast<char32_t>(units.char32At(i));
    as_septets.push_back(septets_of(code));
    as_ucs2.push_back(code > 0xFFFF ? 2 : 1);
    size.seven_bit = size.seven_bit && as_septets.back() > 0;
  }
  const auto& signs = size.seven_bit ? as_septets : as_ucs2;
  for (const std::size_t sign : signs) size.units += sign;
  size.segments = segments_of(signs, size.units, size.seven_bit ? septets : ucs2);
  return size;
}

std::string_view name_of(SmsFault fault) {
  constexpr std::array<std::string_view, 5> names = {"too_long", "link", "number", "kind_told", "name_told"};
  return names.at(static_cast<std::size_t>(fault));
}

std::string sms_of(const Campaign& campaign, SmsAfter after, const NoticeTexts& texts) {
  constexpr std::array<std::string_view, 3> conditions = {"after_letter", "after_mail", "after_nothing"};
  TemplateValues values;
  values.texts = {{"organisation", campaign.organisation}};
  values.conditions.emplace(conditions.at(static_cast<std::size_t>(after)));
  return std::string(trimmed(texts.sms->render_plain(values)));
}

std::vector<SmsFault> faults_of_sms(std::string_view text, const NoticeRow& row, const NoticeTexts& texts) {
  constexpr std::size_t most_digits = 5;
  std::vector<SmsFault> faults;
  const auto holds = [&](const std::string& words) { return words.size() > 2 && text.find(words) != std::string_view::npos; };
  if (sms_size_of(text).segments > most_sms_segments) faults.push_back(SmsFault::too_long);
  if (has_host(text)) faults.push_back(SmsFault::link);
  if (longest_number(text) > most_digits) faults.push_back(SmsFault::number);
  if (std::any_of(texts.kinds.begin(), texts.kinds.end(), [&](const auto& kind) { return holds(kind.second.render_plain({})); }))
    faults.push_back(SmsFault::kind_told);
  if (holds(row.recipient) || holds(row.concerned)) faults.push_back(SmsFault::name_told);
  return faults;
}

}  // namespace tocsin
