#include "deliveries/dkim.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view signed_names[] = {"from",        "to", "subject", "date", "message-id", "reply-to", "content-type", "content-transfer-encoding",
                                             "mime-version"};

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r' || c == '\n') continue;
    const bool blank = c == ' ' || c == '\t';
    if (blank && out.ends_with(' ')) continue;
    out += blank ? ' ' : c;
  }
  return out;
}

// The fields of a header, each with its continuation lines.
std::vector<std::string_view> fields_of(std::string_view header) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin < header.size();) {
    std::size_t end = header.find("\r\n", begin);
    while (end != std::string_view::npos && end + 2 < header.size() && blanks.find(header[end + 2]) != std::string_view::npos)
      end = header.find("\r\n", end + 2);
    end = std::min(end, header.size());
    if (end > begin) fields.push_back(header.substr(begin, end - begin));
    begin = end + 2;
  }
  return fields;
}

std::string name_of_field(std::string_view field) { return lower_ascii(trimmed(field.substr(0, field.find(':')))); }

}  // namespace

std::string relaxed_body(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  std::size_t kept = 0;  // up to here there was something else than empty lines
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find("\r\n", begin), body.size());
    std::string_view line = body.substr(begin, end - begin);
    const std::size_t last = line.find_last_not_of(blanks);
    line = line.substr(0, last == std::string_view::npos ? 0 : last + 1);
    if (line.find_first_of(blanks) == std::string_view::npos)
      out += line;
    else
      out += collapsed(line);
    out += "\r\n";
    if (!line.empty()) kept = out.size();
    begin = end + 2;
  }
  out.resize(kept);
  return out;
}

std::string relaxed_field(std::string_view field) {
  const std::size_t colon = std::min(field.find(':'), field.size());
  const std::string value = collapsed(field.substr(std::min(colon + 1, field.size())));
  return name_of_field(field) + ":" + std::string(trimmed(value));
}

std::string dkim_signed_bytes(std::string_view header, const std::vector<std::string>& names, std::string_view own_field) {
  std::vector<std::string_view> left = fields_of(header);
  std::string bytes;
  for (const std::string& name : names) {
    const auto found = std::find_if(left.rbegin(), left.rend(), [&](std::string_view field) { return name_of_field(field) == name; });
    if (found == left.rend()) continue;  // signed as missing: nobody can add one
    bytes += relaxed_field(*found) + "\r\n";
    left.erase(std::next(found).base());
  }
  return bytes + relaxed_field(own_field);
}

std::string dkim_field(std::string_view message, const DkimSigner& signer, Instant at) {
  const std::size_t end = message.find("\r\n\r\n");
  const std::string_view header = message.substr(0, end == std::string_view::npos ? message.size() : end + 2);
  const std::string_view body = end == std::string_view::npos ? std::string_view{} : message.substr(end + 4);
  std::vector<std::string> names;
  for (const std::string_view field : fields_of(header))
    if (const std::string name = name_of_field(field); std::ranges::find(signed_names, name) != std::end(signed_names)) names.push_back(name);
  names.emplace_back("from");
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  std::string field = fmt::format("DKIM-Signature: v=1; a={}; c=relaxed/relaxed; d={}; s={};\r\n\tt={}; h={};\r\n\tbh={};\r\n\tb=", signer.algorithm,
                                  signer.domain, signer.selector, seconds, joined(names, ":"), base64(sha256(relaxed_body(body))));
  const std::string signature = base64(signer.sign(dkim_signed_bytes(header, names, field)));
  for (std::size_t i = 0; i < signature.size(); i += 70) field += (i == 0 ? "" : "\r\n\t") + signature.substr(i, 70);
  return field + "\r\n";
}

}  // namespace tocsin
