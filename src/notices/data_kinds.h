// Kinds of data as a notice names them, what each may lead to and what a person can do about it.
//
// Way:    law/notices/kinds.toml, column kinds of a scope report -> [here] -> notice.h
// Law:    Art. 34(2) with 33(3)(c) and (d): likely consequences and measures, by the data concerned; Art. 4(12): data
//         that were read harm otherwise than data that are gone or changed
// Pure.
// Holds:  ids only, no words: those are in texts/<language>/notice.toml. Consequences and steps come in the
//         order of the file, the most urgent first.

#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tocsin {

// What was done to the data: confidentiality, availability, integrity.
enum class Harm { read, gone, altered };
inline constexpr std::array all_harms = {Harm::read, Harm::gone, Harm::altered};
std::string_view name_of(Harm harm);

struct Effects {
  std::vector<std::string> consequences;  // ids
  std::vector<std::string> steps;         // ids
};

struct DataKind {
  std::string id;                    // "bank_account"
  std::vector<std::string> columns;  // "iban", "bic"
  std::map<Harm, Effects> effects;   // of this kind; a harm without any is not here
};

struct DataKinds {
  std::vector<DataKind> kinds;            // in the order they are told
  std::map<Harm, Effects> always;         // whatever the kind
  std::vector<std::string> consequences;  // in the order they are told
  std::vector<std::string> steps;         // by urgency

  const DataKind* find(std::string_view id) const;
};
Result<DataKinds> data_kinds_of(std::string_view toml, std::string_view where);

// The kinds that some columns belong to, each once, in the order they are told. A column nobody knows is
// told as "other": saying less than was exposed would be wrong.
std::vector<std::string> kinds_of_columns(const DataKinds& all, const std::vector<std::string>& columns);
std::vector<std::string> consequences_of(const DataKinds& all, const std::vector<std::string>& kinds, Harm harm);
std::vector<std::string> steps_of(const DataKinds& all, const std::vector<std::string>& kinds, Harm harm);

}  // namespace tocsin
