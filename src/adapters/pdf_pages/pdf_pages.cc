#include "adapters/pdf_pages/pdf_pages.h"

#include "adapters/pdf_pages/letter_page.h"
#include "adapters/pdf_pages/report.h"
#include "adapters/pdf_pages/tagged_file.h"
#include "base/text.h"

namespace tocsin {

namespace {

struct Faces {
  std::shared_ptr<const pdf::Typeface> regular, bold;
};

class PdfLetterPrinter : public LetterPrinter {
 public:
  PdfLetterPrinter(const Faces& faces, Stationery stationery, Instant made_at, ByteSink sink)
      : typesetter_(faces.regular, faces.bold),
        stationery_(std::move(stationery)),
        file_(std::move(sink), {stationery_.title, stationery_.sender, stationery_.language, made_at}) {}

  Result<std::variant<ManifestRow, HeldLetter>> add(const Letter& letter) override {
    TRY_DO(file_.state());
    const std::variant<pdf::Layout, HeldBecause> laid_out = pdf::lay_out_letter(typesetter_, stationery_, letter);
    if (const auto* reason = std::get_if<HeldBecause>(&laid_out)) {
      typesetter_.forget();
      return HeldLetter{letter.id, *reason};
    }
    const auto& layout = std::get<pdf::Layout>(laid_out);
    const std::uint32_t first_page = file_.add(layout, pdf::Structure::Grouping::part, letter.language);
    const auto pages = static_cast<std::uint32_t>(layout.sheets.size());
    typesetter_.forget();
    TRY_DO(file_.state());
    return ManifestRow{++seq_, letter.id, first_page, pages, content_digest(letter)};
  }

  Result<void> finish() override { return file_.finish(typesetter_); }

 private:
  pdf::Typesetter typesetter_;
  Stationery stationery_;
  pdf::TaggedFile file_;
  std::uint64_t seq_ = 0;
};

class PdfPages : public PageWriter {
 public:
  explicit PdfPages(Faces faces) : faces_(std::move(faces)) {}

  Result<std::string> pdf_of(const Document& document, Instant made_at) override {
    pdf::Typesetter typesetter(faces_.regular, faces_.bold);
    const pdf::Layout layout = pdf::lay_out_document(typesetter, document);
    if (!layout.printable)
      return failure(ErrorKind::invalid, "a text of the document holds a sign that cannot be printed", document.title,
                     "only Latin, Greek and Cyrillic letters can be printed; write the name in one of them");
    std::string bytes;
    const ByteSink sink = [&bytes](std::string_view more) {
      bytes += more;
      return Result<void>();
    };
    pdf::TaggedFile file(sink, {document.title, document.origin, document.language, made_at});
    file.add(layout, pdf::Structure::Grouping::loose, document.language);
    TRY_DO(file.finish(typesetter));
    return bytes;
  }

  Result<std::unique_ptr<LetterPrinter>> print_letters(const Stationery& stationery, Instant made_at, ByteSink sink) override {
    if (stationery.footer.size() > 2) return failure(ErrorKind::invalid, "a letter's footer has at most two lines", "stationery");
    return std::make_unique<PdfLetterPrinter>(faces_, stationery, made_at, std::move(sink));
  }

 private:
  Faces faces_;
};

}  // namespace

Result<std::unique_ptr<PageWriter>> open_pdf_pages(const PdfPagesConfig& config) {
  TRY(regular, pdf::Typeface::open(config.font_folder / "NotoSans-Regular.ttf", "NotoSans-Regular", false));
  TRY(bold, pdf::Typeface::open(config.font_folder / "NotoSans-Bold.ttf", "NotoSans-Bold", true));
  return std::make_unique<PdfPages>(Faces{regular, bold});
}

}  // namespace tocsin
