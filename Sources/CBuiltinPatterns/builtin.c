#include "CBuiltinPatterns.h"

// The compiler reads the files while it compiles this one and tracks them: an edited pattern is built in by the next
// build. One line a file, in the order of their paths; PatternFilesTests compares the list with the folder.
static const unsigned char patterns[] = {
#embed "../../Patterns/failures/access.yaml" suffix(, 0,)
#embed "../../Patterns/failures/context.yaml" suffix(, 0,)
#embed "../../Patterns/failures/database.yaml" suffix(, 0,)
#embed "../../Patterns/failures/limit.yaml" suffix(, 0,)
#embed "../../Patterns/failures/mail.yaml" suffix(, 0,)
#embed "../../Patterns/failures/plesk.yaml" suffix(, 0,)
#embed "../../Patterns/failures/server.yaml" suffix(, 0,)
#embed "../../Patterns/failures/soap.yaml" suffix(, 0,)
#embed "../../Patterns/failures/storage.yaml" suffix(, 0,)
#embed "../../Patterns/failures/transport.yaml" suffix(, 0,)
#embed "../../Patterns/failures/user.yaml" suffix(, 0,)
#embed "../../Patterns/fields/ox.yaml" suffix(, 0,)
#embed "../../Patterns/fields/plesk.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/apache-access.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/apache-error.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-742.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-json.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-jul-named.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-jul-numeric.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-jul.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-syslog.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/ox-t.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-bracketed.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-bracketless.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-nginx.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-obsidian.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-php.yaml" suffix(, 0,)
#embed "../../Patterns/layouts/plesk-zend.yaml" suffix(, 0,)
};

const unsigned char *oxtail_builtin_patterns(void) { return patterns; }

size_t oxtail_builtin_patterns_size(void) { return sizeof patterns; }
