#include "deliveries/reply_class.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tocsin {
namespace {

constexpr std::array<std::string_view, 8> names = {"taken", "address_dead", "mailbox_full", "later", "content", "blocked", "protocol", "unknown"};

// By the enhanced code without its first figure; the longest beginning that fits decides.
struct Meaning {
  std::string_view detail;
  ReplyClass permanent, transient;
};
using enum ReplyClass;
constexpr Meaning meanings[] = {
    {"1.1", address_dead, later},
    {"1.2", address_dead, later},
    {"1.3", address_dead, later},
    {"1.6", address_dead, later},
    {"1.10", address_dead, later},
    {"1.7", content, later},
    {"1.8", content, later},
    {"2.1", address_dead, later},
    {"2.2", mailbox_full, mailbox_full},
    {"2.3", content, content},
    {"3.1", mailbox_full, mailbox_full},
    {"3.4", content, content},
    {"4", later, later},
    {"5", protocol, later},
    {"6", content, content},
    {"7.13", address_dead, later},
    {"7.17", address_dead, later},
    {"7.18", address_dead, later},
    {"7", blocked, later},
};

bool begins(std::string_view detail, std::string_view beginning) {
  return detail.starts_with(beginning) && (detail.size() == beginning.size() || detail[beginning.size()] == '.');
}

}  // namespace

std::string_view name_of(ReplyClass reply) { return names.at(static_cast<std::size_t>(reply)); }

std::string text_of(const RelayCode& code) {
  if (code.code == 0) return code.enhanced;
  return code.enhanced.empty() ? std::to_string(code.code) : fmt::format("{} {}", code.code, code.enhanced);
}

RelayCode relay_code_of(std::string_view text) {
  RelayCode code;
  const std::size_t blank = text.find(' ');
  const std::string_view first = text.substr(0, blank);
  if (first.find('.') != std::string_view::npos) return {0, std::string(first)};
  std::from_chars(first.data(), first.data() + first.size(), code.code);
  if (blank != std::string_view::npos) code.enhanced = text.substr(blank + 1, text.find(' ', blank + 1) - blank - 1);
  if (code.enhanced.find('.') == std::string::npos) code.enhanced.clear();
  return code;
}

ReplyClass class_of(const RelayCode& reply) {
  const int first = !reply.enhanced.empty() ? reply.enhanced[0] - '0' : reply.code / 100;
  if (first == 2) return taken;
  if (first != 4 && first != 5) return unknown;
  const std::string_view detail = reply.enhanced.size() > 2 ? std::string_view(reply.enhanced).substr(2) : std::string_view{};
  const Meaning* best = nullptr;
  for (const Meaning& one : meanings)
    if (begins(detail, one.detail) && (best == nullptr || best->detail.size() < one.detail.size())) best = &one;
  if (best != nullptr) return first == 5 ? best->permanent : best->transient;
  if (first == 4) return reply.code == 452 ? mailbox_full : later;
  return reply.code == 552 ? mailbox_full : reply.code >= 500 && reply.code <= 504 ? protocol : unknown;
}

bool is_greylisting(const RelayCode& reply) { return (reply.code == 450 || reply.code == 451) && reply.enhanced == "4.7.1"; }

}  // namespace tocsin
