#include "adapters/duckdb_tables/duckdb_tables.h"

#include <duckdb.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "adapters/duckdb_tables/chunk_writer.h"
#include "adapters/duckdb_tables/sealed_file.h"

namespace tocsin {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

std::string_view type_name(CellType type) {
  switch (type) {
    case CellType::text: return "VARCHAR";
    case CellType::int32: return "INTEGER";
    case CellType::int64: return "BIGINT";
    case CellType::texts: return "VARCHAR[]";
  }
  return "VARCHAR";
}

// The result of one statement, freed when it goes.
struct Answer {
  duckdb_result result{};
  Answer() = default;
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() { duckdb_destroy_result(&result); }
};

constexpr std::int64_t rows_first = 250'000;  // of a sealed part; what a row takes is known after the first

// What DuckDB may open: the folder where tables lie in clear, else descriptors that it is handed.
std::string allowed(const TablePlace& place) {
  if (!place.seal) return "SET allowed_directories = [" + quoted(place.folder) + "]";
  std::string paths;
  for (int fd = shown_fd_first; fd <= shown_fd_last; ++fd) paths += (paths.empty() ? "" : ", ") + quoted("/proc/self/fd/" + std::to_string(fd));
  return "SET allowed_paths = [" + paths + "]";
}

class DuckdbTables final : public TableEngine {
 public:
  DuckdbTables(const DuckdbOptions& options, Random& random)
      : options_(options), random_(random), result_(ResultId::of_bytes(random.bytes(16))), room_(options.place.memory_bytes) {}
  ~DuckdbTables() override {
    std::error_code ignored;
    for (const std::string& file : unpublished_) std::filesystem::remove(unfinished(file), ignored);
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }

  Result<void> start() {
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    duckdb_set_config(config, "threads", std::to_string(options_.threads).c_str());
    duckdb_set_config(config, "memory_limit", (std::to_string(options_.place.memory_bytes / 1'000'000) + "MB").c_str());
    duckdb_set_config(config, "autoinstall_known_extensions", "false");
    duckdb_set_config(config, "autoload_known_extensions", "false");
    char* message = nullptr;
    const duckdb_state state = duckdb_open_ext(nullptr, &database_, config, &message);
    duckdb_destroy_config(&config);
    const std::string reason = shown_error(message);
    if (message != nullptr) duckdb_free(message);
    if (state == DuckDBError || duckdb_connect(database_, &connection_) == DuckDBError)
      return failure(ErrorKind::unavailable, "the table engine does not start: " + reason);
    TRY_DO(run("spill off", "SET max_temp_directory_size = '0MB'"));
    TRY_DO(run("no progress bar", "SET enable_progress_bar = false"));
    TRY_DO(run("no memory of files", "SET enable_external_file_cache = false"));  // a number may name another file next time
    TRY_DO(run("the only files", allowed(options_.place)));
    TRY_DO(run("no other file", "SET enable_external_access = false"));
    return run("nothing changes any more", "SET lock_configuration = true");
  }

  Result<std::unique_ptr<TableWriter>> create(const std::string& table, const std::vector<TableColumn>& columns) override {
    std::string sql = "CREATE TABLE " + table + " (";
    for (std::size_t i = 0; i < columns.size(); ++i) sql += (i == 0 ? "" : ", ") + columns[i].name + " " + std::string(type_name(columns[i].type));
    TRY_DO(run("create " + table, sql + ")"));
    return std::unique_ptr<TableWriter>(std::make_unique<ChunkWriter>(connection_, table, columns));
  }

  Result<void> run(std::string_view step, const std::string& sql) override {
    Answer answer;
    return execute(step, sql, answer);
  }

  Result<std::vector<Row>> query(std::string_view step, const std::string& sql) override {
    Answer answer;
    TRY_DO(execute(step, sql, answer));
    std::vector<Row> rows(duckdb_row_count(&answer.result));
    const idx_t columns = duckdb_column_count(&answer.result);
    for (idx_t row = 0; row < rows.size(); ++row)
      for (idx_t column = 0; column < columns; ++column) {
        char* const text = duckdb_value_varchar(&answer.result, column, row);
        rows[row].push_back(text == nullptr ? std::nullopt : std::optional<std::string>(text));
        duckdb_free(text);
      }
    return rows;
  }

  Result<void> keep(const KeptTable& table) override { return options_.place.seal ? keep_sealed(table) : keep_plain(table); }

  Result<void> publish() override {
    for (const std::string& file : unpublished_)
      if (std::rename(unfinished(file).c_str(), in_folder(file).c_str()) != 0)
        return failure(ErrorKind::unavailable, "the finished file could not be put in its place", in_folder(file), "see whether the folder is writable");
    unpublished_.clear();
    for (const auto& [name, parts] : parts_of_) {  // an earlier result may have had more
      std::error_code gone;
      for (std::uint32_t part = parts + 1; std::filesystem::remove(in_folder(sealed_file_name(name, part)), gone);) ++part;
    }
    return {};
  }

  Result<void> open(const std::string& name) override {
    std::string paths;
    if (options_.place.seal) {
      TRY_DO(unseal_parts(name, paths));
    } else {
      paths = quoted(in_folder(name + ".parquet"));
    }
    return run("open " + name, "CREATE VIEW " + name + " AS SELECT * FROM read_parquet([" + paths + "])");
  }

 private:
  std::string in_folder(const std::string& file) const { return options_.place.folder + "/" + file; }
  std::string unfinished(const std::string& file) const { return in_folder(file) + ".unfinished"; }

  Result<void> copy(const KeptTable& table, std::int64_t begin, std::int64_t end, const std::string& path) {
    return run("write " + table.name, "COPY (" + table.select + " WHERE " + table.numbered + " BETWEEN " + std::to_string(begin) + " AND " +
                                          std::to_string(end) + " ORDER BY " + table.numbered + ") TO " + quoted(path) +
                                          " (FORMAT parquet, COMPRESSION lz4_raw, USE_TMP_FILE false)");
  }

  Result<void> keep_plain(const KeptTable& table) {
    unpublished_.push_back(table.name + ".parquet");
    return copy(table, table.first, table.last, unfinished(unpublished_.back()));
  }

  // Part after part, each as many rows as the one before says will fit.
  Result<void> keep_sealed(const KeptTable& table) {
    std::int64_t rows = rows_first, begin = table.first;
    for (std::uint32_t part = 1;; ++part) {
      unpublished_.push_back(sealed_file_name(table.name, part));
      std::int64_t end = 0;
      std::uint64_t bytes = 0;
      for (;; rows = std::max<std::int64_t>(1, (end - begin + 1) / 2)) {
        end = std::min(table.last, begin + rows - 1);
        TRY(written, keep_part(table, part, begin, end));
        bytes = written;
        if (bytes <= options_.part_bytes_max || end <= begin) break;
      }
      parts_of_[table.name] = part;
      if (end >= table.last) return {};
      const auto target = static_cast<std::int64_t>(options_.part_bytes_max / 4 * 3);
      rows = std::clamp<std::int64_t>(target / std::max<std::int64_t>(1, static_cast<std::int64_t>(bytes) / (end - begin + 1)), 1, rows * 16);
      begin = end + 1;
    }
  }

  Result<std::uint64_t> keep_part(const KeptTable& table, std::uint32_t part, std::int64_t begin, std::int64_t end) {
    const TableSeal& seal = *options_.place.seal;
    const SealedHeader header = SealedHeader::make({seal.incident, result_, table.name, part, end >= table.last}, seal.bulk_key, random_);
    TRY(cipher, header.cipher(seal.bulk_key));
    SealingPipe pipe(header, ChunkSealer(std::move(cipher)), unfinished(sealed_file_name(table.name, part)));
    TRY_DO(pipe.open());
    TRY_DO(copy(table, begin, end, pipe.path()));
    return pipe.finish();
  }

  Result<void> unseal_parts(const std::string& name, std::string& paths) {
    const TableSeal& seal = *options_.place.seal;
    for (std::uint32_t part = 1;; ++part) {
      TRY(file, unsealed(in_folder(sealed_file_name(name, part)), seal.bulk_key, {seal.incident, opened_result_, name, part, false}, room_));
      opened_result_ = file.place.result;
      room_ -= file.bytes;
      paths += (paths.empty() ? "" : ", ") + quoted(path_of(file.memory));
      opened_.push_back(std::move(file.memory));
      if (file.place.last_part) return {};
    }
  }

  Result<void> execute(std::string_view step, const std::string& sql, Answer& answer) {
    if (duckdb_query(connection_, sql.c_str(), &answer.result) == DuckDBSuccess) return {};
    const bool memory = duckdb_result_error_type(&answer.result) == DUCKDB_ERROR_OUT_OF_MEMORY;
    return failure(ErrorKind::unavailable, "the table engine could not do a step: " + shown_error(duckdb_result_error(&answer.result)),
                   "step \"" + std::string(step) + "\"",
                   memory ? "give more memory with --memory, or split the input" : "see whether the folder is there, writable and not full");
  }

  DuckdbOptions options_;
  Random& random_;
  ResultId result_, opened_result_;  // of what is written; of what is read, once something was
  std::uint64_t room_;
  std::vector<std::string> unpublished_;
  std::map<std::string, std::uint32_t> parts_of_;
  std::vector<Descriptor> opened_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<TableEngine>> open_duckdb_tables(const DuckdbOptions& options, Random& random) {
  DuckdbOptions absolute = options;
  absolute.place.folder = std::filesystem::absolute(options.place.folder).string();
  auto engine = std::make_unique<DuckdbTables>(absolute, random);
  TRY_DO(engine->start());
  return std::unique_ptr<TableEngine>(std::move(engine));
}

}  // namespace tocsin
