#include "ByteLanes.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

// One bit for each lane that is not zero.
static inline __attribute__((always_inline)) uint32_t bits16(lanes16 lanes) {
#if defined(__SSE2__)
  return (uint32_t)_mm_movemask_epi8((__m128i)lanes);
#else
  uint32_t bits = 0;
  for (int lane = 0; lane < 16; lane++) bits |= (uint32_t)(lanes[lane] & 1) << lane;
  return bits;
#endif
}

// One bit for each of 32 places where a pair begins.
static inline __attribute__((always_inline)) uint32_t found_pairs(
    const uint8_t *text, const struct oxtail_pair *pairs, size_t count) {
  lanes32 near, difference = ~(lanes32){0};
  memcpy(&near, text, sizeof near);
  for (size_t index = 0; index < count; index++) {
    lanes32 far, first, second;
    memcpy(&far, text + pairs[index].distance, sizeof far);
    memcpy(&first, pairs[index].first, sizeof first);
    memcpy(&second, pairs[index].second, sizeof second);
    difference = __builtin_elementwise_min(difference, (near ^ first) | (far ^ second));
  }
  lanes32 found = (lanes32)(difference == 0);
  lanes16 halves[2];
  memcpy(halves, &found, sizeof found);
  return bits16(halves[0]) | bits16(halves[1]) << 16;
}

CHOSEN_AT_START size_t oxtail_find_pair(
    const uint8_t *text, size_t size, size_t from, size_t reach, const struct oxtail_pair *pairs, size_t count) {
  if (size < sizeof(lanes32) + reach) return find_pair_slowly(text, size, from, reach, pairs, count);
  size_t last = size - sizeof(lanes32) - reach;
  size_t place = from;
  for (; place < last; place += sizeof(lanes32)) {
    uint32_t found = found_pairs(text + place, pairs, count);
    if (found != 0) return place + (size_t)__builtin_ctz(found);
  }
  if (place >= last + sizeof(lanes32)) return size;
  // The last ones once more, without what was looked at.
  uint32_t found = found_pairs(text + last, pairs, count) & ~0u << (place - last);
  return found != 0 ? last + (size_t)__builtin_ctz(found) : size;
}

CHOSEN_AT_START struct oxtail_lines oxtail_pass_lines(
    const uint8_t *text, size_t size, size_t newline, size_t most, const uint8_t *stops) {
  struct oxtail_lines lines = {newline + 1, 1};
  if (lines.end >= size || lines.count >= most || stops[text[lines.end]]) return lines;
  size_t place = lines.end;
  // The byte behind the last of the lanes is looked at too.
  for (; place + sizeof(lanes32) < size; place += sizeof(lanes32)) {
    lanes32 bytes;
    memcpy(&bytes, text + place, sizeof bytes);
    lanes32 found = (lanes32)(bytes == '\n');
    lanes16 halves[2];
    memcpy(halves, &found, sizeof found);
    uint32_t newlines = bits16(halves[0]) | bits16(halves[1]) << 16;
    for (; newlines != 0; newlines &= newlines - 1) {
      lines.end = place + (size_t)__builtin_ctz(newlines) + 1;
      lines.count++;
      if (lines.count >= most || stops[text[lines.end]]) return lines;
    }
  }
  for (; place < size; place++) {
    if (text[place] != '\n') continue;
    lines.end = place + 1;
    lines.count++;
    if (lines.end == size || lines.count >= most || stops[text[lines.end]]) return lines;
  }
  return lines;
}

// Four numbers at once, since one would wait for itself.
static inline __attribute__((always_inline)) void copy_without_digits(
    const uint8_t *line, uint8_t *copy, uint64_t sums[4]) {
  lanes32 bytes;
  memcpy(&bytes, line, sizeof bytes);
  lanes32 isDigit = (lanes32)((lanes32)(bytes - '0') < 10);
  bytes = (bytes & ~isDigit) | (isDigit & '0');
  memcpy(copy, &bytes, sizeof bytes);
  uint64_t words[4];
  memcpy(words, &bytes, sizeof words);
  for (int index = 0; index < 4; index++) sums[index] = (sums[index] ^ words[index]) * 0x9E3779B97F4A7C15;
}

CHOSEN_AT_START uint64_t oxtail_without_digits(const uint8_t *line, size_t size, uint8_t *copy) {
  uint64_t sums[4] = {size, 1, 2, 3};
  for (size_t place = 0; place + sizeof(lanes32) < size; place += sizeof(lanes32))
    copy_without_digits(line + place, copy + place, sums);
  copy_without_digits(line + size - sizeof(lanes32), copy + size - sizeof(lanes32), sums);
  uint64_t sum = sums[0] ^ sums[1] >> 7 ^ sums[2] >> 13 ^ sums[3] >> 19;
  return sum ^ sum >> 32;
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
