// Text for a page that hostile files had a part in.
//
// Holds:  what comes out holds no markup, no control character and nothing that turns the direction of reading.

#pragma once

#include <string>
#include <string_view>

namespace tocsin::app {

std::string escaped(std::string_view utf8);

// `Content-Security-Policy` for a page that has one style sheet and nothing else: no script, no request to anywhere.
std::string closed_policy(std::string_view style_sheet);

}  // namespace tocsin::app
