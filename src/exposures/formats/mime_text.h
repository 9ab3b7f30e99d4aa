// A mail as a stranger's file holds it: its headers and its readable text. Our own scan, because the reader of
// strangers' files opens no tables of character sets.
//
// Pure.   RFC 5322, 2045-2047, 2231 in what mail programs make of them. Anything else stays as it is.
// Holds:  depth and size are bounded by what was given; attachments are named, not opened.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

struct MimeText {
  std::string from, to, cc, date, subject;  // UTF-8
  std::string text;                         // of all readable parts, HTML without its marks
  std::vector<std::string> attachments;     // their names
};

MimeText mail_text_of(std::string_view message);

std::string decoded_words(std::string_view header);  // =?utf-8?Q?Ren=C3=A9?= -> René
std::string text_of_html(std::string_view html);

}  // namespace tocsin
