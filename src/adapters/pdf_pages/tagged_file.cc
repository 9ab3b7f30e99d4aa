#include "adapters/pdf_pages/tagged_file.h"

#include "adapters/pdf_pages/archive.h"
#include "adapters/pdf_pages/font_embed.h"

namespace tocsin::pdf {

namespace {

constexpr std::uint32_t pages_a_leaf = 64;

}  // namespace

TaggedFile::TaggedFile(ByteSink sink, FileFacts facts)
    : facts_(std::move(facts)),
      file_(std::move(sink)),
      pages_(file_.reserve()),
      resources_(file_.reserve()),
      fonts_{file_.reserve(), file_.reserve()},
      painter_(file_, fonts_),
      structure_(file_) {}

std::uint32_t TaggedFile::add(const Layout& layout, Structure::Grouping grouping, std::string_view language) {
  const std::uint32_t first = page_count_ + 1;
  std::vector<MarkedPage> marked;
  for (const Sheet& sheet : layout.sheets) {
    Painter::Painted painted = painter_.paint(sheet, layout.nodes);
    marked.push_back({add_page(painted.content), std::move(painted.nodes)});
  }
  structure_.add(layout.nodes, marked, grouping, language);
  return first;
}

ObjectId TaggedFile::add_page(std::string_view content) {
  const ObjectId stream = file_.reserve(), page = file_.reserve();
  if (!leaf_) leaf_ = file_.reserve();
  file_.write_stream(stream, "", content);
  file_.write_small(page, Syntax() << "<</Type/Page/Parent " << Ref{leaf_} << "/MediaBox[0 0 " << sheet_width << ' ' << sheet_height
                                   << "]/Tabs/S/StructParents " << page_count_ << "/Resources " << Ref{resources_} << "/Contents " << Ref{stream} << ">>");
  add_reference(leaf_kids_, page);
  leaf_kids_ += ' ';
  ++page_count_;
  if (++leaf_pages_ == pages_a_leaf) close_leaf();
  return page;
}

void TaggedFile::close_leaf() {
  if (!leaf_) return;
  file_.write_object(leaf_, Syntax() << "<</Type/Pages/Parent " << Ref{pages_} << "/Count " << leaf_pages_ << "/Kids[" << leaf_kids_ << "]>>");
  add_reference(leaves_, leaf_);
  leaves_ += ' ';
  leaf_ = 0;
  leaf_pages_ = 0;
  leaf_kids_.clear();
}

Result<void> TaggedFile::finish(const Typesetter& used) {
  close_leaf();
  embed_font(file_, fonts_.regular, used.regular());
  embed_font(file_, fonts_.bold, used.bold());
  file_.write_object(resources_, painter_.resources());
  file_.write_object(pages_, Syntax() << "<</Type/Pages/Count " << page_count_ << "/Kids[" << leaves_ << "]>>");
  const ObjectId structure = structure_.finish();

  const ObjectId profile = file_.reserve(), intent = file_.reserve(), metadata = file_.reserve(), catalog = file_.reserve();
  file_.write_stream(profile, "/N 3", srgb_profile());
  file_.write_object(intent, Syntax() << "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile "
                                      << Ref{profile} << ">>");
  file_.write_stream(metadata, "/Type/Metadata/Subtype/XML", xmp_metadata(facts_.title, facts_.author, facts_.language, facts_.made_at),
                     PdfFile::Packing::as_is);
  file_.write_object(catalog, Syntax() << "<</Type/Catalog/Pages " << Ref{pages_} << "/MarkInfo<</Marked true>>/Lang(" << facts_.language
                                       << ")/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot " << Ref{structure} << "/Metadata " << Ref{metadata}
                                       << "/OutputIntents[" << Ref{intent} << "]>>");
  return file_.finish(catalog);
}

}  // namespace tocsin::pdf
