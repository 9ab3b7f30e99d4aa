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

// Lists whose ids have a place in the order of the file.
Effects effects_of(Fields& fields, const DataKinds& all) {
  Effects effects{fields.texts("consequences"), fields.texts("steps")};
  for (const std::string& id : effects.consequences)
    if (!contains(all.consequences, id)) fields.wrong("consequences", fmt::format("\"{}\" has no place in the order", id));
  for (const std::string& id : effects.steps)
    if (!contains(all.steps, id)) fields.wrong("steps", fmt::format("\"{}\" has no place in the order", id));
  return effects;
}

// The tables `gone` and `altered`, in the file and in a kind.
Result<void> read_other_harms(Fields& fields, const DataKinds& all, std::map<Harm, Effects>& effects) {
  for (const Harm harm : {Harm::gone, Harm::altered}) {
    const json::value* value = fields.any(name_of(harm));
    if (value == nullptr) continue;
    Fields one(*value, fields.where(name_of(harm)));
    effects[harm] = effects_of(one, all);
    TRY_DO(one.done());
  }
  return {};
}

bool leads_to(const std::map<Harm, Effects>& effects, Harm harm, std::vector<std::string> Effects::* list, const std::string& id) {
  const auto found = effects.find(harm);
  return found != effects.end() && contains(found->second.*list, id);
}

// What `kinds` lead to, in the order of the file.
std::vector<std::string> led_to(const DataKinds& all, const std::vector<std::string>& order, const std::vector<std::string>& kinds, Harm harm,
                                std::vector<std::string> Effects::* list) {
  return in_order(order, [&](const std::string& id) {
    return leads_to(all.always, harm, list, id) || std::any_of(all.kinds.begin(), all.kinds.end(), [&](const DataKind& kind) {
             return contains(kinds, kind.id) && leads_to(kind.effects, harm, list, id);
           });
  });
}

}  // namespace

std::string_view name_of(Harm harm) {
  constexpr std::array<std::string_view, all_harms.size()> names = {"read", "gone", "altered"};
  return names.at(static_cast<std::size_t>(harm));
}

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
  TRY_DO(read_other_harms(fields, all, all.always));
  for (const json::value& entry : fields.array("kind")) {
    Fields one(entry, fmt::format("{}: kind {}", where, all.kinds.size() + 1));
    DataKind kind{one.text("id"), one.texts("columns"), {}};
    kind.effects[Harm::read] = effects_of(one, all);
    TRY_DO(read_other_harms(one, all, kind.effects));
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

std::vector<std::string> consequences_of(const DataKinds& all, const std::vector<std::string>& kinds, Harm harm) {
  return led_to(all, all.consequences, kinds, harm, &Effects::consequences);
}

std::vector<std::string> steps_of(const DataKinds& all, const std::vector<std::string>& kinds, Harm harm) {
  return led_to(all, all.steps, kinds, harm, &Effects::steps);
}

}  // namespace tocsin
