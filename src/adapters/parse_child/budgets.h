// The budgets of one reading as words of a command line, and back.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "exposures/rows.h"

namespace tocsin {

std::vector<std::string> words_of(const ReadBudgets& budgets);
std::optional<ReadBudgets> budgets_of(std::span<char* const> words);  // nothing: a word is unknown or no number

}  // namespace tocsin
