// Addresses under simulator.tocsin: they behave as their name says, in every build, for drills and tests.
//
// Way:    mail of a campaign -> [here] -> answer of a simulated relay, and what comes back later
// Pure:   the same address and attempt always behave the same.
// Holds:  nothing for this domain ever reaches a network. What comes back is made like a real one and reads like one.
//
//   gone@      550 5.1.1                      bounce@    taken; comes back undeliverable
//   moved@     551 5.1.6                      late@      taken; comes back three days later
//   full@      452 4.2.2, every time          complain@  taken; a complaint comes
//   slow@      451 4.7.1 twice, then taken    away@      taken; an absence note comes
//   blocked@   550 5.7.1                      doubt@     taken, but the answer never comes
//   any other name is taken and stays

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "deliveries/reply_class.h"

namespace tocsin {

inline constexpr std::string_view simulator_domain = "simulator.tocsin";
bool is_simulated(std::string_view address);

enum class Comeback { nothing, bounce, complaint, absence };
struct SimulatedAnswer {
  RelayCode reply;  // code 0: taken, but no answer
  Comeback comeback = Comeback::nothing;
  std::chrono::hours later{0};
};
// Of an address elsewhere: taken and nothing more.
SimulatedAnswer simulated_answer(std::string_view address, std::uint32_t attempt);

struct MailToReturn {
  std::string_view envelope_from;  // where it comes back to
  std::string_view recipient;
  std::string_view headers;        // of the mail, CR LF
  Instant at;
};
std::string comeback_of(Comeback kind, const MailToReturn& mail);  // RFC 3464, 5965 or 3834; CR LF

}  // namespace tocsin
