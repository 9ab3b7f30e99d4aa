// Where things stand on the first page of a letter, so that the envelope's window shows the address
// and nothing else.
//
// Way:    law/letters/window-*.toml -> [here] -> documents/page.h -> adapters/pdf_pages
// Law:    DIN 5008 (form A and B), AFNOR NF Z 11-001, the posts' own sheets; each profile names its source
//         and whether anybody has verified it with the envelope in hand.
// Holds:  no field but address and return line comes nearer to the window than the shift allows; a
//         profile that breaks this is refused when it is read.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tocsin {

// Millimetres from the left and upper edge of the sheet.
struct Area {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
  double right() const { return left + width; }
  double bottom() const { return top + height; }
};
bool overlap(const Area& a, const Area& b);
Area widened(const Area& area, double by);

struct WindowProfile {
  std::string id;  // "de-5008-b"
  std::string source;
  bool verified = false;
  Area window;       // what the envelope shows when the sheet lies in its middle
  double shift = 5;  // how far the sheet may slide in the envelope, every way
  Area return_line;  // one line; height 0 = none
  Area address;
  double address_size = 10;  // points
  Area reference;            // date, reference, contact
  double text_top = 105;     // where the subject begins
  std::vector<double> fold_marks;
};

Result<WindowProfile> window_profile_of(std::string_view toml, std::string_view where);

}  // namespace tocsin
