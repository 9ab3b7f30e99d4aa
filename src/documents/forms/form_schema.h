// The JSON Schema of a form's JSON, written from the form: what check_form says, said to other people's programs.
//
// Way:    form_pack, form_texts (English titles) -> [here] -> law/forms/<id>.schema.json (kept equal by a test)
// Pure.
// Holds:  draft 2020-12, formats date and date-time; accepts filled_form(x) exactly where check_form(x) finds
//         nothing that blocks, comparisons aside (no schema can add or order)
// See:    docs/formats/edpb-form.md

#pragma once

#include "base/json.h"
#include "documents/forms/form_texts.h"

namespace tocsin {

json::object form_schema(const FormPack& pack, const FormTexts& english);

}  // namespace tocsin
