// The SQL twin of resolve.cc, run on a table engine: tables filled, edges.sql run, edges taken back.
#pragma once

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "persons/blocking.h"
#include "persons/closing.h"
#include "persons/resolve.h"
#include "ports/table_engine.h"

namespace tocsin {

struct TwinEdge {
  std::uint32_t a = 0, b = 0;
  bool one = false;
  std::int32_t weight = 0;
  auto operator<=>(const TwinEdge&) const = default;
};

inline Result<void> fill_row(TableWriter& table, std::initializer_list<std::int64_t> cells) {
  for (const std::int64_t cell : cells) table.number(cell);
  return table.end_row();
}

inline Result<void> fill_twin(const IdentityTable& table, const Weights& weights, TableEngine& engine) {
  const auto integers = [](std::initializer_list<const char*> names) {
    std::vector<TableColumn> columns;
    for (const char* name : names) columns.push_back({name, CellType::int64});
    return columns;
  };
  TRY(rows, engine.create("identity_rows", {{"record", CellType::int64},
                                            {"family", CellType::text},
                                            {"given", CellType::text},
                                            {"given_key", CellType::int64},
                                            {"birth_date", CellType::int64},
                                            {"postcode", CellType::int64},
                                            {"door", CellType::int64},
                                            {"family_rarity", CellType::int64},
                                            {"given_rarity", CellType::int64}}));
  TRY(numbers, engine.create("identity_numbers", integers({"record", "number_value", "kind", "bond", "field"})));
  TRY(keys, engine.create("block_keys", integers({"record", "key_kind", "key_value"})));
  for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
    const IdentityRow& row = table.rows[i];
    rows->number(i);
    rows->text(text_of(row.family));
    rows->text(text_of(row.given));
    TRY_DO(fill_row(*rows, {row.given_key, row.birth_date, row.postcode, row.door, row.family_rarity, row.given_rarity}));
    for (const NumberKey number : table.numbers_of(row))
      if (number.known())
        TRY_DO(fill_row(*numbers, {i, static_cast<std::int64_t>(number.value()), number.kind(), static_cast<std::int64_t>(number.bond()),
                                   static_cast<std::int64_t>(field_of(number))}));
    for (const BlockKey which : block_keys) {
      Result<void> kept;
      keys_of(which, table, row, [&](std::uint64_t key) {
        if (kept) kept = fill_row(*keys, {i, static_cast<std::int64_t>(which), static_cast<std::int64_t>(key)});
      });
      TRY_DO(std::move(kept));
    }
  }
  TRY(of, engine.create("weights", integers({"field", "level", "weight"})));
  for (std::size_t field = 0; field < field_count; ++field)
    for (std::size_t level = 0; level < levels_of_field[field]; ++level)
      TRY_DO(fill_row(*of, {static_cast<std::int64_t>(field), static_cast<std::int64_t>(level), weights.of[field][level]}));
  TRY(limits, engine.create("limits", integers({"established_max", "joined", "reviewed"})));
  TRY_DO(fill_row(*limits, {weights.commonness.established_max, weights.joined, weights.reviewed}));
  for (TableWriter* writer : {rows.get(), numbers.get(), keys.get(), of.get(), limits.get()}) TRY_DO(writer->finish());
  return {};
}

inline Result<void> run_twin(TableEngine& engine, const std::string& source_dir) {
  std::stringstream sql;
  sql << std::ifstream(source_dir + "/src/persons/sql/edges.sql").rdbuf();
  return engine.run("edges", sql.str());
}

inline Result<std::vector<TwinEdge>> edges_of_twin(TableEngine& engine) {
  TRY(rows, engine.query("edges", "SELECT a, b, one, weight FROM edges ORDER BY a, b"));
  std::vector<TwinEdge> edges;
  for (const auto& row : rows)
    edges.push_back({static_cast<std::uint32_t>(std::stoul(*row[0])), static_cast<std::uint32_t>(std::stoul(*row[1])), *row[2] == "1", std::stoi(*row[3])});
  return edges;
}

// From edges to persons: what settle.cc does, without error bar and review.
inline std::vector<std::uint32_t> persons_of_twin(const IdentityTable& table, const Weights& weights, const std::vector<TwinEdge>& edges) {
  UnionFind same(table.rows.size());
  std::vector<FoundPair> completing;
  for (const TwinEdge& edge : edges) {
    if (!edge.one && edge.weight < weights.joined) continue;
    if (edge.one || peers(table.rows[edge.a], table.rows[edge.b]))
      same.join(edge.a, edge.b);
    else
      completing.push_back({edge.a, edge.b, edge.weight});
  }
  close(same, table, completing);
  std::vector<std::uint32_t> person_of;
  number_persons(same, person_of);
  return person_of;
}

}  // namespace tocsin
