#include "app/print_letters.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

#include "base/digest.h"

namespace tocsin {

namespace {

namespace fs = std::filesystem;

std::unexpected<Error> cannot_write(const fs::path& file) {
  return failure(ErrorKind::unavailable, "the file cannot be written", file.string(), "check that the folder exists, may be written and has room");
}

// Writes under another name; the file gets its own name when it is whole.
class WholeFile {
 public:
  explicit WholeFile(fs::path file) : file_(std::move(file)), partial_(file_.string() + ".part"), out_(partial_, std::ios::binary | std::ios::trunc) {}
  ~WholeFile() {
    std::error_code ignored;
    if (!done_) fs::remove(partial_, ignored);
  }
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  Result<void> add(std::string_view bytes) {
    digest_.add(bytes);
    if (!out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return cannot_write(file_);
    return {};
  }
  Result<Digest> close() {
    out_.close();
    std::error_code error;
    if (out_) fs::rename(partial_, file_, error);
    if (!out_ || error) return cannot_write(file_);
    done_ = true;
    return digest_.finish();
  }

 private:
  fs::path file_, partial_;
  std::ofstream out_;
  Sha256 digest_;
  bool done_ = false;
};

Result<Digest> write_whole(const fs::path& file, std::string_view bytes) {
  WholeFile out(file);
  TRY_DO(out.add(bytes));
  return out.close();
}

Result<void> print_one(LetterPrinter& printer, const std::variant<Letter, HeldLetter>& given, LetterBatch& batch) {
  if (const auto* held = std::get_if<HeldLetter>(&given)) {
    batch.held.push_back(*held);
    return {};
  }
  TRY(outcome, printer.add(std::get<Letter>(given)));
  if (const auto* held = std::get_if<HeldLetter>(&outcome)) {
    batch.held.push_back(*held);
  } else {
    batch.printed.push_back(std::get<ManifestRow>(outcome));
    batch.pages += batch.printed.back().pages;
  }
  return {};
}

}  // namespace

Result<LetterBatch> print_letters(PageWriter& pages, const Stationery& stationery, const NextLetter& next, Instant made_at, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return cannot_write(folder);
  if (fs::exists(folder / "SHA256SUMS", error))
    return failure(ErrorKind::conflict, "the folder already holds a batch of letters", folder.string(), "give every batch a folder of its own");

  LetterBatch batch;
  WholeFile pdf(folder / "letters.pdf");
  TRY(printer, pages.print_letters(stationery, made_at, [&pdf](std::string_view bytes) { return pdf.add(bytes); }));
  while (const auto given = next()) TRY_DO(print_one(*printer, *given, batch));

  TRY(held, write_whole(folder / "held.csv", held_csv(batch.held)));
  TRY(manifest, write_whole(folder / "manifest.csv", manifest_csv(batch.printed)));
  std::string sums = fmt::format("{}  held.csv\n", hex(held));
  if (!batch.printed.empty()) {  // a PDF file without a page is none
    TRY_DO(printer->finish());
    TRY(digest, pdf.close());
    batch.pdf = digest;
    sums += fmt::format("{}  letters.pdf\n", hex(digest));
  }
  sums += fmt::format("{}  manifest.csv\n", hex(manifest));
  TRY_DO(write_whole(folder / "SHA256SUMS", sums));
  return batch;
}

}  // namespace tocsin
