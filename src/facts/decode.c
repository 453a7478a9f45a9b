/*
 * The most exposed code of the parent: these bytes come from a program that may have been taken over. Nothing is
 * believed: each number has a ceiling, each count is held against the bytes that are left before memory is taken for
 * it, each string is checked, each order is verified. What comes out could have been encoded by us.
 */
#include "facts/wire.h"

#include "base/reader.h"
#include "base/text.h"

struct decoder {
    struct reader reader;
    struct arena *arena;
    size_t weight;   /* taken from the arena, against FACTS_WEIGHT_MAX */
    size_t packages; /* of all sources */
};

static void bad(struct decoder *d, const char *what)
{
    reader_fail(&d->reader, ERROR_INTEGRITY, "facts at byte %llu: %s", (unsigned long long)d->reader.position, what);
}

static uint64_t take_number(struct decoder *d, uint64_t max)
{
    uint64_t n = 0;
    uint8_t byte = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        byte = reader_u8(&d->reader);
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (shift == 63 && byte > 1)
            break;
        if (!(byte & 0x80)) {
            if (shift > 0 && byte == 0)
                bad(d, "a number that is not in its shortest form");
            else if (n > max)
                bad(d, "a number over its limit");
            else
                return n;
            return 0;
        }
    }
    bad(d, "a number of more than 64 bits");
    return 0;
}

static struct slice take_string(struct decoder *d, size_t max)
{
    struct slice s = reader_take(&d->reader, take_number(d, max));

    if (slice_find_byte(s, 0) != s.len)
        bad(d, "a text with a NUL");
    else if (!utf8_valid(s))
        bad(d, "a text that is not UTF-8");
    else
        return s;
    return S("");
}

static bool is_part(struct slice part)
{
    return part.len > 0 && !slice_equal(part, S(".")) && !slice_equal(part, S(".."));
}

/* As path_normalise gives them; the root itself is empty. */
static bool is_normalised(struct slice path)
{
    struct slice rest = path, part;

    if (path.len == 0)
        return true;
    while (slice_cut(rest, '/', &part, &rest))
        if (!is_part(part))
            return false;
    return is_part(part);
}

static struct slice take_path(struct decoder *d)
{
    struct slice path = take_string(d, PATH_LEN_MAX);

    if (is_normalised(path))
        return path;
    bad(d, "a path that is not normalised");
    return S("");
}

/*
 * A count of items that take at least `bytes` each in the stream.
 * weight   bytes of one item's struct on the arena
 */
static size_t take_count(struct decoder *d, size_t bytes, size_t weight)
{
    uint64_t count = take_number(d, UINT64_MAX);

    if (count > d->reader.left.len / bytes) {
        bad(d, "a count that its bytes cannot hold");
    } else if (weight > 0 && count > (FACTS_WEIGHT_MAX - d->weight) / weight) {
        reader_fail(&d->reader, ERROR_LIMIT, "facts of one layer that need more than %d MiB", FACTS_WEIGHT_MAX >> 20);
    } else {
        d->weight += (size_t)count * weight;
        return (size_t)count;
    }
    return 0;
}

#define TAKE_LIST(d, list, bytes)                                                                                      \
    do {                                                                                                               \
        (list)->count = take_count((d), (bytes), sizeof(*(list)->at));                                                 \
        (list)->at = (list)->count ? arena_take((d)->arena, (list)->count, sizeof(*(list)->at),                        \
                                                _Alignof(__typeof__(*(list)->at)))                                     \
                                   : NULL;                                                                             \
    } while (0)

static void take_list(struct decoder *d, struct slices *list, size_t max)
{
    TAKE_LIST(d, list, 2);
    if (list->count == 0)
        bad(d, "an empty list");
    for (size_t i = 0; i < list->count && !d->reader.failed; i++) {
        list->at[i] = take_string(d, max);
        if (list->at[i].len == 0)
            bad(d, "an empty item of a list");
    }
}

static void take_field(struct decoder *d, const struct fact_field *field, void *member)
{
    unsigned choice;

    switch (field->kind) {
    case FIELD_STRING:
        *(struct slice *)member = take_string(d, field->max);
        if (((struct slice *)member)->len == 0)
            bad(d, "an empty text");
        break;
    case FIELD_LIST: take_list(d, member, field->max); break;
    case FIELD_EPOCH: *(int64_t *)member = (int64_t)take_number(d, INT64_MAX); break;
    case FIELD_CHOICE:
        choice = (unsigned)take_number(d, field->max);
        if (choice == 0)
            bad(d, "a choice that was not made");
        memcpy(member, &choice, sizeof(choice));
        break;
    case FIELD_FLAG: *(bool *)member = true; break;
    }
}

static void take_package(struct decoder *d, struct package *package)
{
    uint64_t mask = take_number(d, (UINT64_C(1) << FACTS_FIELDS) - 1);

    package->epoch = EPOCH_ABSENT;
    for (size_t i = 0; i < FACTS_FIELDS && !d->reader.failed; i++)
        if (mask >> i & 1)
            take_field(d, &facts_fields[i], (uint8_t *)package + facts_fields[i].offset);
    if (package->name.len == 0 || package->type.len == 0)
        bad(d, "a package without a name or a type");
}

/* The next record of an ascending list. */
static bool is_after(const void *before, const void *record, size_t size)
{
    return before == NULL || memcmp(before, record, size) < 0;
}

static void take_owned(struct decoder *d, struct fact_source *source)
{
    size_t count = take_count(d, sizeof(struct owned), 0);
    const struct owned *owned = (const void *)reader_take(&d->reader, count * sizeof(*owned)).at;

    for (size_t i = 0; i < count && !d->reader.failed; i++) {
        uint32_t package = owned_package(&owned[i]);
        if (!is_after(i ? &owned[i - 1] : NULL, &owned[i], sizeof(*owned)))
            bad(d, "owned files out of order");
        else if (owned[i].kind >= DIGEST_KINDS)
            bad(d, "an unknown kind of digest");
        else if (package >= source->packages.count && package != OWNED_NO_PACKAGE)
            bad(d, "a file of a package that is not there");
    }
    source->owned.at = owned;
    source->owned.count = count;
}

static void take_source(struct decoder *d, struct fact_source *source)
{
    source->path = take_path(d);
    source->analyzer = take_string(d, FACTS_NAME_MAX);
    source->size = take_number(d, UINT64_MAX);
    source->mode = (uint32_t)take_number(d, UINT32_MAX);

    TAKE_LIST(d, &source->packages, 5);
    d->packages += source->packages.count;
    if (d->packages > FACTS_PACKAGES_MAX)
        reader_fail(&d->reader, ERROR_LIMIT, "more than 100,000 packages in one layer");
    for (size_t i = 0; i < source->packages.count && !d->reader.failed; i++)
        take_package(d, &source->packages.at[i]);

    TAKE_LIST(d, &source->values, 3);
    for (size_t i = 0; i < source->values.count && !d->reader.failed; i++) {
        source->values.at[i].name = take_string(d, FACTS_NAME_MAX);
        source->values.at[i].text = take_string(d, FACTS_TEXT_MAX);
        if (source->values.at[i].name.len == 0)
            bad(d, "a value without a name");
    }

    take_owned(d, source);
    if (source->packages.count == 0 && source->values.count == 0 && source->owned.count == 0)
        bad(d, "a source that says nothing");
}

static void take_sources(struct decoder *d, struct facts *facts)
{
    TAKE_LIST(d, &facts->sources, 7);
    for (size_t i = 0; i < facts->sources.count && !d->reader.failed; i++) {
        struct fact_source *source = &facts->sources.at[i];
        take_source(d, source);
        int order = i ? slice_compare(source[-1].path, source->path) : -1;
        if (order > 0 || (order == 0 && slice_compare(source[-1].analyzer, source->analyzer) >= 0))
            bad(d, "sources out of order");
    }
}

static void take_paths(struct decoder *d, struct slice *at, size_t count)
{
    for (size_t i = 0; i < count && !d->reader.failed; i++) {
        at[i] = take_path(d);
        if (i && slice_compare(at[i - 1], at[i]) >= 0)
            bad(d, "paths out of order");
    }
}

static void take_links(struct decoder *d, struct facts *facts)
{
    TAKE_LIST(d, &facts->links, 3);
    for (size_t i = 0; i < facts->links.count && !d->reader.failed; i++) {
        struct fact_link *link = &facts->links.at[i];
        link->path = take_path(d);
        link->hard = take_number(d, 1);
        link->target = link->hard ? take_path(d) : take_string(d, PATH_LEN_MAX);
        if (i && slice_compare(link[-1].path, link->path) >= 0)
            bad(d, "links out of order");
    }
}

static void take_members(struct decoder *d, struct facts *facts)
{
    TAKE_LIST(d, &facts->members, 5);
    for (size_t i = 0; i < facts->members.count && !d->reader.failed; i++) {
        struct fact_member *member = &facts->members.at[i];
        member->path = take_path(d);
        member->offset = take_number(d, UINT64_MAX);
        member->size = take_number(d, UINT64_MAX);
        member->mode = (uint32_t)take_number(d, UINT32_MAX);
        member->link = take_path(d);
        if (i && slice_compare(member[-1].path, member->path) >= 0)
            bad(d, "members out of order");
    }
}

static void take_problems(struct decoder *d, struct facts *facts)
{
    TAKE_LIST(d, &facts->problems, 3);
    if (facts->problems.count > FACTS_PROBLEMS_MAX + 2)
        bad(d, "too many problems");
    for (size_t i = 0; i < facts->problems.count && !d->reader.failed; i++) {
        struct problem *problem = &facts->problems.at[i];
        problem->layer = -1;
        problem->code = (enum error_code)take_number(d, ERROR_FOREIGN_PLATFORM);
        problem->path = take_string(d, PATH_LEN_MAX);
        problem->detail = take_string(d, ERROR_TEXT_MAX);
        if (problem->code == ERROR_NONE)
            bad(d, "a problem without a code");
        if (i && slice_compare(problem[-1].path, problem->path) > 0)
            bad(d, "problems out of order");
    }
}

static void take_hashes(struct decoder *d, struct facts *facts)
{
    size_t count = take_count(d, sizeof(struct path_hash), 0);
    const struct path_hash *hashes = (const void *)reader_take(&d->reader, count * sizeof(*hashes)).at;

    for (size_t i = 1; i < count && !d->reader.failed; i++)
        if (!is_after(&hashes[i - 1], &hashes[i], sizeof(*hashes)))
            bad(d, "path hashes out of order");
    facts->paths.at = hashes;
    facts->paths.count = count;
}

static void take_head(struct decoder *d, struct facts *facts)
{
    struct digest *diff_id = &facts->diff_id;

    if (!slice_equal(reader_take(&d->reader, FACTS_MAGIC.len), FACTS_MAGIC))
        bad(d, "not facts");
    if (take_number(d, UINT64_MAX) != FACTS_VERSION)
        bad(d, "facts of another version");
    facts->table = take_string(d, FACTS_NAME_MAX);
    facts->entries = take_number(d, UINT64_MAX);
    facts->unpacked = take_number(d, UINT64_MAX);
    diff_id->kind = (enum digest_kind)take_number(d, DIGEST_SHA256);
    if (diff_id->kind != DIGEST_NONE && diff_id->kind != DIGEST_SHA256)
        bad(d, "a diff ID that is no SHA-256");
    struct slice bytes = reader_take(&d->reader, digest_len(diff_id->kind));
    if (bytes.len)
        memcpy(diff_id->bytes, bytes.at, bytes.len);
}

bool facts_decode(struct slice bytes, struct arena *arena, struct facts *facts, struct error *error)
{
    struct facts decoded = {.arena = arena};
    struct decoder d = {.arena = arena};

    if (bytes.len > FACTS_MAX)
        return fail(error, ERROR_LIMIT, "facts of more than %d MiB", FACTS_MAX >> 20);
    if (!slice_ends(bytes, FACTS_END))
        return fail(error, ERROR_WORKER_DIED, "facts that end early, after %zu bytes", bytes.len);
    d.reader = reader_over(slice_head(bytes, bytes.len - FACTS_END.len));

    take_head(&d, &decoded);
    take_sources(&d, &decoded);
    TAKE_LIST(&d, &decoded.removed, 1);
    take_paths(&d, decoded.removed.at, decoded.removed.count);
    TAKE_LIST(&d, &decoded.opaque, 1);
    take_paths(&d, decoded.opaque.at, decoded.opaque.count);
    take_links(&d, &decoded);
    take_members(&d, &decoded);
    take_problems(&d, &decoded);
    take_hashes(&d, &decoded);
    if (!d.reader.failed && d.reader.left.len > 0)
        bad(&d, "bytes behind the last record");
    if (!reader_ok(&d.reader, error)) {
        if (error->code != ERROR_LIMIT)
            error->code = ERROR_INTEGRITY; /* a short read lies within facts whose end is there */
        return false;
    }
    *facts = decoded;
    return true;
}

bool facts_has_path(const struct facts *facts, struct path_hash hash)
{
    size_t low = 0, high = facts->paths.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(&facts->paths.at[middle], &hash, sizeof(hash));
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}
