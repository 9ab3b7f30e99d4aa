// One font file, read once and shared by all documents.
//
// Acts:   reads the file when it is opened; afterwards immutable.
// Holds:  measures are in thousandths of the type size.

#pragma once

#include <hb.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

namespace tocsin::pdf {

template <class T, void (*destroy)(T*)>
struct HarfbuzzDelete {
  void operator()(T* object) const { destroy(object); }
};
using HbBlob = std::unique_ptr<hb_blob_t, HarfbuzzDelete<hb_blob_t, hb_blob_destroy>>;
using HbFace = std::unique_ptr<hb_face_t, HarfbuzzDelete<hb_face_t, hb_face_destroy>>;
using HbFont = std::unique_ptr<hb_font_t, HarfbuzzDelete<hb_font_t, hb_font_destroy>>;
using HbBuffer = std::unique_ptr<hb_buffer_t, HarfbuzzDelete<hb_buffer_t, hb_buffer_destroy>>;

struct Typeface {
  static Result<std::shared_ptr<const Typeface>> open(const std::filesystem::path& file, std::string postscript_name, bool bold);

  std::string name;
  bool bold = false;
  HbBlob blob;
  HbFace face;
  HbFont font;
  double scale = 1;  // font units -> thousandths
  int ascent = 0, descent = 0, cap_height = 0;
  std::array<int, 4> box{};
};

}  // namespace tocsin::pdf
