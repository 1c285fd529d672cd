#pragma once

/// How often the calling thread has asked for memory so far: malloc, calloc, realloc and the aligned kinds, by whatever library; -1 where
/// nothing is counted. Only an executable that holds this file counts, because its own malloc stands before the C library's.
long oxtail_allocation_count(void);
