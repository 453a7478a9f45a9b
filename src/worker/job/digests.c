#include "worker/job/digests.h"

static void end(struct digest_state *state, uint8_t out[16])
{
    struct digest digest = digest_end(state);
    memcpy(out, digest.bytes, 16);
}

bool digests_of(struct reader *reader, struct file_digests *digests)
{
    union digest_space md5_space, sha1_space, sha256_space;
    struct digest_state *md5 = digest_begin(&md5_space, DIGEST_MD5);
    struct digest_state *sha1 = digest_begin(&sha1_space, DIGEST_SHA1);
    struct digest_state *sha256 = digest_begin(&sha256_space, DIGEST_SHA256);

    while (!reader_at_end(reader) && !reader->failed) {
        struct slice chunk = reader_chunk(reader);
        digest_update(md5, chunk);
        digest_update(sha1, chunk);
        digest_update(sha256, chunk);
    }
    end(md5, digests->md5);
    end(sha1, digests->sha1);
    end(sha256, digests->sha256);
    return !reader->failed;
}
