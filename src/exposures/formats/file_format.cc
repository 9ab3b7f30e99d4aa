#include "exposures/formats/file_format.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "exposures/csv_dialect.h"
#include "exposures/formats/zip_archive.h"

namespace tocsin {
namespace {

// The sample as text scanners want it: only ASCII signs matter to them, so eight-bit letters may stay as they are.
std::string readable(std::string_view sample, Encoding encoding) {
  if (encoding != Encoding::utf16le && encoding != Encoding::utf16be) return std::string(sample);
  std::string text;
  Utf16Decoder(encoding == Encoding::utf16be).add(text, sample);
  return text;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view without_blanks_before(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

// More than one byte in twenty is a control character that no text has: a picture, a program, something encrypted.
bool is_no_text(std::string_view text) {
  if (text.size() < 64) return false;
  std::size_t controls = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    controls += (byte < 0x20 && !is_space(c) && byte != 0x01 && byte != 0x1A && byte != 0x0C) || byte == 0x7F ? 1U : 0U;
  }
  return controls * 20 > text.size();
}

bool is_json(std::string_view text) {
  text = without_blanks_before(text);
  if (text.size() < 2 || (text.front() != '{' && text.front() != '[')) return false;
  const char opening = text.front();
  text = without_blanks_before(text.substr(1));
  if (text.empty()) return false;
  return opening == '{' ? text.front() == '"' || text.front() == '}' : text.front() == '{' || text.front() == '[';
}

std::string_view without_sql_comments_before(std::string_view text) {
  while (true) {
    text = without_blanks_before(text);
    if (text.starts_with("--") || text.starts_with("#")) {
      text.remove_prefix(std::min(text.find('\n'), text.size()));
    } else if (text.starts_with("/*")) {
      const std::size_t end = text.find("*/");
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
      text = without_blanks_before(text);
      if (text.starts_with(';')) text.remove_prefix(1);
    } else {
      return text;
    }
  }
}

bool is_sql(std::string_view text) {
  const std::string lower = lower_ascii(without_sql_comments_before(text).substr(0, 128 << 10));
  constexpr std::string_view first_words[] = {"create ", "insert ", "set ",     "copy ", "use ", "begin", "start transaction", "pragma ", "drop ",
                                              "lock ",   "alter ",  "replace ", "if ",   "go\n", "go\r",  "select pg_catalog."};
  if (std::none_of(std::begin(first_words), std::end(first_words), [&](std::string_view word) { return lower.starts_with(word); })) return false;
  const auto has = [&](std::string_view words) { return lower.find(words) != std::string::npos; };
  return has("insert into ") || has("insert [") || has("create table ") || (has("copy ") && has("from stdin")) || has("replace into ");
}

// "Subject: ...": how many of the first lines are headers that only mail has?
bool is_mail(std::string_view text) {
  if (text.starts_with("From ")) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  constexpr std::string_view known[] = {"from",         "to",          "subject",      "date",     "received", "message-id",    "mime-version",
                                        "content-type", "return-path", "delivered-to", "x-mailer", "reply-to", "dkim-signature"};
  std::size_t found = 0;
  for (std::size_t line = 0; line < 60 && !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view words = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trimmed(words).empty()) break;
    if (words.front() == ' ' || words.front() == '\t') continue;
    const std::size_t colon = words.find(':');
    if (colon == std::string_view::npos || words.substr(0, colon).find(' ') != std::string_view::npos) return false;
    const std::string name = lower_ascii(words.substr(0, colon));
    found += std::find(std::begin(known), std::end(known), name) != std::end(known) ? 1U : 0U;
  }
  return found >= 3;
}

// Sentences: lines of several words that no separator cuts into equally many parts.
bool is_prose(std::string_view text, const CsvFit& fit) {
  if (fit.columns > 1 && fit.agreement >= 0.9) return false;
  std::size_t words = 0, lines = 0;
  for (std::string_view rest = text; !rest.empty() && lines < 200;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    ++lines;
    words += 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
  }
  return words >= 4 * lines && lines > 0 && (fit.columns == 1 || fit.agreement < 0.6 || words >= 3 * fit.columns * lines);
}

}  // namespace

FormatGuess format_of(std::string_view sample, bool whole) {
  using namespace std::string_view_literals;
  FormatGuess guess;
  const auto is = [&](Content content) {
    guess.content = content;
    return guess;
  };
  if (is_zip(sample)) return is(Content::zip);
  if (sample.starts_with("PAR1")) return is(Content::parquet);
  if (sample.starts_with("\x1F\x8B")) return is(Content::gzip);
  if (sample.starts_with("\x28\xB5\x2F\xFD")) return is(Content::zstd);
  for (const std::string_view mark : {"%PDF-"sv, "\x89PNG"sv, "\xFF\xD8\xFF"sv, "GIF8"sv,
                                      "\x7F"
                                      "ELF"sv,
                                      "\xD0\xCF\x11\xE0"sv, "Rar!"sv, "7z\xBC\xAF"sv, "BZh"sv,
                                      "\xFD"
                                      "7zXZ"sv,
                                      "SQLite format 3"sv})
    if (sample.starts_with(mark)) return is(Content::no_text);

  sample = sample.substr(0, format_sample_bytes);
  guess.encoding = encoding_of(sample);
  const std::string text = readable(sample.substr(guess.encoding.bom_bytes), guess.encoding.encoding);
  if (is_no_text(text)) return is(Content::no_text);
  if (is_json(text)) return is(Content::json);
  if (is_mail(text)) return is(Content::mail);
  if (is_sql(text)) return is(Content::sql);
  const CsvFit fit = csv_fit_of(text, whole);
  guess.dialect = fit.dialect;
  return is(is_prose(text, fit) ? Content::text : Content::separated);
}

}  // namespace tocsin
