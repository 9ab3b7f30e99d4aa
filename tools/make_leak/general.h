// The general leak: two processors, 84 controllers each, three countries, every way in which records of one person differ.
//
// Way:    population -> [here] -> rows of two files, and whose each row is
// Pure.   Made in pieces on several threads and handed over in order: the same order gives the same bytes, whatever the
//         number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "make_leak/random.h"

namespace tocsin::make_leak {

inline constexpr std::array<std::string_view, 2> general_files = {"processor_a.csv", "processor_b.csv"};
inline constexpr std::array<std::string_view, 14> general_columns = {"nir",       "kvnr",    "bsn",         "nom",   "prenom", "date_naissance", "email",
                                                                     "telephone", "adresse", "code_postal", "ville", "iban",   "contrat",        "organisme"};
// The kind of each column, as --map would say it.
inline constexpr std::array<std::string_view, 14> general_kinds = {"fr_nir",     "de_kvnr", "nl_bsn",    "family_name",  "given_name",
                                                                   "birth_date", "email",   "phone",     "address_line", "postcode",
                                                                   "city",       "iban",    "policy_no", "controller"};

struct GeneralOrder {
  std::uint64_t persons = 1000, seed = 1;
  std::uint64_t first_family = 0;  // families before it are left out: a second extract
  int threads = 2;
};

// Rows of one file, without its header, and the person of each.
struct GeneralPiece {
  std::string bytes;
  std::vector<std::uint64_t> persons;
};

struct GeneralCounts {
  std::uint64_t persons = 0, families = 0, dependants = 0;
  std::array<std::uint64_t, 2> rows{};
};

std::string general_header();

// Calls take(file, piece) in order. False: the taker wants no more.
GeneralCounts make_general(const GeneralOrder& order, const std::function<bool(std::size_t file, const GeneralPiece& piece)>& take);

}  // namespace tocsin::make_leak
