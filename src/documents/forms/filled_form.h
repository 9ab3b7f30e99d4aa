// A filled form as JSON with the form's own numbers and letters: what is kept, signed and sent beside the PDF.
//
// Way:    answers -> [here] -> register, mail attachment, next follow-up (read back)
// Pure.
// Holds:  {"form", "circumstances", "field_N"..., "states"}; several answers are arrays; "states" says of a field
//         what its value cannot: estimated (min, max), unknown_yet, not_applicable, withheld.
//         answers_of_form(filled_form(x)) == x for answers that check_form finds well typed.
// See:    docs/formats/edpb-form.md, law/forms/edpb-1.0.schema.json

#pragma once

#include "base/json.h"
#include "documents/forms/answers.h"

namespace tocsin {

// REQUIRES: no finding of wrong_type (check_form).
json::object filled_form(const FormPack& pack, const Answers& answers);

Result<Answers> answers_of_form(const FormPack& pack, const json::value& form, std::string where);

}  // namespace tocsin
