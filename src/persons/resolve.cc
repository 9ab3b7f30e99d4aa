#include "persons/resolve.h"

#include <algorithm>

#include "base/check.h"
#include "persons/candidates.h"
#include "persons/closing.h"
#include "persons/learn.h"
#include "persons/scoring.h"
#include "persons/settle.h"
#include "persons/union_find.h"

namespace tocsin {
namespace {

class Resolver {
 public:
  Resolver(IdentityTable& table, const ResolveOptions& options) : table_(table), options_(options), same_(table.rows.size()) {}

  Resolution run() {
    say("looking for rare names and numbers of everybody");
    out_.numbers_ignored = forget_numbers_of_everybody(table_);
    const Commonness commonness = find_rarity(table_);
    if (options_.weights) {
      out_.weights = *options_.weights;
    } else {
      say("learning weights");
      out_.weights = learn_weights(table_, commonness, options_.threads);
    }
    Scoring scoring(table_, out_.weights, same_, options_.threads);
    for (const BlockKey key : block_keys) {
      say(name_of(key));
      scoring.compare(key);
    }
    say("closing");
    settle(scoring.take());
    return std::move(out_);
  }

 private:
  void say(std::string_view step) const {
    if (options_.progress) options_.progress(step);
  }

  void settle(FoundPairs found) {
    out_.pairs_met = found.met;
    out_.pairs_compared = found.compared;
    settle_persons(same_, table_, found, options_.corrections, out_);
  }

  IdentityTable& table_;
  const ResolveOptions& options_;
  UnionFind same_;
  Resolution out_;
};

}  // namespace

Resolution resolve(IdentityTable& table, const ResolveOptions& options) { return Resolver(table, options).run(); }

}  // namespace tocsin
