#include "adapters/pdf_pages/typeface.h"

#include <hb-ot.h>

#include <cmath>

namespace tocsin::pdf {

namespace {

int metric(const Typeface& type, hb_ot_metrics_tag_t tag) {
  hb_position_t value = 0;
  hb_ot_metrics_get_position(type.font.get(), tag, &value);
  return static_cast<int>(std::lround(value * type.scale));
}

// xMin, yMin, xMax, yMax stand at byte 36 of the table `head`, big-endian.
std::array<int, 4> box_of(const Typeface& type) {
  const HbBlob head(hb_face_reference_table(type.face.get(), HB_TAG('h', 'e', 'a', 'd')));
  unsigned size = 0;
  const char* data = hb_blob_get_data(head.get(), &size);
  std::array<int, 4> box{};
  if (size < 44) return box;
  for (std::size_t i = 0; i < box.size(); ++i) {
    const auto high = static_cast<unsigned char>(data[36 + 2 * i]);
    const auto low = static_cast<unsigned char>(data[37 + 2 * i]);
    box[i] = static_cast<int>(std::lround(static_cast<std::int16_t>(high << 8 | low) * type.scale));
  }
  return box;
}

}  // namespace

Result<std::shared_ptr<const Typeface>> Typeface::open(const std::filesystem::path& file, std::string postscript_name, bool bold) {
  auto type = std::make_shared<Typeface>();
  type->blob.reset(hb_blob_create_from_file_or_fail(file.c_str()));
  if (!type->blob)
    return failure(ErrorKind::not_found, "the typeface for documents and letters cannot be read", file.string(),
                   "install the package fonts-noto-core, or name the folder of NotoSans-Regular.ttf in the configuration");
  type->face.reset(hb_face_create(type->blob.get(), 0));
  if (hb_face_get_glyph_count(type->face.get()) == 0)
    return failure(ErrorKind::corrupt, "the file is not a typeface", file.string(), "install the package fonts-noto-core again");
  type->font.reset(hb_font_create(type->face.get()));
  hb_font_make_immutable(type->font.get());
  type->name = std::move(postscript_name);
  type->bold = bold;
  type->scale = 1000.0 / hb_face_get_upem(type->face.get());
  type->ascent = metric(*type, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
  type->descent = metric(*type, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
  type->cap_height = metric(*type, HB_OT_METRICS_TAG_CAP_HEIGHT);
  type->box = box_of(*type);
  return std::shared_ptr<const Typeface>(std::move(type));
}

}  // namespace tocsin::pdf
