// Looking at many bytes at once, which Swift cannot say without losing the vector instructions that make it worth while.
#ifndef OXTAIL_BYTE_LANES_H
#define OXTAIL_BYTE_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Two bytes at a distance, each repeated for all lanes.
struct oxtail_pair {
  uint8_t first[32];
  uint8_t second[32];
  size_t distance;
};

void oxtail_pair_make(struct oxtail_pair *pair, uint8_t first, uint8_t second, size_t distance);

// The first place from `from` on, such that one of the pairs begins there and `reach` bytes follow in the text; `size` where there is none.
// No pair's distance may be greater than `reach`. Pairs of one distance should stand beside each other.
size_t oxtail_find_pair(
    const uint8_t *text, size_t size, size_t from, size_t reach, const struct oxtail_pair *pairs, size_t count);

enum { oxtail_head_places = 16 };

struct oxtail_lines {
  size_t count;
  size_t asked;
};

// Finds the lines of a text: where the newline of each is, and the numbers of those, counted from 0, that may be heads, begin with a NUL, or
// are too near to the text's end to tell. `heads` tells for each of a line's first places, of 256 values each, which heads a byte there
// leaves, one bit each. `ends` and `asked` have room for four numbers more than the text has bytes.
struct oxtail_lines oxtail_find_lines(
    const uint8_t *text, size_t size, const uint64_t *heads, uint32_t *ends, uint32_t *asked);

// Copies a line of 32 bytes or more with a 0 in place of each of its digits.
void oxtail_copy_without_digits(const uint8_t *line, size_t size, uint8_t *copy);

struct oxtail_shape {
  size_t slot;
  bool is_equal;
};

// Which of the shapes begins with a line of 32 bytes or more without its digits. There are `count` shapes, a power of two, `stride` bytes apart,
// no less than `size`. A line belongs into one of two neighbours; where it is none of them, the first one is named.
struct oxtail_shape oxtail_find_shape(
    const uint8_t *line, size_t size, const uint8_t *shapes, size_t stride, size_t count);

enum { oxtail_half_bytes = 64 };

// With what lines begin, but for their digits.
struct oxtail_first_half {
  // With a 0 in place of each digit.
  uint8_t bytes[oxtail_half_bytes];
  // All bits of those that count, and of those instead of which any hexadecimal digit may stand.
  uint8_t known[oxtail_half_bytes];
  uint8_t hexadecimal[oxtail_half_bytes];
  size_t size;
  // Only its lines are looked at; none has 0.
  uintptr_t owner;
};

// What follows that, to the byte.
struct oxtail_second_half {
  uint8_t bytes[oxtail_half_bytes];
  // All bits of those that count.
  uint8_t known[oxtail_half_bytes];
  size_t size;
  uintptr_t owner;
};

// Makes a half of the first `size` bytes of a text. In a first one any hexadecimal digits do for those from `id_start` to `id_end`.
void oxtail_first_half_make(
    struct oxtail_first_half *half, const uint8_t *text, size_t size, size_t id_start, size_t id_end, uintptr_t owner);
void oxtail_second_half_make(struct oxtail_second_half *half, const uint8_t *text, size_t size, uintptr_t owner);

// By so many of its first bytes a second half is looked for, in one of so many rows.
enum { oxtail_half_key = 12, oxtail_half_rows = 32, oxtail_half_row = 4 };

struct oxtail_halves {
  // `count` where it is unknown.
  size_t first;
  // Where the second half's row begins, and its place there: `oxtail_half_row` where it is unknown, or too short, or the first half is unknown.
  size_t row;
  size_t second;
};

// Which halves the line has with which a text begins. Of the first ones, of which there are `count`, `likely` is looked at before the others.
// `size` is the line's, and `readable` the text's, which is copied where it is less than 128.
struct oxtail_halves oxtail_find_halves(
    const uint8_t *text, size_t size, size_t readable, uintptr_t owner, const struct oxtail_first_half *firsts,
    size_t count, size_t likely, const struct oxtail_second_half *seconds);

// Whether a text is ASCII and, where `has_escapes` asks for it, holds no backslash and no `&`.
bool oxtail_is_plain(const uint8_t *text, size_t size, bool has_escapes);

enum { oxtail_stretch_ranges = 7 };

// A set of ASCII as ranges of neighbouring values, or as those of the ASCII that is not in it. Other bytes are in no set.
// `bit` is for those who look at one byte at a time; `count` is -1 where only they know.
struct oxtail_stretch {
  uint8_t first[oxtail_stretch_ranges][16];
  uint8_t length[oxtail_stretch_ranges][16];
  int32_t count;
  uint64_t bit;
  bool isOutside;
};

void oxtail_stretch_add(struct oxtail_stretch *stretch, uint8_t first, uint8_t last);

// Where the set's bytes end that begin at `start`: `end` at most, which must be 16 at least.
size_t oxtail_stretch_end(const uint8_t *bytes, size_t start, size_t end, const struct oxtail_stretch *stretch);

#endif
