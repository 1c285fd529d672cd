// Door to libpcre2's 8-bit library. Only what Swift cannot see by itself stands here.
#ifndef OXTAIL_CPCRE2_SHIM_H
#define OXTAIL_CPCRE2_SHIM_H

#include <stddef.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// A GNU extension. Declared by hand, because defining _GNU_SOURCE in a header that is imported beside Foundation breaks clean
// builds.
extern void *memmem(const void *haystack, size_t haystackLength, const void *needle, size_t needleLength);

// Another one: gives pages of the heap that nobody uses back to the system.
extern int malloc_trim(size_t pad);

#endif
