#include "persons/blocking.h"

namespace tocsin {

std::string_view name_of(BlockKey key) {
  switch (key) {
    case BlockKey::number: return "number";
    case BlockKey::family_birth: return "family name, birth date";
    case BlockKey::email: return "email, initial";
    case BlockKey::phone: return "phone";
    case BlockKey::given_birth_place: return "given name, birth date, postcode";
    case BlockKey::door_account: return "door or account, given name";
  }
  return "";
}

}  // namespace tocsin
