#include "allocation_count.h"

#include <errno.h>
#include <stddef.h>

// glibc's own names for what stands behind malloc. The sanitizers bring a malloc of their own and must keep it.
#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

// Part of the executable, so that reading it never allocates.
static _Thread_local long count;

void *malloc(size_t bytes) {
  count += 1;
  return __libc_malloc(bytes);
}

void *calloc(size_t number, size_t bytes) {
  count += 1;
  return __libc_calloc(number, bytes);
}

void *realloc(void *old, size_t bytes) {
  count += 1;
  return __libc_realloc(old, bytes);
}

void *memalign(size_t alignment, size_t bytes) {
  count += 1;
  return __libc_memalign(alignment, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes) { return memalign(alignment, bytes); }

int posix_memalign(void **result, size_t alignment, size_t bytes) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
  void *memory = memalign(alignment, bytes);
  if (memory == NULL) return ENOMEM;
  *result = memory;
  return 0;
}

long oxtail_allocation_count(void) { return count; }

#else

long oxtail_allocation_count(void) { return -1; }

#endif
