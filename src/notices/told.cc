#include "notices/told.h"

#include <fmt/format.h>

#include "base/text.h"

namespace tocsin {

namespace {

constexpr std::size_t line_width = 72;

// Words to lines; every line after the first begins with `indent`.
std::string wrapped(std::string_view text, std::string_view first, std::string_view indent) {
  std::string out(first), line_start(indent);
  std::size_t column = count_code_points(first);
  bool at_start = true;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const std::size_t width = count_code_points(word);
    if (!at_start && column + 1 + width > line_width) {
      out += "\n" + line_start;
      column = indent.size();
      at_start = true;
    }
    if (!at_start) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    at_start = false;
  }
  return out + "\n";
}

struct AsText {
  std::string operator()(const Paragraph& paragraph) const { return wrapped(plain_text(paragraph.text), "", ""); }
  std::string operator()(const List& list) const {
    std::string out;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const std::string label = list.numbered ? fmt::format("{}. ", i + 1) : "- ";
      out += wrapped(plain_text(list.items[i]), label, std::string(label.size(), ' '));
    }
    return out;
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return "";  // a notice has paragraphs and lists only
  }
};

}  // namespace

Letter letter_of(const Notice& notice, std::vector<std::string> address) {
  Letter letter{.id = notice.id, .language = notice.locale, .address = std::move(address), .reference = notice.reference, .subject = notice.subject};
  letter.body.push_back(Paragraph{plain(notice.greeting)});
  for (const ToldSection& section : notice.sections) {
    if (!section.heading.empty()) letter.body.push_back(Heading{1, section.heading});
    letter.body.insert(letter.body.end(), section.blocks.begin(), section.blocks.end());
  }
  letter.body.push_back(Paragraph{plain(notice.closing)});
  return letter;
}

std::string text_of(const std::vector<Block>& blocks) {
  std::string text;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i > 0 && blocks[i].index() == blocks[i - 1].index()) text += '\n';  // between two paragraphs
    text += std::visit(AsText{}, blocks[i]);
  }
  return text;
}

MailText mail_of(const Notice& notice) {
  MailText mail{.subject = notice.subject, .fields = {{"Content-Language", notice.language}, {"Auto-Submitted", "auto-generated"}}};
  if (!notice.greeting.empty()) mail.body = notice.greeting + "\n";
  for (const ToldSection& section : notice.sections) {
    mail.body += '\n';
    if (!section.heading.empty()) mail.body += section.heading + "\n" + std::string(count_code_points(section.heading), '-') + "\n";
    mail.body += text_of(section.blocks);
  }
  mail.body += "\n" + notice.closing + "\n\n";
  for (const KeyValue& row : notice.reference) mail.body += fmt::format("{}: {}\n", row.key, plain_text(row.value));
  return mail;
}

MailboxText mailbox_text_of(const Notice& notice) {
  MailText mail = mail_of(notice);
  return {std::move(mail.subject), std::move(mail.body)};
}

}  // namespace tocsin
