/* For tests and fuzzing only: puts decoded facts through the builder again. */
#ifndef SEAWORTHY_FACTS_REBUILD_H
#define SEAWORTHY_FACTS_REBUILD_H

#include "facts/wire.h"

static inline void rebuild_source(struct facts *out, const struct fact_source *source)
{
    facts_source(out, source->path, arena_text(out->arena, source->analyzer), source->size, source->mode);
    struct slice left = source->packages.bytes;
    struct package package;
    while (facts_next_package(&left, out->arena, &package))
        facts_package(out, &package);
    if (source->digests)
        facts_digests(out, source->digests);
    for (size_t i = 0; i < source->values.count; i++)
        facts_value(out, arena_text(out->arena, source->values.at[i].name), source->values.at[i].text);
    for (size_t i = 0; i < source->owned.count; i++)
        build_owned(out, &source->owned.at[i]); /* the builder hashes paths, which are gone */
}

static inline struct slice rebuild(const struct facts *facts, struct arena *arena)
{
    struct facts out;

    facts_init(&out, arena, facts->table);
    out.entries = facts->entries;
    out.unpacked = facts->unpacked;
    out.diff_id = facts->diff_id;
    for (size_t i = 0; i < facts->sources.count; i++)
        rebuild_source(&out, &facts->sources.at[i]);
    for (size_t i = 0; i < facts->removed.count; i++)
        facts_removed(&out, facts->removed.at[i]);
    for (size_t i = 0; i < facts->opaque.count; i++)
        facts_opaque(&out, facts->opaque.at[i]);
    for (size_t i = 0; i < facts->links.count; i++)
        facts_link(&out, facts->links.at[i].path, facts->links.at[i].target, facts->links.at[i].hard);
    for (size_t i = 0; i < facts->members.count; i++)
        facts_member(&out, &facts->members.at[i]);
    for (size_t i = 0; i < facts->problems.count; i++)
        *ARENA_PUSH(out.store, &out.problems) = facts->problems.at[i]; /* also those over the builder's limit */
    for (size_t i = 0; i < facts->paths.count; i++)
        facts_path(&out, facts->paths.at[i]);
    return facts_encode(&out);
}

#endif
