// A text message that says no more than the fact and where to look; and how many messages the networks make of it.
//
// Way:    campaign + texts -> [here] -> the gateway
// Law:    Art. 34(2) is not met by an SMS: it points to the notice and never counts as telling by itself.
//         3GPP TS 23.038: 160 signs of the 7-bit alphabet or 70 UCS-2 units; in parts, 153 or 67 each.
// Pure.
// Holds:  no name, no kind of data, no number, no link and no host: telephones make links of them.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notices/notice.h"

namespace tocsin {

enum class SmsAfter { letter, mail, nothing };  // what was sent before; nothing: nobody could be reached otherwise

struct SmsSize {
  bool seven_bit = true;   // every sign is in the default alphabet; else UCS-2
  std::size_t units = 0;   // septets, or 16-bit units
  std::size_t segments = 0;
};
SmsSize sms_size_of(std::string_view text);

inline constexpr std::size_t most_sms_segments = 3;

enum class SmsFault { too_long, link, number, kind_told, name_told };
std::string_view name_of(SmsFault fault);

std::string sms_of(const Campaign& campaign, SmsAfter after, const NoticeTexts& texts);
// What a text of whoever wrote it says too much. `row` for the name that must not be in it.
std::vector<SmsFault> faults_of_sms(std::string_view text, const NoticeRow& row, const NoticeTexts& texts);

}  // namespace tocsin
