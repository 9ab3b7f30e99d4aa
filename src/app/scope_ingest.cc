#include "app/scope_ingest.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "records/kinds.h"

namespace tocsin::app {
namespace {

constexpr std::size_t controllers_max = 10'000;

void put(TableWriter& table, std::string_view text) { text.empty() ? table.null() : table.text(text); }

}  // namespace

std::optional<std::uint32_t> Controllers::index_of(const std::string& name) {
  const auto known = index_.find(name);
  if (known != index_.end()) return known->second;
  if (names_.size() > controllers_max) return {};
  const auto index = static_cast<std::uint32_t>(names_.size());
  names_.push_back(name);
  index_.emplace(name, index);
  return index;
}

std::vector<std::string_view> kinds_in(std::uint64_t set) {
  std::vector<std::string_view> kinds;
  for (std::size_t i = 0; i < kind_uses().size(); ++i)
    if ((set >> i & 1) != 0) kinds.push_back(kind_uses()[i].kind);
  return kinds;
}

// The rows of one file on their way.
class IngestVisitor final : public TableVisitor {
 public:
  IngestVisitor(Ingest& ingest, const SampledFile& file, Canonicaliser canonicaliser, Progress& progress)
      : ingest_(ingest), file_(file), canonicaliser_(std::move(canonicaliser)), progress_(progress) {}

  Result<void> shape(const FileShape& shape) override {
    if (tables_++ != file_.table || shape == file_.shape) return {};
    return failure(ErrorKind::conflict, "the file changed while it was read", file_.path, "work on a copy that nobody writes to");
  }
  Result<void> rows(const RowBatch& batch) override {
    if (batch.table != file_.table) return {};  // another table of the file; it has its own turn
    std::uint64_t bytes = 0;
    rows_ += batch.rows.size();
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
      const std::uint64_t number = batch.first_row + i;
      for (const std::string_view field : batch.fields_of(batch.rows[i])) bytes += field.size() + 1;
      if (batch.rows[i].fault != RowFault::none)
        TRY_DO(ingest_.reject(file_.name, number, name_of(reason_of(batch.rows[i].fault))));
      else if (canonicaliser_.read(batch.fields_of(batch.rows[i]), record_, number))
        TRY_DO(ingest_.keep(file_.name, number, kinds_of(record_), record_));
      else
        TRY_DO(ingest_.reject(file_.name, number, name_of(RejectReason::names_nobody)));
    }
    progress_.read(file_.path, bytes);
    return {};
  }
  const Canonicaliser& canonicaliser() const { return canonicaliser_; }
  std::uint64_t rows_read() const { return rows_; }

 private:
  std::uint64_t kinds_of(const CanonicalRecord& record) const {
    std::uint64_t kinds = record.kinds_in_text;
    for (const std::uint16_t column : record.filled) kinds |= 1ULL << kind_index(canonicaliser_.columns()[column].kind).value_or(0);
    return kinds;
  }

  Ingest& ingest_;
  const SampledFile& file_;
  Canonicaliser canonicaliser_;
  Progress& progress_;
  CanonicalRecord record_;
  std::uint32_t tables_ = 0;
  std::uint64_t rows_ = 0;
};

Result<std::unique_ptr<Ingest>> Ingest::into(TableEngine& tables, const KeyedHash& hash, std::uint64_t records_max) {
  std::unique_ptr<Ingest> ingest(new Ingest(hash, records_max));
  TRY(records, tables.create("records", {{"record", CellType::int64},
                                         {"file", CellType::text},
                                         {"row", CellType::int64},
                                         {"controller", CellType::text},
                                         {"family_name", CellType::text},
                                         {"given_name", CellType::text},
                                         {"birth_date", CellType::int32},
                                         {"postcode", CellType::text},
                                         {"city", CellType::text},
                                         {"standing", CellType::text},
                                         {"kinds", CellType::texts}}));
  TRY(rejects, tables.create("rejects", {{"file", CellType::text}, {"row", CellType::int64}, {"reason", CellType::text}}));
  TRY(identity, tables.create("identity", {{"record", CellType::int64},
                                           {"file", CellType::text},
                                           {"row", CellType::int64},
                                           {"kinds", CellType::int64},
                                           {"street", CellType::text},
                                           {"house_number", CellType::text},
                                           {"numbers", CellType::text}}));
  ingest->records_ = std::move(records);
  ingest->identity_ = std::move(identity);
  ingest->rejects_ = std::move(rejects);
  return ingest;
}

std::string text_of_numbers(const CanonicalNumbers& numbers) {
  std::string text;
  for (const CanonicalNumber& number : numbers)
    text += fmt::format("{}{} {}{} {}", text.empty() ? "" : "\n", number.use->kind, number.scope == NumberScope::own ? 'o' : 's', number.of_bearer ? 'b' : '-',
                        number.normal_form);
  return text;
}

bool numbers_from(std::string_view text, CanonicalNumbers& numbers) {
  if (text.empty()) return true;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t space = line.find(' ');
    const auto kind = kind_index(line.substr(0, space));
    if (!kind || space + 4 > line.size()) return false;
    numbers.push_back(
        {&kind_uses()[*kind], std::string(line.substr(space + 4)), line[space + 1] == 'o' ? NumberScope::own : NumberScope::shared, line[space + 2] == 'b'});
  }
  return true;
}

Result<void> Ingest::reject(const std::string& file, std::uint64_t row, std::string_view reason) {
  ++done_.rejects;
  ++done_.rejects_by_reason[std::string(reason)];
  rejects_->text(file);
  rejects_->number(static_cast<std::int64_t>(row));
  rejects_->text(reason);
  return rejects_->end_row();
}

Result<void> Ingest::keep(const std::string& file, std::uint64_t row, std::uint64_t kinds, const CanonicalRecord& record) {
  if (done_.exposures.size() >= records_max_)
    return failure(ErrorKind::unavailable, "more records than fit into the memory allowed", file, "give more memory with --memory, or split the input");
  const auto controller = done_.controllers.index_of(record.controller);
  if (!controller)
    return failure(ErrorKind::invalid, "the controller column holds too many different texts to be controllers", file,
                   "name the right column with --controller-column");
  identity_->number(static_cast<std::int64_t>(done_.exposures.size()));
  identity_->text(file);
  identity_->number(static_cast<std::int64_t>(row));
  identity_->number(static_cast<std::int64_t>(kinds));
  put(*identity_, record.street);
  put(*identity_, record.house_number);
  put(*identity_, text_of_numbers(record.numbers));
  TRY_DO(identity_->end_row());

  records_->number(static_cast<std::int64_t>(done_.exposures.size()));
  records_->text(file);
  records_->number(static_cast<std::int64_t>(row));
  put(*records_, record.controller);
  put(*records_, record.family_name);
  put(*records_, record.given_name);
  if (record.birth_date == 0)
    records_->null();
  else
    records_->number(record.birth_date);
  put(*records_, record.postcode);
  put(*records_, record.city);
  put(*records_, name_of(record.standing));
  records_->texts(kinds_in(kinds));
  add_identity(done_.identity, record, hash_);
  done_.exposures.push_back({*controller, kinds});
  return records_->end_row();
}

Result<void> Ingest::add(const SampledFile& file, const ChosenColumns& columns, const NormalForm& normal_form, std::int32_t today, FileReader& reader,
                         const ReadBudgets& budgets, ReportedFile& report, Progress& progress) {
  IngestVisitor visitor(*this, file, Canonicaliser(columns.uses, normal_form, today, columns.controller_column), progress);
  TRY(summary, reader.read(file.path, budgets, visitor));
  progress.done(file.path);
  report.rows = visitor.rows_read();
  report.values_repaired = summary.values_repaired;
  report.bytes_skipped = summary.bytes_skipped;
  report.parts_skipped = summary.parts_skipped;
  report.values_skipped = summary.values_skipped;
  report.cut_off = summary.cut_off;
  for (const ColumnChange& change : visitor.canonicaliser().watch().changes())
    report.changed_columns.emplace_back(column_name(file.shape, change.column), change.first_row);
  done_.values_unreadable += visitor.canonicaliser().values_unreadable();
  return {};
}

Result<Ingested> Ingest::finish() {
  TRY_DO(records_->finish());
  TRY_DO(identity_->finish());
  TRY_DO(rejects_->finish());
  return std::move(done_);
}

}  // namespace tocsin::app
