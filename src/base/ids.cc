#include "base/ids.h"

#include "base/bytes.h"
#include "base/check.h"

namespace tocsin {

template <class Tag>
Result<Id<Tag>> Id<Tag>::of(std::string_view hex_digits) {
  const auto bytes = bytes_of_hex(hex_digits);
  if (!bytes || bytes->size() != 16) return failure(ErrorKind::invalid, "an id has 32 hex digits");
  return of_bytes(*bytes);
}

template <class Tag>
Id<Tag> Id<Tag>::of_bytes(std::string_view sixteen_bytes) {
  check(sixteen_bytes.size() == 16);
  Id id;
  id.text_ = hex(sixteen_bytes);
  return id;
}

template <class Tag>
std::string Id<Tag>::bytes() const {
  return *bytes_of_hex(text_);
}

template class Id<IncidentTag>;
template class Id<OrganisationTag>;
template class Id<StaffTag>;
template class Id<ActorTag>;
template class Id<FactTag>;
template class Id<OrderTag>;
template class Id<CampaignTag>;
template class Id<struct ScopeResultTag>;  // sealed/container.h

}  // namespace tocsin
