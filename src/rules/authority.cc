#include "rules/authority.h"

#include <algorithm>

#include "base/json.h"
#include "base/toml.h"

namespace tocsin {
namespace {

constexpr std::string_view channel_names[] = {"mail_openpgp", "portal", "post"};

AuthorityChannel channel_of(Fields& fields) {
  const std::string name = fields.text("channel");
  const auto found = std::find(std::begin(channel_names), std::end(channel_names), name);
  if (found == std::end(channel_names)) fields.wrong("channel", "is one of mail_openpgp, portal, post");
  return static_cast<AuthorityChannel>((found - std::begin(channel_names)) % std::ssize(channel_names));
}

Result<AuthorityProfile::Point> point_of(const json::value& value, std::string where) {
  Fields fields(value, std::move(where));
  AuthorityProfile::Point point{.what = fields.text("what"),
                                .verified = fields.flag("verified"),
                                .read = fields.text_if("read").value_or(""),
                                .where = fields.text_if("where").value_or("")};
  if (point.verified && (point.read.empty() || point.where.empty())) fields.wrong("verified", "says where and when (read) it was verified");
  TRY_DO(fields.done());
  return point;
}

}  // namespace

std::string_view name_of(AuthorityChannel channel) { return channel_names[static_cast<std::size_t>(channel)]; }

std::string AuthorityProfile::name_in(std::string_view language) const {
  for (const std::string_view wanted : {language, std::string_view("en")})
    if (const auto found = name.find(std::string(wanted)); found != name.end()) return found->second;
  return id;
}

bool AuthorityProfile::is_verified() const {
  return std::all_of(points.begin(), points.end(), [](const Point& point) { return point.verified; });
}

Result<AuthorityProfile> authority_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  TRY(zone, Zone::named(fields.text("zone")));
  AuthorityProfile profile{.id = fields.text("id"),
                           .country = fields.text("country"),
                           .region = fields.text_if("region").value_or(""),
                           .is_default = fields.flag_if("default").value_or(false),
                           .zone = zone,
                           .languages = fields.texts("languages"),
                           .channel = channel_of(fields),
                           .address = fields.text("address"),
                           .url = fields.text("url"),
                           .notes = fields.texts("notes")};
  if (const auto* names = fields.any("name"); names != nullptr && names->is_object())
    for (const auto& [language, name] : names->get_object()) profile.name[std::string(language)] = name.is_string() ? std::string(name.get_string()) : "";
  for (const json::value& item : fields.array("point")) {
    TRY(point, point_of(item, fields.where("point")));
    profile.points.push_back(point);
  }
  TRY_DO(fields.done());
  return profile;
}

}  // namespace tocsin
