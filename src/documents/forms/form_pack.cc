#include "documents/forms/form_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "base/toml.h"

namespace tocsin {
namespace {

constexpr std::array<std::string_view, 12> type_names = {"text",   "texts",   "boolean",   "integer",     "date",      "date_time",
                                                         "choice", "choices", "authority", "authorities", "countries", "numbers_by_country"};
constexpr std::array<std::string_view, 5> comparison_names = {"order", "same_day", "same_length", "sum_within", "same_keys"};

bool has_options(AnswerType type) { return type == AnswerType::choice || type == AnswerType::choices; }

// Reads all files first and joins names afterwards, so that a condition may speak of a field in a later file.
class Loader {
 public:
  Result<FormPack> load(std::span<const Resource> files) {
    for (const Resource& file : files) TRY_DO(read_file(file));
    if (pack_.id.empty()) return failure(ErrorKind::invalid, "no file of this form gives its id", files.empty() ? "" : std::string(files.front().name));
    std::ranges::sort(raw_fields_, {}, [](const RawField& raw) { return raw.field.number; });
    TRY_DO(name_everything());
    TRY_DO(join_conditions());
    TRY_DO(refuse_circles());
    TRY_DO(join_sections());
    TRY_DO(join_fields());
    TRY_DO(join_contradictions());
    TRY_DO(join_comparisons());
    TRY_DO(join_from_facts());
    return std::move(pack_);
  }

 private:
  struct RawField {
    FormField field;
    std::string section, shown_if, required_if, unknown_letter, where;
    std::map<std::string, std::string> option_if;  // letter -> condition
  };
  struct RawCondition {
    std::string name, field, circumstance, negated, where;
    std::vector<std::string> is, all, any;
  };
  struct RawRule {  // a section, a contradiction or a comparison
    std::string id, condition, kind, where;
    std::vector<std::string> fields;
    bool about_the_notice = false;
  };

  struct RawWord {  // of the vocabulary of facts
    std::string field, list, word, code, where;
  };

  // ---- reading

  Result<void> read_file(const Resource& file) {
    const std::string where(file.name);
    TRY(root, toml_of(file.text, where));
    Fields in(root, where);
    if (in.has("id")) {
      if (!pack_.id.empty()) return failure(ErrorKind::invalid, "two files of one form give an id", where);
      pack_.id = in.text("id");
      pack_.law = in.text("law");
      pack_.status = in.text("status");
    }
    for (const std::string& word : in.texts("circumstances")) pack_.circumstances.push_back(word);
    for (const std::string& country : in.texts("countries")) pack_.countries.push_back(country);
    TRY_DO(read_texts(in.any("authority"), in.where("authority"), pack_.authorities));
    TRY_DO(read_rules(in.array("section"), in.where("section"), raw_sections_, true));
    TRY_DO(read_rules(in.array("contradiction"), in.where("contradiction"), raw_contradictions_, false));
    TRY_DO(read_rules(in.array("compare"), in.where("compare"), raw_comparisons_, false));
    TRY_DO(read_from_facts(in.any("from_facts"), in.where("from_facts")));
    TRY_DO(read_conditions(in.any("condition"), in.where("condition")));
    for (const json::value& field : in.array("field")) TRY_DO(read_field(field, fmt::format("{}, field {}", where, raw_fields_.size() + 1)));
    return in.done();
  }

  template <class Map>
  static Result<void> read_texts(const json::value* table, const std::string& where, Map& out) {
    if (table == nullptr) return {};
    if (!table->is_object()) return failure(ErrorKind::invalid, "a table of texts is expected", where);
    for (const auto& [key, value] : table->get_object()) {
      if (!value.is_string()) return failure(ErrorKind::invalid, "a text is expected", fmt::format("{}.{}", where, std::string_view(key)));
      out[std::string(key)] = std::string(value.get_string());
    }
    return {};
  }

  static Result<void> read_rules(const json::array& rules, const std::string& where, std::vector<RawRule>& out, bool section) {
    for (const json::value& value : rules) {
      RawRule rule{.where = fmt::format("{} {}", where, out.size() + 1)};
      Fields in(value, rule.where);
      rule.id = in.text("id");
      rule.condition = in.text_if(section ? "shown_if" : "if").value_or("");
      if (section) rule.about_the_notice = in.flag_if("about_the_notice").value_or(false);
      if (!section) {
        rule.fields = in.texts("fields");
        for (const std::string_view kind : comparison_names) {
          if (!in.has(kind)) continue;
          if (!rule.kind.empty()) in.wrong(kind, "one comparison at a time");
          rule.kind = kind;
          rule.fields = in.texts(kind);
        }
      }
      TRY_DO(in.done());
      out.push_back(std::move(rule));
    }
    return {};
  }

  // [from_facts.<field>.<list>] word = code
  Result<void> read_from_facts(const json::value* table, const std::string& where) {
    const json::object none;
    for (const auto& [field, lists] : table != nullptr && table->is_object() ? table->get_object() : none)
      for (const auto& [list, words] : lists.is_object() ? lists.get_object() : none) {
        const std::string path = fmt::format("{}.{}.{}", where, std::string_view(field), std::string_view(list));
        std::map<std::string, std::string> codes;
        TRY_DO(read_texts(&words, path, codes));
        for (const auto& [word, code] : codes) raw_from_facts_.push_back({std::string(field), std::string(list), word, code, path});
      }
    return {};
  }

  Result<void> read_conditions(const json::value* table, const std::string& where) {
    if (table == nullptr) return {};
    if (!table->is_object()) return failure(ErrorKind::invalid, "a table of conditions is expected", where);
    for (const auto& [name, value] : table->get_object()) {
      RawCondition raw{.name = std::string(name), .where = fmt::format("{}.{}", where, std::string_view(name))};
      Fields in(value, raw.where);
      raw.field = in.text_if("field").value_or("");
      raw.is = in.texts("is");
      raw.circumstance = in.text_if("circumstance").value_or("");
      raw.negated = in.text_if("not").value_or("");
      raw.all = in.texts("all");
      raw.any = in.texts("any");
      TRY_DO(in.done());
      const int forms = !raw.field.empty() + !raw.circumstance.empty() + !raw.negated.empty() + !raw.all.empty() + !raw.any.empty();
      if (forms != 1 || raw.field.empty() != raw.is.empty())
        return failure(ErrorKind::invalid, "a condition is one of: field with is, circumstance, all, any, not", raw.where);
      raw_conditions_.push_back(std::move(raw));
    }
    return {};
  }

  Result<void> read_field(const json::value& value, std::string where) {
    RawField raw{.where = std::move(where)};
    Fields in(value, raw.where);
    raw.field.number = static_cast<int>(in.number("number"));
    raw.field.key = in.text("key");
    raw.section = in.text("section");
    const std::string type = in.text("type");
    const auto found = std::ranges::find(type_names, type);
    if (found == type_names.end()) in.wrong("type", "unknown type of answer; known: " + fmt::format("{}", fmt::join(type_names, " ")));
    raw.field.type = static_cast<AnswerType>(found == type_names.end() ? 0 : found - type_names.begin());
    std::map<std::string, std::string> options;
    TRY_DO(read_texts(in.any("options"), in.where("options"), options));
    for (const auto& [letter, code] : options) raw.field.options.push_back({letter, code, {}});
    TRY_DO(read_texts(in.any("option_if"), in.where("option_if"), raw.option_if));
    raw.unknown_letter = in.text_if("unknown_option").value_or("");
    raw.field.unknown_yet = in.flag_if("unknown_yet").value_or(false);
    raw.field.required = in.flag_if("required").value_or(false);
    raw.required_if = in.text_if("required_if").value_or("");
    raw.shown_if = in.text_if("shown_if").value_or("");
    raw.field.minimal = in.text_if("minimal").value_or("");
    raw.field.law = in.text_if("law").value_or("");
    TRY_DO(in.done());
    raw_fields_.push_back(std::move(raw));
    return {};
  }

  // ---- joining

  Result<void> name_everything() {
    for (const RawField& raw : raw_fields_) {
      if (!fields_.emplace(raw.field.key, fields_.size()).second)
        return failure(ErrorKind::invalid, "two fields have this key", raw.where + ": " + raw.field.key);
      if (!pack_.fields.empty() && pack_.fields.back().number == raw.field.number)
        return failure(ErrorKind::invalid, fmt::format("two fields have the number {}", raw.field.number), raw.where);
      pack_.fields.push_back(raw.field);
    }
    for (const RawCondition& raw : raw_conditions_)
      if (!conditions_.emplace(raw.name, conditions_.size()).second) return failure(ErrorKind::invalid, "two conditions have this name", raw.where);
    for (const RawRule& raw : raw_sections_)
      if (!sections_.emplace(raw.id, sections_.size()).second) return failure(ErrorKind::invalid, "two sections have this id", raw.where);
    return {};
  }

  Result<ConditionIndex> condition(const std::string& name, const std::string& where) const {
    const auto found = conditions_.find(name);
    if (found == conditions_.end()) return failure(ErrorKind::invalid, fmt::format("there is no condition \"{}\"", name), where);
    return found->second;
  }
  Result<std::optional<ConditionIndex>> condition_if(const std::string& name, const std::string& where) const {
    if (name.empty()) return std::optional<ConditionIndex>{};
    TRY(index, condition(name, where));
    return std::optional<ConditionIndex>(index);
  }
  Result<FieldIndex> field(const std::string& key, const std::string& where) const {
    const auto found = fields_.find(key);
    if (found == fields_.end()) return failure(ErrorKind::invalid, fmt::format("there is no field \"{}\"", key), where);
    return found->second;
  }

  Result<void> join_conditions() {
    using Kind = FormCondition::Kind;
    for (const RawCondition& raw : raw_conditions_) {
      FormCondition out{.name = raw.name, .codes = raw.is, .circumstance = raw.circumstance};
      out.kind = !raw.field.empty()          ? Kind::answer
                 : !raw.circumstance.empty() ? Kind::circumstance
                 : !raw.negated.empty()      ? Kind::negation
                 : !raw.any.empty()          ? Kind::any
                                             : Kind::all;
      for (const auto* names : {&raw.all, &raw.any})
        for (const std::string& name : *names) {
          TRY(part, condition(name, raw.where));
          out.parts.push_back(part);
        }
      if (out.kind == Kind::negation) {
        TRY(part, condition(raw.negated, raw.where));
        out.parts.push_back(part);
      }
      if (out.kind == Kind::circumstance && std::ranges::find(pack_.circumstances, out.circumstance) == pack_.circumstances.end())
        return failure(ErrorKind::invalid, fmt::format("unknown circumstance \"{}\"", out.circumstance), raw.where);
      if (out.kind == Kind::answer) {
        TRY(index, field(raw.field, raw.where));
        out.field = index;
        TRY_DO(codes_exist(pack_.fields[index], out.codes, raw.where));
      }
      pack_.conditions.push_back(std::move(out));
    }
    return {};
  }

  static Result<void> codes_exist(const FormField& field, const std::vector<std::string>& codes, const std::string& where) {
    for (const std::string& code : codes) {
      const bool known = field.type == AnswerType::boolean ? code == "yes" || code == "no" : has_options(field.type) && field.option_of_code(code) != nullptr;
      if (!known) return failure(ErrorKind::invalid, fmt::format("\"{}\" is no answer to {}", code, field.key), where);
    }
    return {};
  }

  Result<void> refuse_circles() const {
    std::vector<int> visited(pack_.conditions.size(), 0);  // 1 = on the way, 2 = done
    for (ConditionIndex start = 0; start < pack_.conditions.size(); ++start)
      if (!leads_out(start, visited)) return failure(ErrorKind::invalid, "this condition depends on itself", raw_conditions_[start].where);
    return {};
  }
  bool leads_out(ConditionIndex index, std::vector<int>& visited) const {
    if (visited[index] != 0) return visited[index] == 2;
    visited[index] = 1;
    for (const ConditionIndex part : pack_.conditions[index].parts)
      if (!leads_out(part, visited)) return false;
    visited[index] = 2;
    return true;
  }

  Result<void> join_sections() {
    for (const RawRule& raw : raw_sections_) {
      TRY(shown, condition_if(raw.condition, raw.where));
      pack_.sections.push_back({raw.id, shown, raw.about_the_notice});
    }
    return {};
  }

  Result<void> join_fields() {
    for (std::size_t i = 0; i < raw_fields_.size(); ++i) {
      const RawField& raw = raw_fields_[i];
      FormField& out = pack_.fields[i];
      const std::string where = raw.where + ": " + out.key;
      const auto section = sections_.find(raw.section);
      if (section == sections_.end()) return failure(ErrorKind::invalid, fmt::format("there is no section \"{}\"", raw.section), where);
      out.section = section->second;
      TRY(shown, condition_if(raw.shown_if, where));
      TRY(required, condition_if(raw.required_if, where));
      out.shown_if = shown;
      out.required_if = required;
      TRY_DO(join_options(raw, out, where));
    }
    return {};
  }

  Result<void> join_options(const RawField& raw, FormField& out, const std::string& where) const {
    if (has_options(out.type) == out.options.empty()) return failure(ErrorKind::invalid, "choice and choices have options, other types have none", where);
    std::set<std::string_view> codes;
    for (const FormOption& option : out.options)
      if (!codes.insert(option.code).second) return failure(ErrorKind::invalid, fmt::format("two options have the code \"{}\"", option.code), where);
    for (const auto& [letter, name] : raw.option_if) {
      const auto option = std::ranges::find(out.options, letter, &FormOption::letter);
      if (option == out.options.end()) return failure(ErrorKind::invalid, fmt::format("there is no option {}", letter), where);
      TRY(only_if, condition(name, where));
      option->only_if = only_if;
    }
    if (raw.unknown_letter.empty()) return {};
    const FormOption* unknown = out.option_of_letter(raw.unknown_letter);
    if (unknown == nullptr) return failure(ErrorKind::invalid, fmt::format("there is no option {}", raw.unknown_letter), where);
    out.unknown_option = unknown->code;
    return {};
  }

  Result<std::vector<FieldIndex>> fields(const RawRule& raw) const {
    std::vector<FieldIndex> out;
    for (const std::string& key : raw.fields) {
      TRY(index, field(key, raw.where));
      out.push_back(index);
    }
    return out;
  }

  Result<void> join_contradictions() {
    for (const RawRule& raw : raw_contradictions_) {
      if (!raw.kind.empty()) return failure(ErrorKind::invalid, "a comparison belongs under [[compare]]", raw.where);
      TRY(index, condition(raw.condition, raw.where));
      TRY(members, fields(raw));
      pack_.contradictions.push_back({raw.id, index, members});
    }
    return {};
  }

  Result<void> join_comparisons() {
    for (const RawRule& raw : raw_comparisons_) {
      const auto kind = std::ranges::find(comparison_names, raw.kind);
      if (kind == comparison_names.end()) return failure(ErrorKind::invalid, fmt::format("one of: {}", fmt::join(comparison_names, " ")), raw.where);
      TRY(only_if, condition_if(raw.condition, raw.where));
      TRY(members, fields(raw));
      const FormComparison out{raw.id, static_cast<FormComparison::Kind>(kind - comparison_names.begin()), members, only_if};
      if (!comparable(out)) return failure(ErrorKind::invalid, "these fields cannot be compared so", raw.where);
      pack_.comparisons.push_back(out);
    }
    return {};
  }

  bool comparable(const FormComparison& comparison) const {
    using Kind = FormComparison::Kind;
    const auto are = [&](std::initializer_list<AnswerType> types) {
      return comparison.fields.size() == types.size() &&
             std::ranges::equal(comparison.fields, types, {}, [&](FieldIndex index) { return pack_.fields[index].type; });
    };
    switch (comparison.kind) {
      case Kind::order:
      case Kind::same_day: return are({AnswerType::date_time, AnswerType::date_time});
      case Kind::sum_within: return are({AnswerType::numbers_by_country, AnswerType::integer});
      case Kind::same_keys: return are({AnswerType::countries, AnswerType::numbers_by_country});
      case Kind::same_length: break;
    }
    return comparison.fields.size() >= 2 &&
           std::ranges::all_of(comparison.fields, [&](FieldIndex index) { return pack_.fields[index].type == AnswerType::texts; });
  }

  Result<void> join_from_facts() {
    for (const RawWord& raw : raw_from_facts_) {
      TRY(index, field(raw.field, raw.where));
      const FormField& target = pack_.fields[index];
      if (!raw.code.empty() && target.option_of_code(raw.code) == nullptr)
        return failure(ErrorKind::invalid, fmt::format("\"{}\" is no answer to {}", raw.code, raw.field), raw.where);
      pack_.from_facts[fmt::format("{}/{}/{}", raw.field, raw.list, raw.word)] = raw.code;
    }
    return {};
  }

  FormPack pack_;
  std::vector<RawWord> raw_from_facts_;
  std::vector<RawField> raw_fields_;
  std::vector<RawCondition> raw_conditions_;
  std::vector<RawRule> raw_sections_, raw_contradictions_, raw_comparisons_;
  std::map<std::string, std::size_t> fields_, conditions_, sections_;
};

}  // namespace

std::string_view name_of(AnswerType type) { return type_names[static_cast<std::size_t>(type)]; }

const FormOption* FormField::option_of_code(std::string_view code) const {
  const auto found = std::ranges::find(options, code, &FormOption::code);
  return found == options.end() ? nullptr : &*found;
}

const FormOption* FormField::option_of_letter(std::string_view letter) const {
  const auto found = std::ranges::find(options, letter, &FormOption::letter);
  return found == options.end() ? nullptr : &*found;
}

const FormField* FormPack::field(std::string_view key) const {
  const auto found = std::ranges::find(fields, key, &FormField::key);
  return found == fields.end() ? nullptr : &*found;
}

const FormField* FormPack::field(int number) const {
  const auto found = std::ranges::find(fields, number, &FormField::number);
  return found == fields.end() ? nullptr : &*found;
}

std::string_view FormPack::code_for(std::string_view key, std::string_view list, std::string_view word) const {
  const auto found = from_facts.find(fmt::format("{}/{}/{}", key, list, word));
  return found == from_facts.end() ? std::string_view{} : found->second;
}

std::vector<std::string> FormPack::minimal_answers() const {
  std::vector<std::string> names;
  for (const FormField& field : fields)
    if (!field.minimal.empty() && std::ranges::find(names, field.minimal) == names.end()) names.push_back(field.minimal);
  return names;
}

Result<FormPack> form_pack_of(std::span<const Resource> files) { return Loader().load(files); }

Result<FormPack> shipped_form(std::string_view id) {
  std::vector<Resource> files;
  for (const Resource& file : resources_under(fmt::format("law/forms/{}/", id)))
    if (file.name.ends_with(".toml")) files.push_back(file);
  if (!files.empty()) return form_pack_of(files);
  std::set<std::string> known;
  for (const Resource& file : resources_under("law/forms/"))
    if (const auto parts = split(file.name, '/'); parts.size() == 4) known.emplace(parts[2]);
  return failure(ErrorKind::not_found, fmt::format("there is no form \"{}\"", id), "law/forms", fmt::format("known forms: {}", fmt::join(known, " ")));
}

}  // namespace tocsin
