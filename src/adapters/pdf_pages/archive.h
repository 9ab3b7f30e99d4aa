// What makes the file an archive file: metadata and the meaning of its colours (PDF/A-2a, ISO 19005-2).
//
// Pure.   PDF/UA is not claimed: ISO 14289-1 asks for checks by a person that no program can vouch for.

#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"

namespace tocsin::pdf {

std::string xmp_metadata(std::string_view title, std::string_view author, std::string_view language, Instant made_at);

// An sRGB profile of ICC version 4 with parametric curves (version 2 with tables makes some readers
// slow). 588 bytes, made with Little CMS; its text says that it may be used freely.
std::string_view srgb_profile();

}  // namespace tocsin::pdf
