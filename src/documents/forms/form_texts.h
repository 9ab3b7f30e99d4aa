// The words of a form in one language, by message id: question.<key>, help.<key>, option.<code>, section.<id> ...
//
// Way:    texts/<language>/form-<name>.toml and facts.toml -> [here] -> form_document, filing_sheet, form_schema
// Pure.
// Holds:  a text that the form needs and the file lacks, or the other way round, is found when it is loaded

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "documents/forms/answers.h"

namespace tocsin {

class FormTexts {
 public:
  // `words`: the words of the vocabulary of facts in that language (facts.toml); it may hold more than a form needs.
  static Result<FormTexts> of(const FormPack& pack, std::string_view language, const Resource& file, const Resource& words);

  const std::string& text(std::string_view id) const;     // REQUIRES: an id of the file
  std::string_view text_if(std::string_view id) const;    // empty where there is none
  const std::string& language() const { return language_; }
  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

// The words of a list of the vocabulary of facts ("data_kind"); empty for an unknown list.
std::span<const std::string_view> words_of_list(std::string_view list);

// "edpb-1.0" and "en" -> texts/en/form-edpb.toml; not_found where the form does not exist in that language.
Result<FormTexts> shipped_form_texts(const FormPack& pack, std::string_view language);

// An answer as people read it: "About 260,000 (between 250,000 and 300,000)", "to be determined".
std::string words_of(const FormPack& pack, const FormTexts& texts, const FormField& field, const Answer& answer);

}  // namespace tocsin
