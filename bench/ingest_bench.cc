// How fast is a stranger's file read: separators found, frames handed over, values canonical. One full pass, one file.
//
//   bench_ingest [MEGABYTES] [--json]     300 megabytes of invented rows where no size is given
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "adapters/parse_child/parse_child.h"
#include "adapters/parse_child/parse_role.h"
#include "bench.h"
#include "exposures/columns.h"
#include "exposures/table_file.h"
#include "identifiers/identifiers.h"
#include "records/canonical.h"
#include "records/keyed_hash.h"

namespace {

using namespace tocsin;

constexpr std::int32_t today = 20261122;

// Fourteen columns as a health insurer's processor has them; nobody in it exists.
std::string invented_rows(std::size_t count) {
  std::mt19937_64 random(7);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  const char* const families[] = {"DUVALLIER",      "Morantin", "Le Goffec", "M\xC3\xBCller", "van den Berg",
                                  "Lef\xC3\xA8vre", "SCHMITT",  "Garnier",   "Petitjean",     "Weber"};
  const char* const given[] = {"Jean",
                               "Camille",
                               "Zo\xC3\xA9",
                               "Anna",
                               "Pierre-Yves",
                               "Marie",
                               "Luc",
                               "Hugo",
                               "L\xC3\xA9"
                               "a",
                               "Nicolas"};
  const char* const streets[] = {"rue des Lilas", "avenue de la Gare", "boulevard Victor Hugo", "Bahnhofstrasse", "place du March\xC3\xA9"};
  const char* const cities[] = {"Metz", "Luxembourg", "Nancy", "Thionville", "Strasbourg"};
  std::string rows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto year = 30 + below(70), month = 1 + below(12), day = 1 + below(28);
    const std::string body = fmt::format("{}{:02}{:02}{:02}{:03}{:03}", 1 + below(2), year, month, 1 + below(95), 1 + below(990), 1 + below(999));
    rows += fmt::format("{};{};{};{:02}/{:02}/19{:02};{};{};{};{:05};{};0{}{:08};{}.{}{}@example.org;MUT{:02};C{:08};{:.2f}\n",
                        *identifiers::normal_form(identifiers::Kind::fr_nir, body), families[below(10)], given[below(10)], day, month, year, "MF"[below(2)],
                        1 + below(200), streets[below(5)], 1000 + below(90'000), cities[below(5)], 1 + below(9), below(100'000'000), "abcdefghij"[below(10)],
                        "name", below(100'000), below(30), below(100'000'000), static_cast<double>(below(100'000)) / 100);
  }
  return rows;
}

const char* const header = "NIR;NOM;PRENOM;DATE_NAISSANCE;SEXE;NUMERO_VOIE;VOIE;CODE_POSTAL;VILLE;TELEPHONE;COURRIEL;CODE_ORGANISME;NUMERO_CONTRAT;MONTANT\n";

std::vector<ColumnUse> columns() {
  std::vector<ColumnUse> uses;
  for (const char* kind : {"fr_nir", "family_name", "given_name", "birth_date", "sex", "house_number", "street", "postcode", "city", "phone", "email",
                           "insurer_code", "policy_no", "amount"})
    uses.push_back({kind, DateOrder::day_first});
  return uses;
}

struct Counting final : TableSink {
  std::uint64_t rows = 0;
  bool shape(const FileShape&) override { return true; }
  bool data_row(RowFault, std::span<const std::string_view>) override {
    ++rows;
    return true;
  }
};

// A sample of sixteen places, and what the finder makes of it.
struct Sampling final : TableVisitor {
  FileShape form;
  std::vector<TextRow> sample;
  Result<void> shape(const FileShape& shape) override {
    form = shape;
    return {};
  }
  Result<void> rows(const RowBatch& batch) override {
    for (const RowBatch::Row& row : batch.rows) {
      const auto fields = batch.fields_of(row);
      if (row.fault == RowFault::none) sample.emplace_back(fields.begin(), fields.end());
    }
    return {};
  }
};

struct Listening final : TableVisitor {
  std::uint64_t rows_heard = 0;
  Result<void> shape(const FileShape&) override { return {}; }
  Result<void> rows(const RowBatch& batch) override {
    rows_heard += batch.rows.size();
    return {};
  }
};

// Every row canonical, and its numbers hashed: what a full pass has to do with each of them.
class Canonical final : public BatchWork {
 public:
  explicit Canonical(unsigned workers) : canonicalisers_(workers, Canonicaliser(columns(), normal_forms("FR"), today, {})), records_(workers) {}
  Result<void> shape(std::uint32_t, const FileShape&) override { return {}; }
  Result<std::unique_ptr<Product>> work(const RowBatch& batch, unsigned worker) override {
    auto counts = std::make_unique<Counts>();
    CanonicalRecord& record = records_[worker];
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
      if (batch.rows[i].fault != RowFault::none || !canonicalisers_[worker].read(batch.fields_of(batch.rows[i]), record, batch.first_row + i)) continue;
      ++counts->records;
      for (const CanonicalNumber& number : record.numbers) counts->hashes ^= hash_.raw(number.normal_form);
    }
    return std::unique_ptr<Product>(std::move(counts));
  }
  Result<void> take(std::unique_ptr<Product> product) override {
    records += static_cast<Counts&>(*product).records;
    hashes ^= static_cast<Counts&>(*product).hashes;
    return {};
  }
  std::uint64_t records = 0, hashes = 0;

 private:
  struct Counts final : Product {
    std::uint64_t records = 0, hashes = 0;
  };
  KeyedHash hash_{KeyedHash::Key{1, 2, 3}};
  std::vector<Canonicaliser> canonicalisers_;
  std::vector<CanonicalRecord> records_;
};

// A file of its own that goes away with the bench.
struct TemporaryFile {
  std::string path = (std::filesystem::temp_directory_path() / fmt::format("tocsin-bench-ingest-{}.csv", ::getpid())).string();
  ~TemporaryFile() { std::filesystem::remove(path); }
};

double children_cpu() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int measure(int argc, char** argv) {
  const std::size_t megabytes = argc > 1 && std::atoi(argv[1]) > 0 ? static_cast<std::size_t>(std::atoi(argv[1])) : 300;
  TemporaryFile file;
  const std::string block = invented_rows(100'000);
  const std::size_t blocks = std::max<std::size_t>(1, megabytes * 1'000'000 / block.size());
  {
    std::ofstream out(file.path, std::ios::binary);
    out << header;
    for (std::size_t i = 0; i < blocks; ++i) out << block;
  }
  const auto bytes = static_cast<double>(std::filesystem::file_size(file.path));
  const auto rows = static_cast<std::int64_t>(blocks * 100'000);
  Bench bench("ingest");
  // `rows` per case; megabytes per second of wall time, and per second of work of all processes together, stand as ratios.
  const auto with_speed = [&](Bench::Run& run, double child_cpu) {
    run.cpu_seconds += child_cpu;
    run.ratio_to["MB/s"] = bytes / 1e6 / run.seconds;
    run.ratio_to["MB/cpu-s"] = bytes / 1e6 / run.cpu_seconds;
  };

  {
    Counting counting;
    with_speed(bench.run("separators, in this process", rows,
                         [&] {
                           TableFile table({}, counting);
                           std::ifstream in(file.path, std::ios::binary);
                           std::vector<char> piece(256 << 10);
                           while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
                             table.add({piece.data(), static_cast<std::size_t>(in.gcount())});
                           (void)table.finish();
                         }),
               0);
    if (static_cast<std::int64_t>(counting.rows) != rows) return 1;
  }
  ParseChild reader(std::filesystem::read_symlink("/proc/self/exe").string());
  {
    Sampling sampling;
    std::vector<ColumnFinding> findings;
    const double before = children_cpu();
    auto& run = bench.run("a sample of 5,000 rows from 16 places, and the finder", 5'000, [&] {
      (void)reader.read(file.path, {.stop_after_rows = 5'000, .sample_places = 16}, sampling);
      findings = find_columns(sampling.form.columns, sampling.sample, {.country = "FR", .today = std::chrono::year{2026} / 11 / 22});
    });
    run.cpu_seconds += children_cpu() - before;
    if (findings.size() != 14 || findings[0].kind != "fr_nir" || sampling.sample.size() < 4'900) return 1;
  }
  {
    Listening listening;
    const double before = children_cpu();
    auto& run = bench.run("caged child and checked frames", rows, [&] { (void)reader.read(file.path, {}, listening); });
    with_speed(run, children_cpu() - before);
    if (static_cast<std::int64_t>(listening.rows_heard) != rows) return 1;
  }
  for (const unsigned workers : {1U, 2U}) {
    Canonical canonical(workers);
    const double before = children_cpu();
    auto& run =
        bench.run(fmt::format("full pass: child, frames, canonical; {} threads", workers), rows, [&] { (void)reader.read(file.path, {}, canonical, workers); });
    with_speed(run, children_cpu() - before);
    if (static_cast<std::int64_t>(canonical.records) != rows) return 1;
  }
  return bench.finish(argc, argv);
}

}  // namespace

int main(int argc, char** argv) { return wants_parse_role(argc, argv) ? parse_role(argc, argv) : measure(argc, argv); }
