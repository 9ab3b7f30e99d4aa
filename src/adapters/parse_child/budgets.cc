#include "adapters/parse_child/budgets.h"

#include <charconv>
#include <cstring>
#include <string_view>

namespace tocsin {
namespace {

struct Budget {
  std::string_view name;
  std::uint64_t ReadBudgets::* value;
};

constexpr Budget budgets_by_name[] = {
    {"field-bytes", &ReadBudgets::field_bytes_max},
    {"row-bytes", &ReadBudgets::row_bytes_max},
    {"columns", &ReadBudgets::columns_max},
    {"rows", &ReadBudgets::rows_max},
    {"quoted-lines", &ReadBudgets::quoted_lines_max},
    {"archive-bytes", &ReadBudgets::archive_bytes_max},
    {"file-in-memory", &ReadBudgets::file_in_memory_max},
    {"tables", &ReadBudgets::tables_max},
    {"sample-places", &ReadBudgets::sample_places},
    {"stop-after-rows", &ReadBudgets::stop_after_rows},
};

}  // namespace

std::vector<std::string> words_of(const ReadBudgets& budgets) {
  std::vector<std::string> words;
  for (const Budget& budget : budgets_by_name) words.push_back(std::string(budget.name) + "=" + std::to_string(budgets.*budget.value));
  return words;
}

std::optional<ReadBudgets> budgets_of(std::span<char* const> words) {
  ReadBudgets budgets;
  for (const std::string_view word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return {};
    bool known = false;
    for (const Budget& budget : budgets_by_name) {
      if (word.substr(0, equals) != budget.name) continue;
      const auto [end, error] = std::from_chars(word.data() + equals + 1, word.data() + word.size(), budgets.*budget.value);
      known = error == std::errc{} && end == word.data() + word.size();
    }
    if (!known) return {};
  }
  return budgets;
}

}  // namespace tocsin
