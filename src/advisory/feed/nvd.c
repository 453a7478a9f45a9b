/*
 * The national database's configurations: which programs a CVE is about, by their CPE 2.3 names and ranges of versions.
 * Records in the form of its API ({"cve": {"id", "configurations"}}), and those that others write in its place
 * (https://github.com/anchore/nvd-data-overrides). Only applications count, and not those that ecosystems with
 * advisories of their own speak of.
 */
#include "advisory/cve.h"
#include "advisory/feed/feed.h"
#include "base/json_fields.h"

struct nvd_product {
    struct slice cpe; /* without version and update */
    struct slice name;
    struct {
        struct slice *at;
        size_t count, room;
    } clauses, fixes;
};
struct nvd_record {
    struct slice id, published;
    struct {
        struct nvd_product *at;
        size_t count, room;
    } products;
    size_t of_configuration;    /* where the products of the configuration at hand begin */
    bool on_windows, elsewhere; /* what it names as the platform */
};

/* Target software that ecosystems with advisories of their own speak of, and what never runs in a container. */
static bool is_passed_over(struct slice target)
{
    static const char *const targets[] = {"node.js", "maven",   "go",        "php",    "python",  "ruby",
                                          "rust",    "windows", "iphone_os", "macos",  "android", "nuget",
                                          "npm",     "pypi",    "golang",    "iphone", "ipados",  "java"};

    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++)
        if (slice_equal(target, slice_text(targets[i])))
            return true;
    return false;
}

struct nvd_match {
    struct slice criteria, from, after, below, upto;
    bool vulnerable;
};

/* A component without its backslashes. */
static struct slice plain(struct arena *arena, struct slice component)
{
    struct bytes out = {.arena = arena};

    for (size_t i = 0; i < component.len; i++)
        if (component.at[i] != '\\' || i + 1 == component.len)
            bytes_put_u8(&out, component.at[i]);
    return bytes_slice(&out);
}

static struct slice clause_of(struct arena *arena, const struct nvd_match *match)
{
    const struct {
        const char *operator;
        struct slice version;
    } bounds[] = {{">=", match->from}, {">", match->after}, {"<", match->below}, {"<=", match->upto}};
    struct bytes out = {.arena = arena};

    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        if (bounds[i].version.len == 0)
            continue;
        if (out.count)
            bytes_put_u8(&out, ',');
        bytes_put(&out, slice_text(bounds[i].operator));
        bytes_put(&out, bounds[i].version);
    }
    return bytes_slice(&out);
}

static struct nvd_product *product_of(struct arena *arena, struct nvd_record *record, struct slice cpe,
                                      struct slice name)
{
    struct nvd_product *product;

    for (size_t i = record->of_configuration; i < record->products.count; i++)
        if (slice_equal(record->products.at[i].cpe, cpe))
            return &record->products.at[i];
    product = ARENA_PUSH(arena, &record->products);
    *product = (struct nvd_product){.cpe = cpe, .name = name};
    return product;
}

static void add_match(struct arena *arena, struct nvd_record *record, const struct nvd_match *match)
{
    struct slice rest = slice_skip(match->criteria, S("cpe:2.3:").len), parts[11], clause;
    struct nvd_product *product;

    for (size_t i = 0; i < 11; i++)
        parts[i] = advisory_cpe_part(&rest);
    if (!match->vulnerable) {
        bool windows = slice_equal(parts[1], S("microsoft")) && slice_starts(parts[2], S("windows"));
        record->on_windows = record->on_windows || windows;
        record->elsewhere = record->elsewhere || !windows;
        return;
    }
    if (!slice_equal(parts[0], S("a")) || slice_equal(parts[3], S("-")) || is_passed_over(parts[8]))
        return;
    clause = clause_of(arena, match);
    if (clause.len == 0 && !slice_equal(parts[3], S("*")))
        clause = arena_format(arena, "=%.*s", SLICE_ARG(plain(arena, parts[3])));
    product = product_of(arena, record,
                         arena_format(arena, "cpe:2.3:a:%.*s:%.*s:*:*:*:*:*:%.*s:*:*", SLICE_ARG(parts[1]),
                                      SLICE_ARG(parts[2]), SLICE_ARG(parts[8].len ? parts[8] : S("*"))),
                         parts[2]);
    *ARENA_PUSH(arena, &product->clauses) = clause;
    if (match->below.len)
        *ARENA_PUSH(arena, &product->fixes) = match->below;
}

static void take_match(struct json *json, void *record)
{
    static const struct json_field fields[] = {
        JSON_FIELD("criteria", struct nvd_match, criteria),
        JSON_FIELD("versionStartIncluding", struct nvd_match, from),
        JSON_FIELD("versionStartExcluding", struct nvd_match, after),
        JSON_FIELD("versionEndExcluding", struct nvd_match, below),
        JSON_FIELD("versionEndIncluding", struct nvd_match, upto),
        JSON_FIELD("vulnerable", struct nvd_match, vulnerable),
    };
    struct nvd_match match = {.criteria = {0}};

    JSON_FIELDS(json, fields, &match);
    if (slice_starts(match.criteria, S("cpe:2.3:")))
        add_match(json->arena, record, &match);
}

static void take_node(struct json *json, void *record)
{
    static const struct json_field fields[] = {JSON_EACH("cpeMatch", take_match)};

    JSON_FIELDS(json, fields, record);
}

/* What runs on Windows alone is nothing that a container holds. */
static void take_configuration(struct json *json, void *object)
{
    static const struct json_field fields[] = {JSON_EACH("nodes", take_node)};
    struct nvd_record *record = object;

    record->of_configuration = record->products.count;
    record->on_windows = record->elsewhere = false;
    JSON_FIELDS(json, fields, record);
    if (record->on_windows && !record->elsewhere)
        record->products.count = record->of_configuration;
}

static void take_cve(struct json *json, void *record)
{
    static const struct json_field fields[] = {
        JSON_FIELD("id", struct nvd_record, id),
        JSON_FIELD("published", struct nvd_record, published),
        JSON_EACH("configurations", take_configuration),
    };

    JSON_FIELDS(json, fields, record);
}

static void take_annotation(struct json *json, void *record)
{
    static const struct json_field fields[] = {JSON_FIELD("cve_id", struct nvd_record, id)};

    JSON_FIELDS(json, fields, record);
}

static bool nvd_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_TAKE("cve", take_cve),
        JSON_TAKE("_annotation", take_annotation),
    };
    struct nvd_record record = {.id = {0}};
    struct json json;

    if (!slice_ends(file->path, S(".json")) || !slice_starts(path_base(file->path), S("CVE-")))
        return true;
    json_init(&json, file->reader, file->arena);
    JSON_FIELDS(&json, fields, &record);
    if (!json_ok(&json, error))
        return false;
    if (!cve_is(record.id))
        return fail(error, ERROR_MALFORMED, "a record without a CVE");
    emit_day(emit, record.published);
    for (size_t i = 0; i < record.products.count; i++) {
        const struct nvd_product *product = &record.products.at[i];
        emit_statement(emit,
                       &(struct advisory){.id = record.id,
                                          .source = S("nvd"),
                                          .cpe = product->cpe,
                                          .package = product->name,
                                          .kind = KIND_CPE,
                                          .scheme = S("generic"),
                                          .ranges = {product->clauses.at, product->clauses.count},
                                          .has_ranges = true,
                                          .fixed_versions = {product->fixes.at, product->fixes.count},
                                          .status = product->fixes.count ? STATUS_FIXED : STATUS_AFFECTED,
                                          .published = record.published},
                       EMIT_PRIMARY);
    }
    return true;
}

const struct feed feed_nvd = {
    .name = "nvd",
    .path = "nvd/nvd-data-overrides nvd/cves",
    .licence = "CC0-1.0",
    .facts_allowed = true,
    .read = nvd_read,
};
