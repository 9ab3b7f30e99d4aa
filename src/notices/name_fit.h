// Can this name stand in a notice? What a stranger wrote into a member file must not become a line, a link or a joke.
//
// Way:    member file -> [here] -> app/notice_plan: the notice is held, with a reason that a clerk understands
// Pure.
// Holds:  names of people pass in all European letters; the reasons are words for life, told in texts/*/held.toml.

#pragma once

#include <optional>
#include <string_view>

namespace tocsin {

enum class NameFault {
  empty,
  not_text,       // not UTF-8
  line_end,       // would begin a line, or a mail header
  turned_text,    // signs that turn the text around or hide in it
  too_long,       // over 80 signs
  markup,         // brackets and signs that programs read
  link,           // an address of a page or a mailbox
  number,         // three digits or more
  symbol,         // emoji, drawings, letters of no script we set
};
std::string_view name_of(NameFault fault);  // "name_line_end"

std::optional<NameFault> fault_of_name(std::string_view name);

}  // namespace tocsin
