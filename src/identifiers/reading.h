// What a reader must know that the value does not say.
#pragma once

#include <string_view>

namespace tocsin::identifiers {

struct Reading {
  std::string_view country;    // upper-case ISO code: only this country's kinds, and where national telephone numbers are at home
  int latest_year = 2100;      // nobody is born later; whoever knows the day passes its year
  bool zeros_lost = false;     // a spreadsheet took the zeros in front
};

}  // namespace tocsin::identifiers
