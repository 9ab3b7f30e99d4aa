#include "documents/forms/form_changes.h"

namespace tocsin {
namespace {

// "To be determined" said in two ways is one answer.
bool same(const FormField& field, const Answer* before, const Answer* now) {
  if (before == nullptr || now == nullptr) return before == now;
  return *before == *now || (is_unknown(field, *before) && is_unknown(field, *now));
}

}  // namespace

std::vector<FormChange> changes_between(const FormPack& pack, const Answers& before, const Answers& now) {
  std::vector<FormChange> changes;
  for (const FormField& field : pack.fields) {
    if (pack.sections[field.section].about_the_notice) continue;
    const Answer* was = before.find(field.key);
    const Answer* is = now.find(field.key);
    if (same(field, was, is)) continue;
    changes.push_back({&field, was == nullptr ? std::optional<Answer>{} : *was, is == nullptr ? std::optional<Answer>{} : *is});
  }
  return changes;
}

}  // namespace tocsin
