// The notice for those who cannot be reached by name: a page, its text, and a text for the press.
//
// Way:    notice.h (public_notice_of) -> [here] -> the organisation's own site, newspapers
// Law:    Art. 34(3)(c): a public communication that is equally effective
// Pure.
// Holds:  the page stands alone: no script, no picture, no link, nothing fetched from anywhere; whatever it says is
//         escaped. Headings and lists are what they look like, the language is named (WCAG 2.1: 1.3.1, 3.1.1).

#pragma once

#include <string>

#include "notices/notice.h"

namespace tocsin {

std::string html_page_of(const Notice& notice);
std::string text_page_of(const Notice& notice);
std::string press_text_of(const Notice& notice, const std::vector<Block>& press);

}  // namespace tocsin
