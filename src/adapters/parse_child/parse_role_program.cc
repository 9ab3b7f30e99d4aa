// For tests: what main does for `--role parse`, alone in a binary.
#include "adapters/parse_child/parse_role.h"

int main(int count, char** arguments) { return tocsin::parse_role(count, arguments); }
