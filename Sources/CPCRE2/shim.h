// Door to libpcre2's 8-bit library. Only what Swift cannot see by itself stands here.
#ifndef OXTAIL_CPCRE2_SHIM_H
#define OXTAIL_CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
