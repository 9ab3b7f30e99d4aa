#include "base/zone.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <exception>

namespace tocsin {
namespace {

const date::time_zone& tz(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

}  // namespace

Result<Zone> Zone::named(std::string_view iana_name) {
  if (iana_name == "UTC") return utc();
  try {  // the library throws; nothing foreign leaves this file
    return Zone(std::string(iana_name), date::locate_zone(std::string(iana_name)));
  } catch (const std::exception&) {
    return failure(ErrorKind::not_found, fmt::format("there is no time zone \"{}\"", iana_name), "the system's time zone files",
                   "use a name of the IANA database such as Europe/Luxembourg, and see that the package tzdata is installed");
  }
}

Zone Zone::utc() { return Zone("UTC", nullptr); }

std::chrono::seconds Zone::offset_at(Instant at) const {
  if (zone_ == nullptr) return std::chrono::seconds{0};
  return tz(zone_).get_info(std::chrono::floor<std::chrono::seconds>(at)).offset;
}

std::chrono::local_time<Micros> Zone::local(Instant at) const { return std::chrono::local_time<Micros>{at.time_since_epoch() + offset_at(at)}; }

std::chrono::year_month_day Zone::date(Instant at) const { return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(local(at))}; }

Instant Zone::instant(std::chrono::local_time<Micros> local) const {
  if (zone_ == nullptr) return Instant{local.time_since_epoch()};
  const date::local_time<Micros> wanted{local.time_since_epoch()};
  const date::local_info info = tz(zone_).get_info(wanted);
  if (info.result == date::local_info::nonexistent) return Instant{info.second.begin.time_since_epoch()};
  return Instant{local.time_since_epoch() - info.first.offset};
}

Instant Zone::start_of(std::chrono::year_month_day date) const {
  return instant(std::chrono::local_time<Micros>{std::chrono::local_days{date}.time_since_epoch()});
}

std::string Zone::rfc3339(Instant at) const {
  const std::chrono::seconds offset = offset_at(at);
  std::string text = tocsin::rfc3339(Instant{at.time_since_epoch() + offset});
  text.pop_back();
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(offset));
  return fmt::format("{}{}{:02}:{:02}", text, offset.count() < 0 ? '-' : '+', minutes.count() / 60, minutes.count() % 60);
}

}  // namespace tocsin
