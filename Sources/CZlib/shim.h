// Door to zlib. Its functions are imported as they are; what is a macro there, Swift calls by the name behind it.
#ifndef OXTAIL_CZLIB_SHIM_H
#define OXTAIL_CZLIB_SHIM_H

#include <zlib.h>

#endif
