// The role `parse`: the only code of ours that reads a stranger's file.
//
// Way:    file on descriptor 0 -> exposures/table_file -> record batches on descriptor 1
// Acts:   reads 0, writes 1; shuts every other door behind itself before it reads the first byte.
// Holds:  one thread, no files, no network, no environment; limits are in force before main begins, the jail
//         (jail.h) before the first read.

#pragma once

namespace tocsin {

// `arguments` as main got them: tocsin --role parse [budget=number]... Returns the exit code.
int parse_role(int count, char** arguments);

// main asks this before anything else.
bool wants_parse_role(int count, char** arguments);

}  // namespace tocsin
