#include "ByteLanes.h"

#include <string.h>

typedef uint8_t lanes16 __attribute__((vector_size(16)));
typedef uint8_t lanes32 __attribute__((vector_size(32)));

// One build for every machine, and one for those with wider registers, chosen when the program starts.
#if defined(__x86_64__) && defined(__GLIBC__)
#define CHOSEN_AT_START __attribute__((target_clones("avx2", "default")))
#else
#define CHOSEN_AT_START
#endif

static inline lanes16 load16(const uint8_t *bytes) {
  lanes16 lanes;
  memcpy(&lanes, bytes, sizeof lanes);
  return lanes;
}

void oxtail_pair_make(struct oxtail_pair *pair, uint8_t first, uint8_t second, size_t distance) {
  memset(pair->first, first, sizeof pair->first);
  memset(pair->second, second, sizeof pair->second);
  pair->distance = distance;
}

static size_t find_pair_slowly(
    const uint8_t *text, size_t size, size_t from, size_t reach, const struct oxtail_pair *pairs, size_t count) {
  for (size_t place = from; place + reach < size; place++)
    for (size_t index = 0; index < count; index++)
      if (text[place] == pairs[index].first[0] && text[place + pairs[index].distance] == pairs[index].second[0])
        return place;
  return size;
}

typedef bool flags16 __attribute__((ext_vector_type(16)));
typedef bool flags32 __attribute__((ext_vector_type(32)));

// One bit for each lane that is not zero.
static inline __attribute__((always_inline)) uint32_t bits16(lanes16 lanes) {
  flags16 flags = __builtin_convertvector(lanes, flags16);
  uint16_t bits;
  memcpy(&bits, &flags, sizeof bits);
  return bits;
}

#define BITS32(lanes)                                            \
  ({                                                             \
    flags32 flags = __builtin_convertvector((lanes), flags32);   \
    uint32_t bits;                                               \
    memcpy(&bits, &flags, sizeof bits);                          \
    bits;                                                        \
  })

// Pairs that fit into registers.
enum { few_pairs = 6 };

#define LOAD32(bytes)                      \
  ({                                       \
    lanes32 lanes;                         \
    memcpy(&lanes, (bytes), sizeof lanes); \
    lanes;                                 \
  })

// Where one of the pairs begins. Made for each small count, so that the pairs stay in registers.
static inline __attribute__((always_inline)) size_t find_pair(
    const uint8_t *text, size_t size, size_t from, size_t reach, const struct oxtail_pair *pairs, size_t count,
    bool is_few) {
  lanes32 first[few_pairs], second[few_pairs];
  if (is_few)
    for (size_t index = 0; index < count; index++) {
      first[index] = LOAD32(pairs[index].first);
      second[index] = LOAD32(pairs[index].second);
    }
  size_t last = size - sizeof(lanes32) - reach;
  size_t place = from;
  uint32_t unseen = ~0u;
  while (true) {
    if (place >= last) {
      if (place >= last + sizeof(lanes32)) return size;
      // The last ones once more, without what was looked at.
      unseen = ~0u << (place - last);
      place = last;
    }
    lanes32 near = LOAD32(text + place), found = {0};
    for (size_t index = 0; index < count; index++) {
      lanes32 far = LOAD32(text + place + pairs[index].distance);
      if (is_few)
        found |= (lanes32)(near == first[index]) & (lanes32)(far == second[index]);
      else
        found |= (lanes32)(near == LOAD32(pairs[index].first)) & (lanes32)(far == LOAD32(pairs[index].second));
    }
    uint32_t bits = BITS32(found) & unseen;
    if (bits != 0) return place + (size_t)__builtin_ctz(bits);
    place += sizeof(lanes32);
  }
}

CHOSEN_AT_START size_t oxtail_find_pair(
    const uint8_t *text, size_t size, size_t from, size_t reach, const struct oxtail_pair *pairs, size_t count) {
  if (size < sizeof(lanes32) + reach) return find_pair_slowly(text, size, from, reach, pairs, count);
  switch (count) {
    case 1: return find_pair(text, size, from, reach, pairs, 1, true);
    case 2: return find_pair(text, size, from, reach, pairs, 2, true);
    case 3: return find_pair(text, size, from, reach, pairs, 3, true);
    case 4: return find_pair(text, size, from, reach, pairs, 4, true);
    case 5: return find_pair(text, size, from, reach, pairs, 5, true);
    case 6: return find_pair(text, size, from, reach, pairs, 6, true);
    default: return find_pair(text, size, from, reach, pairs, count, false);
  }
}

// Whether a line that begins with two bytes is not passed. Where only one is left, nobody knows.
static inline bool stops_at(const uint8_t *text, size_t size, size_t place, const uint64_t *stops) {
  if (place + 1 >= size) return true;
  uint32_t pair = (uint32_t)text[place] << 8 | text[place + 1];
  return stops[pair >> 6] >> (pair & 63) & 1;
}

CHOSEN_AT_START struct oxtail_lines oxtail_pass_lines(
    const uint8_t *text, size_t size, size_t newline, size_t most, const uint64_t *stops) {
  struct oxtail_lines lines = {newline + 1, 1, size};
  bool isDone = lines.count >= most || stops_at(text, size, lines.end, stops);
  size_t place = lines.end;
  for (; place + sizeof(lanes32) <= size; place += sizeof(lanes32)) {
    lanes32 bytes;
    memcpy(&bytes, text + place, sizeof bytes);
    uint32_t newlines = BITS32((lanes32)(bytes == '\n'));
    for (; newlines != 0; newlines &= newlines - 1) {
      size_t found = place + (size_t)__builtin_ctz(newlines);
      if (isDone) {
        lines.newline = found;
        return lines;
      }
      lines.end = found + 1;
      lines.count++;
      isDone = lines.count >= most || stops_at(text, size, lines.end, stops);
    }
  }
  for (; place < size; place++) {
    if (text[place] != '\n') continue;
    if (isDone) {
      lines.newline = place;
      return lines;
    }
    lines.end = place + 1;
    lines.count++;
    isDone = lines.count >= most || stops_at(text, size, lines.end, stops);
  }
  return lines;
}

typedef uint64_t words4 __attribute__((vector_size(32)));

// The sum turns by what no lane's width is a multiple of, so that no byte meets the same bits of another vector.
static inline __attribute__((always_inline)) void copy_without_digits(
    const uint8_t *line, uint8_t *copy, words4 *sum) {
  lanes32 bytes;
  memcpy(&bytes, line, sizeof bytes);
  lanes32 isDigit = (lanes32)((lanes32)(bytes - '0') < 10);
  bytes = (bytes & ~isDigit) | (isDigit & '0');
  memcpy(copy, &bytes, sizeof bytes);
  *sum = (*sum << 11 | *sum >> 53) ^ (words4)bytes;
}

static inline __attribute__((always_inline)) uint64_t without_digits(
    const uint8_t *line, size_t size, uint8_t *copy) {
  words4 sum = {size, 1, 2, 3};
  for (size_t place = 0; place + sizeof(lanes32) < size; place += sizeof(lanes32))
    copy_without_digits(line + place, copy + place, &sum);
  copy_without_digits(line + size - sizeof(lanes32), copy + size - sizeof(lanes32), &sum);
  uint64_t first = (sum[0] ^ sum[1] >> 7) * 0x9E3779B97F4A7C15;
  uint64_t second = (sum[2] ^ sum[3] >> 7) * 0xC2B2AE3D27D4EB4F;
  uint64_t number = first ^ second >> 29;
  return number ^ number >> 32;
}

CHOSEN_AT_START uint64_t oxtail_without_digits(const uint8_t *line, size_t size, uint8_t *copy) {
  return without_digits(line, size, copy);
}

CHOSEN_AT_START struct oxtail_shape oxtail_find_shape(
    const uint8_t *line, size_t size, uint8_t *copy, const uint8_t *shapes, size_t stride, size_t count) {
  struct oxtail_shape found = {without_digits(line, size, copy) & (count - 1), false};
  const uint8_t *shape = shapes + found.slot * stride;
  lanes32 difference = {0};
  for (size_t place = 0; place < size; place += sizeof(lanes32)) {
    // The last ones, some of them twice.
    size_t start = place + sizeof(lanes32) <= size ? place : size - sizeof(lanes32);
    difference |= LOAD32(copy + start) ^ LOAD32(shape + start);
  }
  found.is_equal = BITS32((lanes32)(difference != 0)) == 0;
  return found;
}

CHOSEN_AT_START bool oxtail_is_plain(const uint8_t *text, size_t size, bool has_escapes) {
  uint8_t escape = has_escapes ? '\\' : 0x80, entity = has_escapes ? '&' : 0x80;
  if (size < sizeof(lanes32)) {
    for (size_t place = 0; place < size; place++)
      if (text[place] == escape || text[place] == entity || text[place] >= 0x80) return false;
    return true;
  }
  lanes32 found = {0};
  for (size_t place = 0; place < size; place += sizeof(lanes32)) {
    lanes32 bytes;
    // The last ones, some of them twice.
    size_t start = place + sizeof bytes <= size ? place : size - sizeof bytes;
    memcpy(&bytes, text + start, sizeof bytes);
    found |= (lanes32)(bytes == escape) | (lanes32)(bytes == entity) | (bytes & 0x80);
  }
  return BITS32((lanes32)(found != 0)) == 0;
}

void oxtail_stretch_add(struct oxtail_stretch *stretch, uint8_t first, uint8_t last) {
  memset(stretch->first[stretch->count], first, 16);
  memset(stretch->length[stretch->count], last - first, 16);
  stretch->count++;
}

// One bit for each of the sixteen bytes that is not in the set.
static inline uint32_t stops(lanes16 bytes, const struct oxtail_stretch *stretch) {
  lanes16 found = {0};
  for (int32_t index = 0; index < stretch->count; index++)
    found |= (lanes16)((lanes16)(bytes - load16(stretch->first[index])) <= load16(stretch->length[index]));
  lanes16 foreign = (lanes16)(bytes >= 0x80);
  lanes16 stopping = stretch->isOutside ? found | foreign : ~found | foreign;
  return bits16(stopping);
}

size_t oxtail_stretch_end(const uint8_t *bytes, size_t start, size_t end, const struct oxtail_stretch *stretch) {
  size_t place = start;
  for (; place + 16 <= end; place += 16) {
    uint32_t found = stops(load16(bytes + place), stretch);
    if (found != 0) return place + (size_t)__builtin_ctz(found);
  }
  if (place >= end) return end;
  // The last ones once more, without what was looked at.
  size_t last = end - 16;
  uint32_t found = stops(load16(bytes + last), stretch) & (0xFFFFu << (place - last));
  return found != 0 ? last + (size_t)__builtin_ctz(found) : end;
}
