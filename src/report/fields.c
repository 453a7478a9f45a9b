#include "report/fields.h"

#include "report/sink.h"

typedef void each_field(void *context, const char *name, struct slice value);

static void one(each_field *each, void *context, const char *name, struct slice value)
{
    if (value.len)
        each(context, name, value);
}

static void list(each_field *each, void *context, const char *name, struct slices values)
{
    for (size_t i = 0; i < values.count; i++)
        one(each, context, name, values.at[i]);
}

void fields_of_package(struct arena *arena, const struct inventory_package *entry, each_field *each, void *context)
{
    static const char *const origins[] = {
        [ORIGIN_UNKNOWN] = "", [ORIGIN_DISTRIBUTION] = "distribution", [ORIGIN_THIRD_PARTY] = "third_party"};
    static const char *const relations[] = {[RELATION_UNKNOWN] = "",
                                            [RELATION_DIRECT] = "direct",
                                            [RELATION_TRANSITIVE] = "transitive",
                                            [RELATION_ROOT] = "root"};
    const struct package *package = &entry->package;

    one(each, context, "type", package->type);
    one(each, context, "version", package->version);
    if (package->epoch != EPOCH_ABSENT)
        one(each, context, "epoch", arena_format(arena, "%lld", (long long)package->epoch));
    one(each, context, "release", package->release);
    one(each, context, "arch", package->arch);
    one(each, context, "source_name", package->source_name);
    one(each, context, "source_version", package->source_version);
    one(each, context, "vendor", package->vendor);
    one(each, context, "module", package->module);
    one(each, context, "state", package->state);
    one(each, context, "scope", package->scope == SCOPE_DECLARED ? S("declared") : S(""));
    one(each, context, "relationship", slice_text(relations[package->relationship]));
    one(each, context, "origin", slice_text(origins[entry->origin]));
    one(each, context, "path", entry->path);
    if (entry->layer >= 0)
        one(each, context, "layer", arena_format(arena, "%lld", (long long)entry->layer));
    if (entry->owner)
        one(each, context, "owner", arena_format(arena, "p%zu", entry->owner->index));
    list(each, context, "cpe", package->cpes);
    list(each, context, "licence", package->licences);
    list(each, context, "group", package->groups);
    list(each, context, "channel", package->channels);
    list(each, context, "repo", package->repos);
    list(each, context, "content_set", package->content_sets);
    list(each, context, "location", package->locations);
    one(each, context, "build_nvr", package->build_nvr);
    one(each, context, "repository", package->repository);
    one(each, context, "alias", package->alias);
    one(each, context, "embedded_in", package->embedded_in);
    one(each, context, "main_module", package->main_module ? S("true") : S(""));
}

void fields_of_os(const struct os *os, each_field *each, void *context)
{
    one(each, context, "id", os->said_id);
    one(each, context, "version_id", os->version_id);
    one(each, context, "release", os->release);
    one(each, context, "codename", os->codename);
    one(each, context, "name", os->name);
    list(each, context, "channel", os->channels);
}

bool report_identity(struct arena *arena, const struct report *report, const struct report_options *options,
                     struct digest *identity, struct error *error)
{
    struct sink *sink = sink_digest(arena);

    if (!format_find(S("json"))->write(sink, report, options, arena, error) || !sink_close(sink, error))
        return false;
    *identity = sink_digest_end(sink);
    return true;
}

struct slice identity_uuid(struct arena *arena, const struct digest *identity)
{
    uint8_t bytes[16];

    memcpy(bytes, identity->bytes, sizeof(bytes));
    bytes[6] = (uint8_t)((bytes[6] & 0x0f) | 0x80);
    bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
    struct slice hex = hex_text(slice_of(bytes, sizeof(bytes)), arena);
    const struct slice parts[] = {slice_head(hex, 8),
                                  S("-"),
                                  slice_head(slice_skip(hex, 8), 4),
                                  S("-"),
                                  slice_head(slice_skip(hex, 12), 4),
                                  S("-"),
                                  slice_head(slice_skip(hex, 16), 4),
                                  S("-"),
                                  slice_skip(hex, 20)};
    return arena_join(arena, parts, sizeof(parts) / sizeof(parts[0]));
}
