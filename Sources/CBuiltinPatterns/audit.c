#include "CBuiltinPatterns.h"

static const unsigned char audit[] = {
#embed "../../Audit/plesk-integration.yaml"
};

const unsigned char *oxtail_builtin_audit(void) { return audit; }

size_t oxtail_builtin_audit_size(void) { return sizeof audit; }
