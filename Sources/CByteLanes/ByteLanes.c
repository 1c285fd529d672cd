#include "ByteLanes.h"

#include <string.h>

typedef uint8_t lanes16 __attribute__((vector_size(16)));
typedef uint8_t lanes32 __attribute__((vector_size(32)));

// One build for every machine, and one for those with wider registers, chosen when the program starts. Some loops gain by a third one, for
// machines with AVX-512: it does in one instruction what takes two or three else. Its registers of 64 bytes stay unused, as Package.swift
// asks for: many machines lower their clock for them, which costs all the rest of the program more than they save.
#if defined(__x86_64__) && defined(__GLIBC__)
#define CHOSEN_AT_START __attribute__((target_clones("arch=x86-64-v3", "default")))
#define CHOSEN_OF_THREE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CHOSEN_AT_START
#define CHOSEN_OF_THREE
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

// In each lane how the bytes differ from a pair's, and the least of that for several pairs: 0 where one of them begins.
#define DIFFERENCE(near, first, far, second) (((near) ^ (first)) | ((far) ^ (second)))
#define LEAST(one, other) __builtin_elementwise_min((one), (other))
#define NO_PAIR (~(lanes32){0})

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
    lanes32 near = LOAD32(text + place), least = NO_PAIR;
    for (size_t index = 0; index < count; index++) {
      lanes32 far = LOAD32(text + place + pairs[index].distance);
      if (is_few)
        least = LEAST(least, DIFFERENCE(near, first[index], far, second[index]));
      else
        least = LEAST(least, DIFFERENCE(near, LOAD32(pairs[index].first), far, LOAD32(pairs[index].second)));
    }
    uint32_t bits = BITS32((lanes32)(least == 0)) & unseen;
    if (bits != 0) return place + (size_t)__builtin_ctz(bits);
    place += sizeof(lanes32);
  }
}

// Where so many pairs do not fit into registers, each is held to several vectors of the text before the next one is loaded.
enum { many_vectors = 4 };

static inline __attribute__((always_inline)) size_t find_many_pairs(
    const uint8_t *text, size_t size, size_t from, size_t reach, const struct oxtail_pair *pairs, size_t count) {
  size_t place = from;
  for (; place + many_vectors * sizeof(lanes32) + reach <= size; place += many_vectors * sizeof(lanes32)) {
    lanes32 near[many_vectors], far[many_vectors], least[many_vectors], any = NO_PAIR;
    for (size_t part = 0; part < many_vectors; part++) {
      near[part] = LOAD32(text + place + 32 * part);
      least[part] = NO_PAIR;
    }
    size_t distance = 0;
    for (size_t part = 0; part < many_vectors; part++) far[part] = near[part];
    for (size_t index = 0; index < count; index++) {
      // Loaded anew for each distance, and not for each pair.
      if (pairs[index].distance != distance) {
        distance = pairs[index].distance;
        for (size_t part = 0; part < many_vectors; part++) far[part] = LOAD32(text + place + distance + 32 * part);
      }
      lanes32 first = LOAD32(pairs[index].first), second = LOAD32(pairs[index].second);
      for (size_t part = 0; part < many_vectors; part++)
        least[part] = LEAST(least[part], DIFFERENCE(near[part], first, far[part], second));
    }
    for (size_t part = 0; part < many_vectors; part++) any = LEAST(any, least[part]);
    if (BITS32((lanes32)(any == 0)) == 0) continue;
    for (size_t part = 0; part < many_vectors; part++) {
      uint32_t bits = BITS32((lanes32)(least[part] == 0));
      if (bits != 0) return place + 32 * part + (size_t)__builtin_ctz(bits);
    }
  }
  return find_pair(text, size, place, reach, pairs, count, false);
}

CHOSEN_OF_THREE size_t oxtail_find_pair(
    const uint8_t *text, size_t size, size_t from, size_t reach, const struct oxtail_pair *pairs, size_t count) {
  if (size < sizeof(lanes32) + reach) return find_pair_slowly(text, size, from, reach, pairs, count);
  switch (count) {
    case 1: return find_pair(text, size, from, reach, pairs, 1, true);
    case 2: return find_pair(text, size, from, reach, pairs, 2, true);
    case 3: return find_pair(text, size, from, reach, pairs, 3, true);
    case 4: return find_pair(text, size, from, reach, pairs, 4, true);
    case 5: return find_pair(text, size, from, reach, pairs, 5, true);
    case 6: return find_pair(text, size, from, reach, pairs, 6, true);
    default: return find_many_pairs(text, size, from, reach, pairs, count);
  }
}

// Whether a line may be a head, by its first bytes. Where too few of them are there, nobody knows.
static inline __attribute__((always_inline)) bool may_be_head(
    const uint8_t *text, size_t size, size_t start, const uint64_t *heads) {
  const uint8_t *line = text + start;
  if (line[0] == 0 || start + oxtail_head_places > size) return true;
  lanes16 bytes = load16(line);
  uint64_t left = ~UINT64_C(0);
  // Behind a character of several bytes the places are others, and behind the line's end there are none.
  uint32_t ends = bits16((lanes16)(bytes >= 0x80) | (lanes16)(bytes == '\n') | (lanes16)(bytes == '\r'));
  if (ends == 0) {
    for (size_t place = 0; place < oxtail_head_places && left != 0; place += 4)
      left &= heads[place << 8 | line[place]] & heads[(place + 1) << 8 | line[place + 1]] &
              heads[(place + 2) << 8 | line[place + 2]] & heads[(place + 3) << 8 | line[place + 3]];
    return left != 0;
  }
  for (size_t place = 0; place <= (size_t)__builtin_ctz(ends); place++) left &= heads[place << 8 | line[place]];
  return left != 0;
}

// Notes the places of a block's newlines. Most blocks have one or two, and asking how many costs more than to write too much.
static inline __attribute__((always_inline)) uint32_t *note_newlines(uint32_t *ends, uint64_t newlines, uint32_t place) {
  uint32_t *next = ends + __builtin_popcountll(newlines);
  for (; true; ends += 2) {
    for (size_t index = 0; index < 2; index++) {
      // One instruction where the machine counts the zeros of 0 as well.
      ends[index] = place + (uint32_t)(newlines != 0 ? __builtin_ctzll(newlines) : 64);
      newlines &= newlines - 1;
    }
    if (ends + 2 >= next) return next;
  }
}

CHOSEN_AT_START struct oxtail_lines oxtail_find_lines(
    const uint8_t *text, size_t size, const uint64_t *heads, uint32_t *ends, uint32_t *asked) {
  uint32_t *end = ends;
  size_t place = 0;
  for (; place + 64 <= size; place += 64) {
    uint64_t low = BITS32((lanes32)(LOAD32(text + place) == '\n'));
    uint64_t high = BITS32((lanes32)(LOAD32(text + place + 32) == '\n'));
    end = note_newlines(end, low | high << 32, (uint32_t)place);
  }
  for (; place < size; place++)
    if (text[place] == '\n') *end++ = (uint32_t)place;
  struct oxtail_lines lines = {(size_t)(end - ends), 0};
  // First by one byte each, without a branch, as what lines begin with is hard to foresee.
  uint8_t may_begin[256];
  for (size_t byte = 0; byte < sizeof may_begin; byte++) may_begin[byte] = heads[byte] != 0;
  may_begin[0] = 1;
  size_t few = 0;
  for (size_t line = 0, start = 0; line < lines.count; start = ends[line++] + 1) {
    asked[few] = (uint32_t)line;
    few += may_begin[text[start]];
  }
  // Heads of one minute begin alike: what begins like the last line that may be a head is not asked again.
  lanes16 known = {0};
  for (size_t index = 0; index < few; index++) {
    uint32_t line = asked[index];
    size_t start = line == 0 ? 0 : ends[line - 1] + 1;
    asked[lines.asked] = line;
    bool is_whole = start + sizeof known <= size;
    if (is_whole && bits16((lanes16)(load16(text + start) != known)) == 0) {
      lines.asked++;
    } else if (may_be_head(text, size, start, heads)) {
      lines.asked++;
      if (is_whole) known = load16(text + start);
    }
  }
  return lines;
}

typedef uint64_t words4 __attribute__((vector_size(32)));

#define LOAD32_WITHOUT_DIGITS(bytes)                                \
  ({                                                                \
    lanes32 with = LOAD32(bytes);                                   \
    lanes32 is_digit = (lanes32)((lanes32)(with - '0') < 10);       \
    (with & ~is_digit) | (is_digit & '0');                          \
  })

// A number that lines have in common which differ in their digits alone.
// The sum turns by what no lane's width is a multiple of, so that no byte meets the same bits of another vector.
static inline __attribute__((always_inline)) uint64_t number_of(const uint8_t *line, size_t size) {
  words4 sum = {size, 1, 2, 3};
  for (size_t place = 0; place + sizeof(lanes32) < size; place += sizeof(lanes32))
    sum = (sum << 11 | sum >> 53) ^ (words4)LOAD32_WITHOUT_DIGITS(line + place);
  sum = (sum << 11 | sum >> 53) ^ (words4)LOAD32_WITHOUT_DIGITS(line + size - sizeof(lanes32));
  uint64_t first = (sum[0] ^ sum[1] >> 7) * 0x9E3779B97F4A7C15;
  uint64_t second = (sum[2] ^ sum[3] >> 7) * 0xC2B2AE3D27D4EB4F;
  uint64_t number = first ^ second >> 29;
  return number ^ number >> 32;
}

CHOSEN_AT_START void oxtail_copy_without_digits(const uint8_t *line, size_t size, uint8_t *copy) {
  for (size_t place = 0; place < size; place += sizeof(lanes32)) {
    // The last ones, some of them twice.
    size_t start = place + sizeof(lanes32) <= size ? place : size - sizeof(lanes32);
    lanes32 bytes = LOAD32_WITHOUT_DIGITS(line + start);
    memcpy(copy + start, &bytes, sizeof bytes);
  }
}

static inline __attribute__((always_inline)) bool is_shape(const uint8_t *line, size_t size, const uint8_t *shape) {
  size_t last = size - sizeof(lanes32);
  lanes32 difference = LOAD32_WITHOUT_DIGITS(line + last) ^ LOAD32(shape + last);
  for (size_t place = 0; place < last; place += sizeof(lanes32))
    difference |= LOAD32_WITHOUT_DIGITS(line + place) ^ LOAD32(shape + place);
  return BITS32((lanes32)(difference != 0)) == 0;
}

CHOSEN_OF_THREE struct oxtail_shape oxtail_find_shape(
    const uint8_t *line, size_t size, const uint8_t *shapes, size_t stride, size_t count) {
  struct oxtail_shape found = {number_of(line, size) & (count - 1) & ~(size_t)1, true};
  if (is_shape(line, size, shapes + found.slot * stride)) return found;
  if (is_shape(line, size, shapes + (found.slot + 1) * stride)) return (struct oxtail_shape){found.slot + 1, true};
  found.is_equal = false;
  return found;
}

void oxtail_first_half_make(
    struct oxtail_first_half *half, const uint8_t *text, size_t size, size_t id_start, size_t id_end, uintptr_t owner) {
  *half = (struct oxtail_first_half){.size = size, .owner = owner};
  for (size_t place = 0; place < size; place++) {
    bool is_id = place >= id_start && place < id_end;
    half->bytes[place] = text[place] >= '0' && text[place] <= '9' ? '0' : text[place];
    half->known[place] = is_id ? 0 : 0xFF;
    half->hexadecimal[place] = is_id ? 0xFF : 0;
  }
}

void oxtail_second_half_make(struct oxtail_second_half *half, const uint8_t *text, size_t size, uintptr_t owner) {
  *half = (struct oxtail_second_half){.size = size, .owner = owner};
  memcpy(half->bytes, text, size);
  memset(half->known, 0xFF, size);
}

// In each lane how 32 of a line's bytes differ from a first half's, which begin at `place`.
#define FIRST_HALF_DIFFERENCE(line, half, place)                                       \
  ({                                                                                   \
    lanes32 bytes = LOAD32((line) + (place));                                          \
    lanes32 is_digit = (lanes32)((lanes32)(bytes - '0') < 10);                         \
    lanes32 is_letter = (lanes32)((lanes32)(bytes - 'a') < 6);                         \
    lanes32 zeroed = (bytes & ~is_digit) | (is_digit & '0');                           \
    ((zeroed ^ LOAD32((half)->bytes + (place))) & LOAD32((half)->known + (place))) |   \
        (~(is_digit | is_letter) & LOAD32((half)->hexadecimal + (place)));             \
  })

static inline __attribute__((always_inline)) bool has_first_half(
    const uint8_t *line, size_t size, uintptr_t owner, const struct oxtail_first_half *half) {
  if (half->owner != owner || half->size > size) return false;
  lanes32 difference = FIRST_HALF_DIFFERENCE(line, half, 0) | FIRST_HALF_DIFFERENCE(line, half, 32);
  return BITS32((lanes32)(difference != 0)) == 0;
}

static inline __attribute__((always_inline)) size_t half_row(const uint8_t *text) {
  uint64_t start;
  uint32_t end;
  memcpy(&start, text, sizeof start);
  memcpy(&end, text + oxtail_half_key - sizeof end, sizeof end);
  uint64_t number = (start ^ end * UINT64_C(0x9E3779B9)) * UINT64_C(0x9E3779B97F4A7C15);
  return (number >> 32 & (oxtail_half_rows - 1)) * oxtail_half_row;
}

// Looks at all of a row at once, as which of them it is cannot be foreseen.
static inline __attribute__((always_inline)) size_t find_second_half(
    const uint8_t *text, size_t size, uintptr_t owner, const struct oxtail_second_half *row) {
  lanes32 near = LOAD32(text), far = LOAD32(text + 32);
  uint32_t found = 0;
  for (size_t index = 0; index < oxtail_half_row; index++) {
    const struct oxtail_second_half *half = row + index;
    lanes32 difference = ((near ^ LOAD32(half->bytes)) & LOAD32(half->known)) |
                         ((far ^ LOAD32(half->bytes + 32)) & LOAD32(half->known + 32));
    bool is_alike = BITS32((lanes32)(difference != 0)) == 0;
    found |= (uint32_t)(is_alike & (half->owner == owner) & (half->size <= size)) << index;
  }
  return (size_t)__builtin_ctz(found | 1 << oxtail_half_row);
}

CHOSEN_OF_THREE struct oxtail_halves oxtail_find_halves(
    const uint8_t *text, size_t size, size_t readable, uintptr_t owner, const struct oxtail_first_half *firsts,
    size_t count, size_t likely, const struct oxtail_second_half *seconds) {
  uint8_t copy[2 * oxtail_half_bytes];
  const uint8_t *line = text;
  if (readable < sizeof copy) {
    memset(copy, 0, sizeof copy);
    memcpy(copy, text, readable);
    line = copy;
  }
  struct oxtail_halves halves = {likely, 0, oxtail_half_row};
  if (likely >= count || !has_first_half(line, size, owner, firsts + likely)) {
    halves.first = 0;
    while (halves.first < count && !has_first_half(line, size, owner, firsts + halves.first)) halves.first++;
    if (halves.first == count) return halves;
  }
  size_t start = firsts[halves.first].size;
  if (size - start < oxtail_half_key) return halves;
  halves.row = half_row(line + start);
  halves.second = find_second_half(line + start, size - start, owner, seconds + halves.row);
  return halves;
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
