/* Digests, by libcrypto's plain functions (SHA256_Update …): their objects know no file and no socket. */
#ifndef SEAWORTHY_BASE_DIGEST_H
#define SEAWORTHY_BASE_DIGEST_H

#include "base/arena.h"

enum digest_kind { DIGEST_NONE, DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA512, DIGEST_KINDS };

struct digest {
    enum digest_kind kind;
    uint8_t bytes[64];
};

struct digest_state; /* opaque; lives in a digest_space, on an arena or the stack */
enum { DIGEST_STATE_SIZE = 256 };
union digest_space {
    uint64_t align;
    uint8_t space[DIGEST_STATE_SIZE];
};

/* DIGEST_NONE hashes nothing and ends as DIGEST_NONE: for callers that hash when they were asked to. */
struct digest_state *digest_begin(union digest_space *space, enum digest_kind kind);
void digest_update(struct digest_state *state, struct slice bytes);
/*
 * The same for two states of DIGEST_MD5 with equally many bytes each, in little more time than for one. Fastest with
 * multiples of 64 bytes.
 */
void digest_update_two(struct digest_state *first, struct slice a, struct digest_state *second, struct slice b);
struct digest digest_end(struct digest_state *state);
struct digest digest_over(enum digest_kind kind, struct slice bytes);

size_t digest_len(enum digest_kind kind); /* bytes: 16, 20, 32, 64 */
bool digest_equal(const struct digest *a, const struct digest *b);
/* "sha256:<64 lower-case hex>" as OCI writes it. Only sha256 and sha512 are taken; anything else is false. */
bool digest_parse(struct slice text, struct digest *digest);
/* Writes any kind so: "md5:…". On the arena. */
struct slice digest_text(const struct digest *digest, struct arena *arena);
/* Lower-case. */
struct slice hex_text(struct slice bytes, struct arena *arena);
/* Exactly 2 × len digits of either case; false, and `out` undefined, for anything else. */
bool hex_parse(struct slice text, uint8_t *out, size_t len);

#endif
