#include <stddef.h>

/// The files of Patterns/, one behind the other, each ended by NUL.
const unsigned char *oxtail_builtin_patterns(void);

/// The bytes of all of them together, their NULs included.
size_t oxtail_builtin_patterns_size(void);

/// Audit/plesk-integration.yaml.
const unsigned char *oxtail_builtin_audit(void);

size_t oxtail_builtin_audit_size(void);
