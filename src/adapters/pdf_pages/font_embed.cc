#include "adapters/pdf_pages/font_embed.h"

#include <hb-subset.h>

#include "base/check.h"

namespace tocsin::pdf {

namespace {

using HbInput = std::unique_ptr<hb_subset_input_t, HarfbuzzDelete<hb_subset_input_t, hb_subset_input_destroy>>;
using HbPlan = std::unique_ptr<hb_subset_plan_t, HarfbuzzDelete<hb_subset_plan_t, hb_subset_plan_destroy>>;

struct Subset {
  HbPlan plan;
  HbFace face;
  HbBlob blob;
  std::string_view bytes;
  std::uint16_t glyph(hb_codepoint_t old) const { return static_cast<std::uint16_t>(hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(plan.get()), old)); }
};

// Shaping is done: only outlines and measures go into the file.
Subset subset_of(const Shaper& used) {
  const HbInput input(hb_subset_input_create_or_fail());
  check(input != nullptr);
  for (const Shaper::Code& code : used.codes()) hb_set_add(hb_subset_input_glyph_set(input.get()), code.glyph);
  hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const char* table : {"GSUB", "GPOS", "GDEF", "kern", "name", "post", "OS/2", "cmap", "gasp", "DSIG"}) hb_set_add(dropped, hb_tag_from_string(table, -1));
  Subset subset;
  subset.plan.reset(hb_subset_plan_create_or_fail(used.type().face.get(), input.get()));
  check(subset.plan != nullptr);
  subset.face.reset(hb_subset_plan_execute_or_fail(subset.plan.get()));
  check(subset.face != nullptr);
  subset.blob.reset(hb_face_reference_blob(subset.face.get()));
  unsigned size = 0;
  const char* data = hb_blob_get_data(subset.blob.get(), &size);
  subset.bytes = {data, size};
  return subset;
}

// "BCDEFG+NotoSans": six letters that differ from subset to subset.
std::string tagged_name(const Subset& subset, const Typeface& type) {
  const Digest digest = sha256(subset.bytes);
  std::string name;
  for (std::size_t i = 0; i < 6; ++i) name += static_cast<char>('A' + digest[i] % 26);
  return name + "+" + type.name;
}

std::string descriptor(const Typeface& type, const std::string& name, ObjectId font_file) {
  Syntax body;
  body << "<</Type/FontDescriptor/FontName/" << name << "/Flags 4/ItalicAngle 0/StemV " << (type.bold ? 140 : 80) << "/FontBBox[";
  for (const int edge : type.box) body << edge << ' ';
  body << "]/Ascent " << type.ascent << "/Descent " << type.descent << "/CapHeight " << type.cap_height << "/FontFile2 " << Ref{font_file} << ">>";
  return body.take();
}

std::string to_unicode(const Shaper& used) {
  std::vector<std::string> lines;
  for (std::size_t code = 1; code < used.codes().size(); ++code) {
    const std::u16string& text = used.codes()[code].text;
    if (text.empty()) continue;  // a further glyph of a cluster whose text is told by its first
    std::string line = "<";
    add_hex16(line, static_cast<std::uint16_t>(code));
    line += "><";
    for (const char16_t unit : text) add_hex16(line, unit);
    lines.push_back(line + ">\n");
  }
  constexpr std::size_t most = 100;  // lines a section
  Syntax map;
  map << "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
         "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
         "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
         "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
  for (std::size_t first = 0; first < lines.size(); first += most) {
    const std::size_t count = std::min(most, lines.size() - first);
    map << count << " beginbfchar\n";
    for (std::size_t i = first; i < first + count; ++i) map << lines[i];
    map << "endbfchar\n";
  }
  map << "endcmap CMapName currentdict/CMap defineresource pop end end";
  return map.take();
}

}  // namespace

void embed_font(PdfFile& file, ObjectId id, const Shaper& used) {
  const Subset subset = subset_of(used);
  const std::string name = tagged_name(subset, used.type());
  const ObjectId font_file = file.reserve(), descriptor_id = file.reserve(), descendant = file.reserve(), glyph_map = file.reserve(),
                 unicode_map = file.reserve();
  file.write_stream(font_file, Syntax() << "/Length1 " << subset.bytes.size(), subset.bytes);
  file.write_object(descriptor_id, descriptor(used.type(), name, font_file));

  std::string glyphs;
  Syntax widths;
  for (const Shaper::Code& code : used.codes()) {
    const std::uint16_t glyph = subset.glyph(code.glyph);
    glyphs += static_cast<char>(glyph >> 8);
    glyphs += static_cast<char>(glyph & 0xFF);
    widths << used.advance(code.glyph) << ' ';
  }
  file.write_stream(glyph_map, "", glyphs);
  file.write_object(descendant, Syntax() << "<</Type/Font/Subtype/CIDFontType2/BaseFont/" << name
                                         << "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 0/FontDescriptor " << Ref{descriptor_id}
                                         << "/CIDToGIDMap " << Ref{glyph_map} << "/W[0[" << widths << "]]>>");
  file.write_stream(unicode_map, "/Type/CMap/CMapName/Adobe-Identity-UCS/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>", to_unicode(used));
  file.write_object(id, Syntax() << "<</Type/Font/Subtype/Type0/BaseFont/" << name << "/Encoding/Identity-H/DescendantFonts[" << Ref{descendant}
                                 << "]/ToUnicode " << Ref{unicode_map} << ">>");
}

}  // namespace tocsin::pdf
