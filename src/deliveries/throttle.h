// How fast one receiving site may be written to: as fast as it takes it.
//
// Way:    mail-sites data, replies -> [here] -> the next claim
// Pure:   the clock is an argument.
// Holds:  a refusal by policy, or "not so fast", halves the rate; five clean minutes give ten per cent back, never
//         above the profile's. A block shuts the site for a while: its mails wait in the queue, they are not tried.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "deliveries/reply_class.h"

namespace tocsin {

struct SiteProfile {
  std::string name;
  std::vector<std::string> domains;  // of addresses
  double per_second = 100;
};

// law/notices/mail-sites.toml
struct MailSites {
  SiteProfile standard;
  std::vector<SiteProfile> sites;

  // The site of an address: a known one by its domain, else one of 64 "other-.."; a rare domain would name its owner.
  std::string site_of(std::string_view address) const;
  const SiteProfile& profile(std::string_view site) const;
};
Result<MailSites> mail_sites_of(std::string_view toml, const std::string& where);

class Throttle {
 public:
  explicit Throttle(const MailSites& sites) : sites_(sites) {}

  std::size_t allowed(std::string_view site, Instant now);  // how many more may leave now
  void left(std::string_view site, std::size_t count);
  void heard(std::string_view site, const RelayCode& reply, Instant now);
  Instant shut_until(std::string_view site) const;

 private:
  struct Bucket {
    double rate = 0, tokens = 0;
    Instant filled, changed, shut_until;
  };
  Bucket& bucket(std::string_view site, Instant now);

  const MailSites& sites_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace tocsin
