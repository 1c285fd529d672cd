#include <stddef.h>

/// The files of Patterns/, one behind the other, each ended by NUL.
const unsigned char *oxtail_builtin_patterns(void);

/// The bytes of all of them together, their NULs included.
size_t oxtail_builtin_patterns_size(void);
