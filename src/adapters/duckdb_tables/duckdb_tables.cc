#include "adapters/duckdb_tables/duckdb_tables.h"

#include <duckdb.h>

#include <cstdio>
#include <filesystem>

#include "adapters/duckdb_tables/chunk_writer.h"

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

class DuckdbTables final : public TableEngine {
 public:
  ~DuckdbTables() override {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }

  Result<void> open(const DuckdbOptions& options) {
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    duckdb_set_config(config, "threads", std::to_string(options.threads).c_str());
    duckdb_set_config(config, "memory_limit", (std::to_string(options.memory_bytes / 1'000'000) + "MB").c_str());
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
    TRY_DO(run("the only folder", "SET allowed_directories = [" + quoted(options.folder) + "]"));
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

  Result<void> write_parquet(const std::string& query, const std::string& path) override {
    const std::string unfinished = path + ".unfinished";
    TRY_DO(run("write " + std::filesystem::path(path).filename().string(),
               "COPY (" + query + ") TO " + quoted(unfinished) + " (FORMAT parquet, COMPRESSION lz4_raw, USE_TMP_FILE false)"));
    if (std::rename(unfinished.c_str(), path.c_str()) != 0)
      return failure(ErrorKind::unavailable, "the finished file could not be put in its place", path, "see whether the folder is writable");
    return {};
  }

 private:
  Result<void> execute(std::string_view step, const std::string& sql, Answer& answer) {
    if (duckdb_query(connection_, sql.c_str(), &answer.result) == DuckDBSuccess) return {};
    const bool memory = duckdb_result_error_type(&answer.result) == DUCKDB_ERROR_OUT_OF_MEMORY;
    return failure(ErrorKind::unavailable, "the table engine could not do a step: " + shown_error(duckdb_result_error(&answer.result)),
                   "step \"" + std::string(step) + "\"",
                   memory ? "give more memory with --memory, or split the input" : "see whether the folder is there, writable and not full");
  }

  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<TableEngine>> open_duckdb_tables(const DuckdbOptions& options) {
  auto engine = std::make_unique<DuckdbTables>();
  DuckdbOptions absolute = options;
  absolute.folder = std::filesystem::absolute(options.folder).string();
  TRY_DO(engine->open(absolute));
  return std::unique_ptr<TableEngine>(std::move(engine));
}

}  // namespace tocsin
