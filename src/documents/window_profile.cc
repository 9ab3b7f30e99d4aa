#include "documents/window_profile.h"

#include "base/json.h"
#include "base/toml.h"

namespace tocsin {

bool overlap(const Area& a, const Area& b) { return a.left < b.right() && b.left < a.right() && a.top < b.bottom() && b.top < a.bottom(); }

Area widened(const Area& area, double by) { return {area.left - by, area.top - by, area.width + 2 * by, area.height + 2 * by}; }

namespace {

constexpr Area sheet{0, 0, 210, 297};
constexpr Area letterhead{0, 0, 210, 27};

bool inside(const Area& inner, const Area& outer) {
  return inner.left >= outer.left && inner.top >= outer.top && inner.right() <= outer.right() && inner.bottom() <= outer.bottom();
}

Area area_of(Fields& fields, std::string_view key) {
  const json::value* value = fields.any(key);
  if (!value) return {};
  Fields area(*value, fields.where(key));
  Area result{area.decimal_if("left").value_or(0), area.decimal_if("top").value_or(0), area.decimal_if("width").value_or(0),
              area.decimal_if("height").value_or(0)};
  if (const Result<void> done = area.done(); !done) fields.wrong(key, done.error().what);
  if (!inside(result, sheet)) fields.wrong(key, "lies outside the sheet");
  return result;
}

// Art. 5(1)(f) in millimetres: the window must never show more than the address.
void refuse_what_shows(Fields& fields, const WindowProfile& profile) {
  const Area seen = widened(profile.window, profile.shift);
  if (overlap(seen, letterhead)) fields.wrong("window", "would show the letterhead");
  if (overlap(seen, profile.reference)) fields.wrong("reference", "would show in the window");
  if (profile.text_top < seen.bottom()) fields.wrong("text_top", "would show in the window");
  if (!inside(profile.address, profile.window)) fields.wrong("address", "lies outside the window");
  if (overlap(profile.address, profile.return_line)) fields.wrong("return_line", "runs into the address");
}

}  // namespace

Result<WindowProfile> window_profile_of(std::string_view toml, std::string_view where) {
  TRY(value, toml_of(toml, where));
  Fields fields(value, std::string(where));
  WindowProfile profile;
  profile.id = fields.text("id");
  profile.source = fields.text("source");
  profile.verified = fields.flag("verified");
  profile.shift = fields.decimal_if("shift").value_or(profile.shift);
  profile.window = area_of(fields, "window");
  profile.return_line = area_of(fields, "return_line");
  profile.address = area_of(fields, "address");
  profile.address_size = fields.decimal_if("address_size").value_or(profile.address_size);
  profile.reference = area_of(fields, "reference");
  profile.text_top = fields.decimal_if("text_top").value_or(profile.text_top);
  for (const json::value& mark : fields.array("fold_marks")) profile.fold_marks.push_back(mark.is_double() ? mark.as_double() : double(mark.as_int64()));
  refuse_what_shows(fields, profile);
  TRY_DO(fields.done());
  return profile;
}

}  // namespace tocsin
