#include "CBuiltinPatterns.h"

// The compiler reads the files while it compiles this one and tracks them: an edited pattern is built in by the next
// build. One line a file, in the order of their paths; PatternFilesTests compares the list with the folder.
static const unsigned char patterns[] = {
#embed "../../Patterns/layouts/ox-jul.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-t.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-bracketed.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-obsidian.yaml" suffix(, 0,)
};

const unsigned char *oxtail_builtin_patterns(void) { return patterns; }

size_t oxtail_builtin_patterns_size(void) { return sizeof patterns; }
