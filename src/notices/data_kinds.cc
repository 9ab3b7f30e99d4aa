#include "notices/data_kinds.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/toml.h"

namespace tocsin {

namespace {

bool contains(const std::vector<std::string>& all, std::string_view one) { return std::find(all.begin(), all.end(), one) != all.end(); }

template <class Wanted>
std::vector<std::string> in_order(const std::vector<std::string>& order, const Wanted& wanted) {
  std::vector<std::string> chosen;
  std::copy_if(order.begin(), order.end(), std::back_inserter(chosen), wanted);
  return chosen;
}

}  // namespace

const DataKind* DataKinds::find(std::string_view id) const {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const DataKind& kind) { return kind.id == id; });
  return found == kinds.end() ? nullptr : &*found;
}

Result<DataKinds> data_kinds_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  DataKinds all;
  all.consequences = fields.texts("consequences");
  all.steps = fields.texts("steps");
  for (const json::value& entry : fields.array("kind")) {
    Fields one(entry, fmt::format("{}: kind {}", where, all.kinds.size() + 1));
    DataKind kind{one.text("id"), one.texts("columns"), one.texts("consequences"), one.texts("steps")};
    for (const std::string& id : kind.consequences)
      if (!contains(all.consequences, id)) one.wrong("consequences", fmt::format("\"{}\" has no place in the order", id));
    for (const std::string& id : kind.steps)
      if (!contains(all.steps, id)) one.wrong("steps", fmt::format("\"{}\" has no place in the order", id));
    TRY_DO(one.done());
    all.kinds.push_back(std::move(kind));
  }
  if (!all.find("other")) fields.wrong("kind", "a kind \"other\" is needed for columns nobody knows");
  TRY_DO(fields.done());
  return all;
}

std::vector<std::string> kinds_of_columns(const DataKinds& all, const std::vector<std::string>& columns) {
  const auto is_known = [&](const std::string& column) {
    return std::any_of(all.kinds.begin(), all.kinds.end(), [&](const DataKind& kind) { return contains(kind.columns, column); });
  };
  const bool some_unknown = !std::all_of(columns.begin(), columns.end(), is_known);
  std::vector<std::string> kinds;
  for (const DataKind& kind : all.kinds) {
    const bool is_here = std::any_of(columns.begin(), columns.end(), [&](const std::string& column) { return contains(kind.columns, column); });
    if (is_here || (kind.id == "other" && some_unknown)) kinds.push_back(kind.id);
  }
  return kinds;
}

std::vector<std::string> consequences_of(const DataKinds& all, const std::vector<std::string>& kinds) {
  return in_order(all.consequences, [&](const std::string& id) {
    return std::any_of(all.kinds.begin(), all.kinds.end(), [&](const DataKind& kind) { return contains(kinds, kind.id) && contains(kind.consequences, id); });
  });
}

std::vector<std::string> steps_of(const DataKinds& all, const std::vector<std::string>& kinds) {
  return in_order(all.steps, [&](const std::string& id) {
    return std::any_of(all.kinds.begin(), all.kinds.end(), [&](const DataKind& kind) { return contains(kinds, kind.id) && contains(kind.steps, id); });
  });
}

}  // namespace tocsin
