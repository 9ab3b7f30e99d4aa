#include "deliveries/throttle.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "base/toml.h"

namespace tocsin {
namespace {

using namespace std::chrono_literals;

constexpr double slowest = 1.0 / 60;           // one a minute
constexpr std::chrono::seconds burst{1};       // what may have been saved up
constexpr std::chrono::minutes clean{5}, pause_of_a_block{30};

}  // namespace

std::string MailSites::site_of(std::string_view address) const {
  const std::string domain = lower_ascii(address.substr(address.rfind('@') + 1));
  for (const SiteProfile& site : sites)
    if (std::ranges::find(site.domains, domain) != site.domains.end()) return site.name;
  return fmt::format("other-{:02}", sha256(domain)[0] % 64);
}

const SiteProfile& MailSites::profile(std::string_view name) const {
  const auto found = std::ranges::find(sites, name, &SiteProfile::name);
  return found == sites.end() ? standard : *found;
}

Result<MailSites> mail_sites_of(std::string_view toml, const std::string& where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, where);
  MailSites sites;
  sites.standard = {"standard", {}, static_cast<double>(fields.number("standard_per_second"))};
  const json::value* list = fields.any("site");
  TRY_DO(fields.done());
  if (list == nullptr || !list->is_array()) return failure(ErrorKind::invalid, "there are no sites", where);
  for (const json::value& one : list->get_array()) {
    Fields site(one, where + ": site");
    SiteProfile profile{site.text("name"), site.texts("domains"), static_cast<double>(site.number("per_second"))};
    TRY_DO(site.done());
    if (profile.domains.empty() || profile.per_second <= 0) return failure(ErrorKind::invalid, "a site has no domain or no rate", where + ": " + profile.name);
    sites.sites.push_back(std::move(profile));
  }
  return sites;
}

Throttle::Bucket& Throttle::bucket(std::string_view site, Instant now) {
  const double full = sites_.profile(site).per_second;
  auto known = buckets_.find(site);
  if (known == buckets_.end()) known = buckets_.emplace(std::string(site), Bucket{full, full, now, {}, {}}).first;
  Bucket& bucket = known->second;
  if (now - bucket.changed >= clean && bucket.rate < full) {
    bucket.rate = std::min(full, bucket.rate * 1.1);
    bucket.changed = now;
  }
  const std::chrono::duration<double> passed = now - bucket.filled;
  if (passed.count() > 0) {
    bucket.tokens = std::min(std::max(1.0, bucket.rate * std::chrono::duration<double>(burst).count()), bucket.tokens + passed.count() * bucket.rate);
    bucket.filled = now;
  }
  return bucket;
}

std::size_t Throttle::allowed(std::string_view site, Instant now) {
  const Bucket& one = bucket(site, now);
  if (now < one.shut_until) return 0;
  return one.tokens < 1 ? 0 : static_cast<std::size_t>(one.tokens);
}

void Throttle::left(std::string_view site, std::size_t count) {
  if (const auto known = buckets_.find(site); known != buckets_.end()) known->second.tokens -= static_cast<double>(count);
}

void Throttle::heard(std::string_view site, const RelayCode& reply, Instant now) {
  const ReplyClass what = class_of(reply);
  const bool too_fast = reply.code == 421 || (reply.enhanced.starts_with("4.7.") && !is_greylisting(reply));
  if (what != ReplyClass::blocked && !too_fast) return;
  Bucket& one = bucket(site, now);
  if (what == ReplyClass::blocked) one.shut_until = std::max(one.shut_until, now + pause_of_a_block);
  if (one.changed == now) return;  // one halving for all that was on its way together
  one.rate = std::max(slowest, one.rate / 2);
  one.tokens = std::min(one.tokens, one.rate);
  one.changed = now;
}

Instant Throttle::shut_until(std::string_view site) const {
  const auto known = buckets_.find(site);
  return known == buckets_.end() ? Instant{} : known->second.shut_until;
}

}  // namespace tocsin
