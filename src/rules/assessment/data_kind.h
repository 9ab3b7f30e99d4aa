// What a kind of data, and belonging to a group of persons, tells about somebody.
//
// Law:   EDPB 9/2022 IV.B (nature, sensitivity; special characteristics of the individual);
//        ENISA 2013 (data processing context, ease of identification)
// Pure:  two tables; a new word is a line in data_kind.cc

#pragma once

#include <optional>
#include <string_view>

namespace tocsin::assessment {

// How much harm a kind of data can do in the wrong hands.
enum class Weight {
  unlinkable,  // pseudonyms, safe hashes: nobody can be found by it
  contact,     // who somebody is and how to reach them
  revealing,   // birth data, contracts, career: a picture of the person, material for deception
  enabling,    // identity numbers, money, credentials: opens fraud and impersonation
  intimate,    // Art. 9 and 10 data and the like
};

struct DataKind {
  std::string_view word;
  Weight weight = Weight::contact;
  int enisa_class = 1;          // base of the data processing context after its usual step, 1..4
  double identifies = 0;        // ENISA ease of identification of this kind alone; 0: only together with a name
  bool unspecific = false;      // names a relation ("customer data"), not a content
  bool hashed = false;          // weighs nothing while the hash is strong and its salt safe
  bool health = false;
  bool special_but_light = false;  // Art. 9 data of little weight, such as a food intolerance
};

struct PersonGroup {
  std::string_view word;
  bool vulnerable = false;       // children, asylum seekers, victims ...
  bool belonging_reveals = false;  // being in the group is itself intimate
  bool in_care = false;          // their treatment depends on the data
  bool employees = false;
};

// Written in lower case with underscores; endings such as "_data" and plurals are tried too.
std::optional<DataKind> data_kind_of(std::string_view word);
std::optional<PersonGroup> person_group_of(std::string_view word);

DataKind unspecified_kind();  // somebody named a kind that nobody knows
DataKind kindest_kind();  // an unspecific word at best ...
DataKind worst_kind();    // ... and at worst
PersonGroup kindest_group();
PersonGroup worst_group();

}  // namespace tocsin::assessment
