// An error's wording in the reader's language. As with gettext, the message id is the English that stands in the code.
//
// Way:    Error of any module + texts/<language>/errors.toml -> [here] -> cli/run, where an error becomes text or JSON
// Pure.
// Holds:  texts/en/errors.toml repeats every English wording of the code with a short id that is kept for life; "{1}",
//         "{2}" stand for what the code fills in. A wording that is not there (a library's) stays as it is, without id.
// See:    tests/texts.py: the file lists what the code says, no more and no less; docs/decisions/0009-message-ids.md

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "words/catalogue.h"

namespace tocsin {

class ErrorWords {
 public:
  static Result<ErrorWords> in(std::string_view language);
  static Result<ErrorWords> of(const Messages& english, const Messages& own);

  std::string id_of(std::string_view english) const;  // "app.no_such_role"; empty where nobody wrote one
  std::string said(std::string_view english) const;
  Error said(const Error& error) const;

 private:
  struct Template {
    std::string id;
    std::vector<std::string> pieces;  // what stands around the values
    std::vector<std::string> names;   // "1", "2"; one fewer than pieces
    std::size_t letters = 0;
    std::string own;
  };
  struct Found {
    const Template* text = nullptr;
    std::vector<std::string> values;
  };
  Found find(std::string_view english) const;

  std::vector<Template> templates_;  // the most specific first
};

}  // namespace tocsin
