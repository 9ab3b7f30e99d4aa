#include "app/scope_slices.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/digest.h"
#include "base/text.h"
#include "records/kinds.h"

namespace tocsin::app {
namespace {

constexpr std::array contract_kinds = {"policy_no", "member_no", "account_no", "claim_no"};

bool is_contract(std::string_view kind) { return std::ranges::find(contract_kinds, kind) != contract_kinds.end(); }
bool names_controller(std::string_view kind) { return kind == "controller" || kind == "insurer_code" || kind == "de_ik"; }
bool is_family_name(std::string_view kind) { return kind == "family_name" || kind == "full_name"; }

// Whose a row is, as far as the row and its file say it themselves.
class Routing {
 public:
  explicit Routing(const ControllerCodes& codes) : codes_(codes) {}

  // Nothing: nobody is named, somebody whom nobody knows is, or two are.
  std::optional<std::string> controller_of(const SliceInput& input, std::span<const std::string_view> fields) const {
    std::optional<std::string> said;
    if (const auto file = codes_.find("file:" + input.file.name); file != codes_.end()) said = file->second;
    for (std::size_t column = 0; column < fields.size(); ++column) {
      const std::string code(trimmed(fields[column]));
      if (code.empty() || !(names_controller(input.columns.uses[column].kind) || column == input.columns.controller_column)) continue;
      const auto known = codes_.find(code);
      if (known == codes_.end() && !codes_.empty()) return {};
      const std::string& controller = known == codes_.end() ? code : known->second;
      if (said && *said != controller) return {};
      said = controller;
    }
    return said;
  }

 private:
  const ControllerCodes& codes_;
};

// The same contract under the same name is one controller's. Keys are hashes: nothing of a row is kept.
std::vector<std::size_t> contracts_of(const SliceInput& input, std::span<const std::string_view> fields) {
  std::string name;
  for (std::size_t column = 0; column < fields.size(); ++column)
    if (is_family_name(input.columns.uses[column].kind)) name += lower_ascii(trimmed(fields[column])) + "|";
  std::vector<std::size_t> keys;
  if (name.empty()) return keys;
  for (std::size_t column = 0; column < fields.size(); ++column) {
    const std::string& kind = input.columns.uses[column].kind;
    if (is_contract(kind) && !trimmed(fields[column]).empty())
      keys.push_back(std::hash<std::string>()(kind + "|" + std::string(trimmed(fields[column])) + "|" + name));
  }
  return keys;
}

template <class Look>
class EachRow final : public TableVisitor {
 public:
  explicit EachRow(Look look) : look_(std::move(look)) {}
  Result<void> shape(const FileShape&) override { return {}; }
  Result<void> rows(const RowBatch& batch) override {
    for (std::size_t i = 0; i < batch.rows.size(); ++i)
      if (batch.rows[i].fault == RowFault::none) TRY_DO(look_(batch.first_row + i, batch.fields_of(batch.rows[i])));
    return {};
  }

 private:
  Look look_;
};

template <class Look>
Result<void> each_row(const SliceInput& input, FileReader& reader, Look look) {
  EachRow<Look> visitor(std::move(look));
  TRY(summary, reader.read(input.file.path, {}, visitor));
  (void)summary;
  return {};
}

void append_field(std::string& csv, std::string_view field) {
  csv += '"';
  for (const char c : field) csv += c == '"' ? std::string("\"\"") : std::string(1, c);
  csv += '"';
}

class Cutter {
 public:
  Cutter(const SliceRules& rules, FileReader& reader) : rules_(rules), routing_(rules.codes), reader_(reader) {}

  // First look: which contracts are claimed by two.
  Result<void> learn(const SliceInput& input) {
    return each_row(input, reader_, [&](std::uint64_t, std::span<const std::string_view> fields) -> Result<void> {
      const auto controller = routing_.controller_of(input, fields);
      const std::size_t who = controller ? std::hash<std::string>()(*controller) : 0;
      for (const std::size_t contract : contracts_of(input, fields)) {
        const auto [known, first] = holder_.try_emplace(contract, who);
        if (!first && known->second != who) known->second = contested;
      }
      return {};
    });
  }

  Result<void> cut(const SliceInput& input) {
    std::set<std::string> begun;  // controllers that have this file's header
    return each_row(input, reader_, [&](std::uint64_t row, std::span<const std::string_view> fields) -> Result<void> {
      const auto controller = routed(input, fields);
      if (!controller) {
        ++done_.unrouted;
        return {};
      }
      Slice& slice = slices_[*controller];
      const std::size_t before = slice.csv.size();
      if (begun.insert(*controller).second) header(input, *controller, slice);
      line(input, *controller, row, fields, slice);
      bytes_ += slice.csv.size() - before;
      if (bytes_ <= rules_.bytes_max) return {};
      return failure(ErrorKind::unavailable, "the slices do not fit into the memory allowed", input.file.name,
                     "give more memory with --memory, or cut file by file");
    });
  }

  Result<Slices> sealed(const SealSlice& seal) {
    for (auto& [controller, slice] : slices_) {
      TRY(has_key, seal(controller, slice.csv));
      done_.slices.push_back({controller, slice.rows, has_key, slice.numbers});
      std::ranges::fill(slice.csv, '\0');
    }
    return std::move(done_);
  }

 private:
  struct Slice {
    std::string csv;
    std::uint64_t rows = 0;
    bool numbers = false;
  };
  static constexpr std::size_t contested = ~std::size_t{0};

  std::optional<std::string> routed(const SliceInput& input, std::span<const std::string_view> fields) const {
    for (const std::size_t contract : contracts_of(input, fields))
      if (holder_.at(contract) == contested) return {};
    return routing_.controller_of(input, fields);
  }

  bool left_out(const SliceInput& input, std::size_t column, const std::string& controller) const {
    const std::string& kind = input.columns.uses[column].kind;
    return is_national_number(kind) && !rules_.permitted.contains({controller, kind});
  }

  void header(const SliceInput& input, const std::string& controller, Slice& slice) const {
    append_field(slice.csv, "file");
    slice.csv += ",";
    append_field(slice.csv, "row");
    for (std::size_t column = 0; column < input.columns.uses.size(); ++column) {
      if (left_out(input, column, controller)) continue;
      slice.csv += ",";
      append_field(slice.csv, column_name(input.file.shape, column));
    }
    slice.csv += "\r\n";
  }

  void line(const SliceInput& input, const std::string& controller, std::uint64_t row, std::span<const std::string_view> fields, Slice& slice) const {
    append_field(slice.csv, input.file.name);
    slice.csv += fmt::format(",{}", row);
    for (std::size_t column = 0; column < fields.size(); ++column) {
      if (left_out(input, column, controller)) continue;
      slice.numbers = slice.numbers || is_national_number(input.columns.uses[column].kind);
      slice.csv += ",";
      append_field(slice.csv, fields[column]);
    }
    slice.csv += "\r\n";
    ++slice.rows;
  }

  const SliceRules& rules_;
  Routing routing_;
  FileReader& reader_;
  std::unordered_map<std::size_t, std::size_t> holder_;  // contract -> its controller, or contested
  std::map<std::string, Slice> slices_;
  std::uint64_t bytes_ = 0;
  Slices done_;
};

}  // namespace

Result<ControllerCodes> controller_codes(std::string_view csv, const std::string& where) {
  ControllerCodes codes;
  std::size_t number = 0;
  for (std::string_view line : split(csv, '\n')) {
    ++number;
    line = trimmed(line);
    if (line.empty() || (number == 1 && lower_ascii(line).starts_with("code"))) continue;
    const std::size_t comma = line.find_first_of(",;");
    const std::string code(trimmed(line.substr(0, comma))), controller(comma == std::string_view::npos ? "" : trimmed(line.substr(comma + 1)));
    if (code.empty() || controller.empty() || !is_plain_line(controller))
      return failure(ErrorKind::invalid, "this line does not say whose a code is", fmt::format("{}, line {}", where, number),
                     "write code,controller on each line");
    if (const auto [known, first] = codes.emplace(code, controller); !first && known->second != controller)
      return failure(ErrorKind::invalid, "this code stands for two controllers", fmt::format("{}, line {}", where, number),
                     "one code belongs to one controller");
  }
  return codes;
}

bool is_national_number(std::string_view kind) { return kind.size() > 3 && kind[2] == '_' && kind != "de_ik"; }

std::string file_name_of(const std::string& controller) {
  std::string name;
  for (const char c : controller) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    name += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  // Two long names must not meet in one file.
  return name.size() <= 150 ? name : name.substr(0, 100) + "-" + hex(sha256(controller)).substr(0, 16);
}

Result<Slices> cut_slices(const std::vector<SliceInput>& inputs, const SliceRules& rules, FileReader& reader, const SealSlice& seal) {
  Cutter cutter(rules, reader);
  for (const SliceInput& input : inputs) TRY_DO(cutter.learn(input));
  for (const SliceInput& input : inputs) TRY_DO(cutter.cut(input));
  return cutter.sealed(seal);
}

}  // namespace tocsin::app
