#include "app/authority_keys.h"

#include <fmt/format.h>

#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::string_view own_key_setting = "mail_key";

std::string pin_setting(std::string_view authority) { return fmt::format("authority_key/{}", authority); }

// A key's user id is "name <address>": brackets of a company's name would be read as parts of it.
std::string without_brackets(std::string name) {
  std::erase_if(name, [](char c) { return c == '(' || c == ')' || c == '<' || c == '>'; });
  return name;
}

Result<std::optional<json::value>> json_setting(World& world, const std::string& name) {
  TRY(text, world.store->setting(name));
  if (!text) return std::optional<json::value>{};
  TRY(value, json_of(*text, name));
  return std::optional(std::move(value));
}

// The key carries it for years, and mails are sent under it.
bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  return is_plain_line(text) && at != std::string_view::npos && at > 0 && at == text.rfind('@') && text.find('.', at) > at + 1 &&
         text.find('.', at) < text.size() - 1 && text.find_first_of(" <>,;\"") == std::string_view::npos;
}

}  // namespace

Result<std::unique_ptr<ports::OpenPgp>> own_ring(World& world) {
  const StoreInfo& info = world.store->info();
  const std::string dir = fmt::format("{}/openpgp-{}", world.key_dir, info.organisation.text().substr(0, 12));
  return world.workshop.key_ring(dir, info.simulated ? std::optional(world.now) : std::nullopt);
}

Result<std::optional<OwnMailKey>> own_mail_key(World& world) {
  TRY(value, json_setting(world, std::string(own_key_setting)));
  if (!value) return std::optional<OwnMailKey>{};
  Fields in(*value, std::string(own_key_setting));
  const std::string address = in.text("address"), text = in.text("fingerprint");
  TRY_DO(in.done());
  TRY(fingerprint, ports::Fingerprint::of(text));
  return std::optional(OwnMailKey{address, fingerprint});
}

Result<OwnMailKey> make_mail_key(World& world, const std::string& address) {
  if (!is_mail_address(address))
    return failure(ErrorKind::invalid, "that is no mail address", "--address", "give it as NAME@YOUR-DOMAIN, without a name or brackets");
  TRY(there, own_mail_key(world));
  if (there)
    return failure(ErrorKind::conflict, "the organisation has a mail key already", there->fingerprint.text(), "`tocsin mail key` without an address shows it");
  TRY(ring, own_ring(world));
  TRY(fingerprint, ring->make_key(without_brackets(world.store->info().name), address));
  TRY_DO(world.store->set_setting(own_key_setting, canonical(json::object{{"address", address}, {"fingerprint", fingerprint.text()}})));
  return OwnMailKey{address, fingerprint};
}

Result<std::optional<PinnedKey>> pinned_key(World& world, const std::string& authority) {
  const std::string name = pin_setting(authority);
  TRY(value, json_setting(world, name));
  if (!value) return std::optional<PinnedKey>{};
  Fields in(*value, name);
  const std::string text = in.text("fingerprint"), address = in.text_if("address").value_or("");
  TRY_DO(in.done());
  TRY(fingerprint, ports::Fingerprint::of(text));
  return std::optional(PinnedKey{authority, fingerprint, address});
}

Result<PinnedKey> pin_key(World& world, const AuthorityProfile& authority, std::string_view key_block, const std::string& fingerprint_text,
                          const std::string& address) {
  TRY(fingerprint, ports::Fingerprint::of(fingerprint_text));
  TRY(ring, own_ring(world));
  TRY_DO(ring->import_pinned(key_block, fingerprint));
  json::object pin{{"fingerprint", fingerprint.text()}};
  if (!address.empty()) pin["address"] = address;
  TRY_DO(world.store->set_setting(pin_setting(authority.id), canonical(pin)));
  return PinnedKey{authority.id, fingerprint, address};
}

}  // namespace tocsin
