/*
 * The most exposed code of the parent: these bytes come from a program that may have been taken over. Nothing is
 * believed: each number has a ceiling, each count is held against the bytes that are left before memory is taken for
 * it, each string is checked, each order is verified. What comes out could have been encoded by us.
 */
#include "base/sort.h"
#include "facts/wire.h"

/* The next record of an ascending list. */
static bool is_after(const void *before, const void *record, size_t size)
{
    return before == NULL || memcmp(before, record, size) < 0;
}

static void take_owned(struct input *in, struct fact_source *source)
{
    size_t count = input_count(in, sizeof(struct owned), 0);
    const struct owned *owned = (const void *)reader_take(&in->reader, count * sizeof(*owned)).at;

    for (size_t i = 0; i < count && !in->reader.failed; i++) {
        uint32_t package = owned_package(&owned[i]);
        if (!is_after(i ? &owned[i - 1] : NULL, &owned[i], sizeof(*owned)))
            input_bad(in, "owned files out of order");
        else if (owned[i].kind >= DIGEST_KINDS)
            input_bad(in, "an unknown kind of digest");
        else if (package >= source->packages.count && package != OWNED_NO_PACKAGE)
            input_bad(in, "a file of a package that is not there");
    }
    source->owned.at = owned;
    source->owned.count = count;
}

/* Each is looked at, and stays as the bytes it is. */
static void take_packages(struct input *in, struct fact_source *source)
{
    size_t count = input_count(in, 5, 0);
    struct slice start = in->reader.left;
    struct package package;

    in->packages += count;
    if (in->packages > FACTS_PACKAGES_MAX)
        reader_fail(&in->reader, ERROR_LIMIT, "more than 100,000 packages in one layer");
    for (size_t i = 0; i < count && !in->reader.failed; i++) {
        struct arena_mark mark = arena_mark(in->arena);
        package_take(in, &package);
        arena_reset(in->arena, mark);
    }
    source->packages.count = count;
    source->packages.bytes = slice_head(start, start.len - in->reader.left.len);
}

static void take_source(struct input *in, struct fact_source *source)
{
    source->path = input_path(in);
    source->analyzer = input_string(in, FACTS_NAME_MAX);
    source->size = input_number(in, UINT64_MAX);
    source->mode = (uint32_t)input_number(in, UINT32_MAX);
    if (input_number(in, 1))
        source->digests = (const void *)reader_take(&in->reader, sizeof(*source->digests)).at;

    take_packages(in, source);
    if (source->digests && source->packages.count == 0)
        input_bad(in, "digests of a file without packages");
    if (source->digests && (source->digests->kinds & ~FILE_DIGESTS))
        input_bad(in, "digests of an unknown kind");
    INPUT_LIST(in, &source->values, 3);
    for (size_t i = 0; i < source->values.count && !in->reader.failed; i++) {
        source->values.at[i].name = input_string(in, FACTS_NAME_MAX);
        source->values.at[i].text = input_string(in, FACTS_TEXT_MAX);
        if (source->values.at[i].name.len == 0)
            input_bad(in, "a value without a name");
    }

    take_owned(in, source);
    if (source->packages.count == 0 && source->values.count == 0 && source->owned.count == 0)
        input_bad(in, "a source that says nothing");
}

static void take_sources(struct input *in, struct facts *facts)
{
    INPUT_LIST(in, &facts->sources, 7);
    for (size_t i = 0; i < facts->sources.count && !in->reader.failed; i++) {
        struct fact_source *source = &facts->sources.at[i];
        take_source(in, source);
        int order = i ? slice_compare(source[-1].path, source->path) : -1;
        if (order > 0 || (order == 0 && slice_compare(source[-1].analyzer, source->analyzer) >= 0))
            input_bad(in, "sources out of order");
    }
}

static void take_paths(struct input *in, struct slice *at, size_t count)
{
    for (size_t i = 0; i < count && !in->reader.failed; i++) {
        at[i] = input_path(in);
        if (i && slice_compare(at[i - 1], at[i]) >= 0)
            input_bad(in, "paths out of order");
    }
}

static void take_links(struct input *in, struct facts *facts)
{
    INPUT_LIST(in, &facts->links, 3);
    for (size_t i = 0; i < facts->links.count && !in->reader.failed; i++) {
        struct fact_link *link = &facts->links.at[i];
        link->path = input_path(in);
        link->hard = input_number(in, 1);
        link->target = link->hard ? input_path(in) : input_string(in, PATH_LEN_MAX);
        if (i && slice_compare(link[-1].path, link->path) >= 0)
            input_bad(in, "links out of order");
    }
}

static void take_members(struct input *in, struct facts *facts)
{
    INPUT_LIST(in, &facts->members, 5);
    for (size_t i = 0; i < facts->members.count && !in->reader.failed; i++) {
        struct fact_member *member = &facts->members.at[i];
        member->path = input_path(in);
        member->offset = input_number(in, UINT64_MAX);
        member->size = input_number(in, UINT64_MAX);
        member->mode = (uint32_t)input_number(in, UINT32_MAX);
        member->link = input_path(in);
        if (i && slice_compare(member[-1].path, member->path) >= 0)
            input_bad(in, "members out of order");
    }
}

static void take_problems(struct input *in, struct facts *facts)
{
    INPUT_LIST(in, &facts->problems, 3);
    if (facts->problems.count > FACTS_PROBLEMS_MAX + FACTS_TOLD_MAX)
        input_bad(in, "too many problems");
    for (size_t i = 0; i < facts->problems.count && !in->reader.failed; i++) {
        struct problem *problem = &facts->problems.at[i];
        problem->layer = -1;
        problem->code = (enum error_code)input_number(in, ERROR_FOREIGN_PLATFORM);
        problem->path = input_string(in, PATH_LEN_MAX);
        problem->detail = input_string(in, ERROR_TEXT_MAX);
        if (problem->code == ERROR_NONE)
            input_bad(in, "a problem without a code");
        if (i && slice_compare(problem[-1].path, problem->path) > 0)
            input_bad(in, "problems out of order");
    }
}

static void take_hashes(struct input *in, struct facts *facts)
{
    size_t count = input_count(in, sizeof(struct path_hash), 0);
    const struct path_hash *hashes = (const void *)reader_take(&in->reader, count * sizeof(*hashes)).at;

    for (size_t i = 1; i < count && !in->reader.failed; i++)
        if (!is_after(&hashes[i - 1], &hashes[i], sizeof(*hashes)))
            input_bad(in, "path hashes out of order");
    facts->paths.at = hashes;
    facts->paths.count = count;
}

static void take_head(struct input *in, struct facts *facts)
{
    struct digest *diff_id = &facts->diff_id;

    if (!slice_equal(reader_take(&in->reader, FACTS_MAGIC.len), FACTS_MAGIC))
        input_bad(in, "not facts");
    if (input_number(in, UINT64_MAX) != FACTS_VERSION)
        input_bad(in, "facts of another version");
    facts->table = input_string(in, FACTS_NAME_MAX);
    facts->entries = input_number(in, UINT64_MAX);
    facts->unpacked = input_number(in, UINT64_MAX);
    diff_id->kind = (enum digest_kind)input_number(in, DIGEST_SHA256);
    if (diff_id->kind != DIGEST_NONE && diff_id->kind != DIGEST_SHA256)
        input_bad(in, "a diff ID that is no SHA-256");
    struct slice bytes = reader_take(&in->reader, digest_len(diff_id->kind));
    if (bytes.len)
        memcpy(diff_id->bytes, bytes.at, bytes.len);
}

bool facts_decode_within(struct slice bytes, struct arena *arena, size_t weight_max, struct facts *facts,
                         struct error *error)
{
    struct facts decoded = {.arena = arena};
    struct input in = {.arena = arena, .weight_max = weight_max};

    if (bytes.len > FACTS_MAX)
        return fail(error, ERROR_LIMIT, "facts of more than %d MiB", FACTS_MAX >> 20);
    if (!slice_ends(bytes, FACTS_END))
        return fail(error, ERROR_WORKER_DIED, "facts that end early, after %zu bytes", bytes.len);
    in.reader = reader_over(slice_head(bytes, bytes.len - FACTS_END.len));

    take_head(&in, &decoded);
    take_sources(&in, &decoded);
    INPUT_LIST(&in, &decoded.removed, 1);
    take_paths(&in, decoded.removed.at, decoded.removed.count);
    INPUT_LIST(&in, &decoded.opaque, 1);
    take_paths(&in, decoded.opaque.at, decoded.opaque.count);
    take_links(&in, &decoded);
    take_members(&in, &decoded);
    take_problems(&in, &decoded);
    take_hashes(&in, &decoded);
    if (!in.reader.failed && in.reader.left.len > 0)
        input_bad(&in, "bytes behind the last record");
    if (!reader_ok(&in.reader, error)) {
        if (error->code != ERROR_LIMIT)
            error->code = ERROR_INTEGRITY; /* a short read lies within facts whose end is there */
        return false;
    }
    decoded.weight = in.weight;
    *facts = decoded;
    return true;
}

const uint8_t *file_digest(const struct file_digests *digests, enum digest_kind kind)
{
    if (!(digests->kinds & DIGEST_BIT(kind)))
        return NULL;
    switch (kind) {
    case DIGEST_MD5: return digests->md5;
    case DIGEST_SHA1: return digests->sha1;
    case DIGEST_SHA256: return digests->sha256;
    default: return NULL;
    }
}

bool facts_decode(struct slice bytes, struct arena *arena, struct facts *facts, struct error *error)
{
    return facts_decode_within(bytes, arena, FACTS_WEIGHT_MAX, facts, error);
}

bool facts_has_path(const struct facts *facts, struct path_hash hash)
{
    const struct path_hash *paths = facts->paths.at;
    size_t first = SORTED_FIRST(facts->paths.count, i, memcmp(&paths[i], &hash, sizeof(hash)) >= 0);

    return first < facts->paths.count && memcmp(&paths[first], &hash, sizeof(hash)) == 0;
}
