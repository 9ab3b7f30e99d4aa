// A time zone of the IANA database, for the local time of an authority and for working days.
//
// Law:    deadlines are added in UTC (hours are elapsed hours) and shown in the authority's local time.
// Holds:  a Zone lives as long as the program. Reads the system's zone files once.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace tocsin {

class Zone {
 public:
  // "Europe/Luxembourg"; not_found names the word and where zones come from.
  static Result<Zone> named(std::string_view iana_name);
  static Zone utc();

  std::chrono::seconds offset_at(Instant at) const;
  std::chrono::local_time<Micros> local(Instant at) const;
  std::chrono::year_month_day date(Instant at) const;

  // The first instant that shows this local time; where summer time skips it, the instant of the jump.
  Instant instant(std::chrono::local_time<Micros> local) const;
  Instant start_of(std::chrono::year_month_day date) const;  // 00:00 local

  std::string rfc3339(Instant at) const;     // 2026-11-23T18:20:00+01:00; UTC as +00:00
  const std::string& name() const { return name_; }

 private:
  explicit Zone(std::string name, const void* zone) : name_(std::move(name)), zone_(zone) {}
  std::string name_;
  const void* zone_ = nullptr;  // date::time_zone, of the library's own table; null = UTC
};

}  // namespace tocsin
