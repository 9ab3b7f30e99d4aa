#include "exposures/formats/mime_text.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "exposures/encoding.h"

namespace tocsin {
namespace {

constexpr int depth_max = 8;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string base64_text(std::string_view packed) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : packed) {
    int value = -1;
    if (c >= 'A' && c <= 'Z') value = c - 'A';
    if (c >= 'a' && c <= 'z') value = c - 'a' + 26;
    if (c >= '0' && c <= '9') value = c - '0' + 52;
    if (c == '+') value = 62;
    if (c == '/') value = 63;
    if (c == '=') break;
    if (value < 0) continue;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFFU);
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// `underscores`: of header words, where _ is a blank.
std::string quoted_printable(std::string_view packed, bool underscores) {
  std::string out;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    const char c = packed[i];
    if (c == '_' && underscores) {
      out += ' ';
    } else if (c != '=') {
      out += c;
    } else if (i + 1 < packed.size() && packed[i + 1] == '\n') {
      ++i;
    } else if (i + 2 < packed.size() && packed[i + 1] == '\r' && packed[i + 2] == '\n') {
      i += 2;
    } else if (i + 2 < packed.size() && hex_digit(packed[i + 1]) >= 0 && hex_digit(packed[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(packed[i + 1]) * 16 + hex_digit(packed[i + 2]));
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

// Character sets beyond these are rare in our languages; their text is read like Windows-1252 and stays recognisable.
std::string as_utf8(std::string_view bytes, std::string_view charset) {
  std::string out;
  const std::string name = lower_ascii(charset);
  if (name == "utf-16le" || name == "utf-16be" || name == "utf-16") {
    Utf16Decoder decoder(name == "utf-16be");
    decoder.add(out, bytes);
    decoder.finish(out);
  } else if (name == "iso-8859-15") {
    append_latin9(out, bytes);
  } else if (is_utf8(bytes)) {
    out = bytes;
  } else {
    append_cp1252(out, bytes);
  }
  std::erase(out, '\0');
  return out;
}

struct Header {
  std::string name, value;  // name in lower case, value unfolded
};

// Splits a message or part; the headers end at the first empty line.
std::vector<Header> headers_of(std::string_view& message) {
  std::vector<Header> headers;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    std::string_view line = message.substr(0, end);
    message.remove_prefix(std::min(end + 1, message.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !headers.empty()) {
      headers.back().value += " " + std::string(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    headers.push_back({lower_ascii(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
  return headers;
}

std::string_view value_of(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& header) { return header.name == name; });
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

// text/plain; charset="utf-8"
std::string parameter(std::string_view header, std::string_view name) {
  const std::string lower = lower_ascii(header);
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    std::size_t i = at + name.size();
    if (at > 0 && !is_space(header[at - 1]) && header[at - 1] != ';') continue;
    if (i < header.size() && header[i] == '*') ++i;  // RFC 2231, the simple form
    if (i >= header.size() || header[i] != '=') continue;
    std::string_view value = header.substr(i + 1);
    if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
    return std::string(value.substr(0, value.find_first_of("; \t")));
  }
  return {};
}

std::string unpacked(std::string_view body, const std::vector<Header>& headers) {
  const std::string encoding = lower_ascii(value_of(headers, "content-transfer-encoding"));
  if (encoding == "base64") return base64_text(body);
  if (encoding == "quoted-printable") return quoted_printable(body, false);
  return std::string(body);
}

void read_part(std::string_view part, int depth, MimeText& mail);

void read_parts(std::string_view body, const std::string& boundary, int depth, MimeText& mail) {
  const std::string mark = "--" + boundary;
  std::size_t begin = body.find(mark);
  while (begin != std::string_view::npos) {
    begin = body.find('\n', begin);
    if (begin == std::string_view::npos) return;
    ++begin;
    const std::size_t end = body.find(mark, begin);
    read_part(body.substr(begin, end == std::string_view::npos ? end : end - begin), depth, mail);
    if (end == std::string_view::npos || body.substr(end + mark.size()).starts_with("--")) return;
    begin = end;
  }
}

void read_body(std::string_view body, const std::vector<Header>& headers, int depth, MimeText& mail) {
  const std::string_view type_header = value_of(headers, "content-type");
  const std::string type = lower_ascii(trimmed(type_header.substr(0, type_header.find(';'))));
  if (type.starts_with("multipart/")) {
    const std::string boundary = parameter(type_header, "boundary");
    if (!boundary.empty() && depth < depth_max) read_parts(body, boundary, depth + 1, mail);
    return;
  }
  const std::string_view disposition = value_of(headers, "content-disposition");
  std::string name = parameter(disposition, "filename");
  if (name.empty()) name = parameter(type_header, "name");
  const bool attached = lower_ascii(disposition).starts_with("attachment") || !name.empty();
  if (type == "message/rfc822" && depth < depth_max) return read_part(unpacked(body, headers), depth + 1, mail);
  if (attached || (!type.empty() && !type.starts_with("text/"))) {
    mail.attachments.push_back(decoded_words(name.empty() ? type : name));
    return;
  }
  const std::string text = as_utf8(unpacked(body, headers), parameter(type_header, "charset"));
  if (!mail.text.empty()) mail.text += '\n';
  mail.text += type == "text/html" ? text_of_html(text) : text;
}

void read_part(std::string_view part, int depth, MimeText& mail) {
  const auto headers = headers_of(part);
  read_body(part, headers, depth, mail);
}

}  // namespace

std::string decoded_words(std::string_view header) {
  std::string out;
  bool after_word = false;
  while (!header.empty()) {
    const std::size_t begin = header.find("=?");
    const std::string_view between = header.substr(0, begin);
    const std::size_t charset_end = begin == std::string_view::npos ? begin : header.find('?', begin + 2);
    const std::size_t end =
        charset_end == std::string_view::npos || charset_end + 3 > header.size() ? std::string_view::npos : header.find("?=", charset_end + 3);
    if (end == std::string_view::npos) break;
    if (!after_word || !trimmed(between).empty()) out += as_utf8(between, "");  // blanks between two words are none
    std::string_view charset = header.substr(begin + 2, charset_end - begin - 2);
    charset = charset.substr(0, charset.find('*'));
    const char how = header[charset_end + 1];
    const std::string_view packed = header.substr(charset_end + 3, end - charset_end - 3);
    out += as_utf8(how == 'B' || how == 'b' ? base64_text(packed) : quoted_printable(packed, true), charset);
    header.remove_prefix(end + 2);
    after_word = true;
  }
  return out + as_utf8(header, "");
}

std::string text_of_html(std::string_view html) {
  std::string out;
  for (std::size_t i = 0; i < html.size();) {
    const char c = html[i];
    if (c == '<') {
      const std::string start = lower_ascii(html.substr(i, 8));
      for (const std::string_view silent : {"<style", "<script"})
        if (start.starts_with(silent)) {
          const std::string rest = lower_ascii(html.substr(i));
          i += std::min(rest.find(silent == "<style" ? "</style" : "</script"), rest.size() - 1);
        }
      const std::size_t end = html.find('>', i);
      if (start.starts_with("<br") || start.starts_with("<p") || start.starts_with("</p") || start.starts_with("<tr") || start.starts_with("<div") ||
          start.starts_with("<li"))
        out += '\n';
      else
        out += ' ';
      i = end == std::string_view::npos ? html.size() : end + 1;
    } else if (c == '&') {
      constexpr std::pair<std::string_view, std::string_view> names[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", " "}};
      const auto* const name = std::find_if(std::begin(names), std::end(names), [&](const auto& row) { return html.substr(i).starts_with(row.first); });
      std::uint32_t code = 0;
      if (name != std::end(names)) {
        out += name->second;
        i += name->first.size();
      } else if (const std::size_t end = html.find(';', i); html.substr(i).starts_with("&#") && end != std::string_view::npos && end < i + 9 &&
                                                            std::from_chars(html.data() + i + 2, html.data() + end, code).ptr == html.data() + end &&
                                                            code >= 0x20 && code < 0x11'0000 && (code < 0xD800 || code > 0xDFFF)) {
        append_utf8(out, code);
        i = end + 1;
      } else {
        out += c;
        ++i;
      }
    } else {
      out += c;
      ++i;
    }
  }
  return out;
}

MimeText mail_text_of(std::string_view message) {
  MimeText mail;
  if (message.starts_with("From ")) message.remove_prefix(std::min(message.find('\n') + 1, message.size()));
  const auto headers = headers_of(message);
  mail.from = decoded_words(value_of(headers, "from"));
  mail.to = decoded_words(value_of(headers, "to"));
  mail.cc = decoded_words(value_of(headers, "cc"));
  mail.date = decoded_words(value_of(headers, "date"));
  mail.subject = decoded_words(value_of(headers, "subject"));
  read_body(message, headers, 0, mail);
  return mail;
}

}  // namespace tocsin
