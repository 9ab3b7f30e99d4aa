#include "notices/public_notice.h"

#include <fmt/format.h>

#include "notices/told.h"

namespace tocsin {

namespace {

constexpr std::string_view style =
    "body{font:1.125rem/1.55 system-ui,sans-serif;color:#1c2129;background:#fff;max-width:42rem;margin:0 auto;padding:2rem 1.25rem}"
    "h1{font-size:1.75rem;line-height:1.25;color:#124f6b}h2{font-size:1.25rem;margin:2rem 0 .5rem;color:#124f6b}"
    "p{margin:.5rem 0}li{margin:.25rem 0}footer{margin-top:2.5rem;padding-top:1rem;border-top:1px solid #ccd3da;color:#5e6673}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += "<br>"; break;
      default: out += c;
    }
  return out;
}

std::string html_of(const RichText& text) {
  std::string out;
  for (const TextRun& run : text) out += run.bold ? "<strong>" + escaped(run.text) + "</strong>" : escaped(run.text);
  return out;
}

struct AsHtml {
  std::string operator()(const Paragraph& paragraph) const { return "<p>" + html_of(paragraph.text) + "</p>\n"; }
  std::string operator()(const List& list) const {
    const char* name = list.numbered ? "ol" : "ul";
    std::string out = fmt::format("<{}>\n", name);
    for (const RichText& item : list.items) out += "<li>" + html_of(item) + "</li>\n";
    return out + fmt::format("</{}>\n", name);
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";  // a notice has paragraphs and lists only
  }
};

}  // namespace

std::string html_page_of(const Notice& notice) {
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
      escaped(notice.locale), escaped(notice.subject), style, escaped(notice.subject));
  for (const ToldSection& section : notice.sections) {
    if (!section.heading.empty()) html += "<h2>" + escaped(section.heading) + "</h2>\n";
    for (const Block& block : section.blocks) html += std::visit(AsHtml{}, block);
  }
  html += "</main>\n<footer>\n";
  for (const KeyValue& row : notice.reference) html += fmt::format("<p>{}: {}</p>\n", escaped(row.key), html_of(row.value));
  return html + "</footer>\n</body>\n</html>\n";
}

std::string text_page_of(const Notice& notice) { return notice.subject + "\n" + std::string(72, '=') + "\n" + mail_of(notice).body; }

std::string press_text_of(const Notice& notice, const std::vector<Block>& press) {
  return notice.subject + "\n" + plain_text(notice.reference.front().value) + "\n\n" + text_of(press);
}

}  // namespace tocsin
