// What kind of file is this? Told by its first bytes, never by its name.
//
// Pure.   Counter-examples: a mail archive under the name .csv is mail; a JSON text under .txt is JSON; a photograph
//         is nothing we read.

#pragma once

#include <string_view>

#include "exposures/csv_row.h"
#include "exposures/encoding.h"

namespace tocsin {

enum class Content { separated, text, json, sql, mail, zip, parquet, gzip, zstd, no_text };

struct FormatGuess {
  Content content = Content::separated;
  EncodingGuess encoding;
  CsvDialect dialect;
};

// `whole`: the sample is all there is.
FormatGuess format_of(std::string_view sample, bool whole);

// How many bytes of a file tell what it is.
inline constexpr std::size_t format_sample_bytes = 256 << 10;

}  // namespace tocsin
