/* For tests and fuzzing only: puts decoded facts through the builder again. */
#ifndef SEAWORTHY_FACTS_REBUILD_H
#define SEAWORTHY_FACTS_REBUILD_H

#include "facts/facts.h"

static inline void rebuild_source(struct facts *out, const struct fact_source *source)
{
    facts_source(out, source->path, arena_text(out->arena, source->analyzer), source->size, source->mode);
    for (size_t i = 0; i < source->packages.count; i++)
        facts_package(out, &source->packages.at[i]);
    for (size_t i = 0; i < source->values.count; i++)
        facts_value(out, arena_text(out->arena, source->values.at[i].name), source->values.at[i].text);
    /* the builder hashes paths, which are gone */
    out->current->owned.at = source->owned.at;
    out->current->owned.count = source->owned.count;
    out->used += source->owned.count * sizeof(struct owned) + 4096;
    for (size_t i = 0; i < source->owned.count; i++)
        *ARENA_PUSH(out->arena, &out->current->owned_list) = source->owned.at[i];
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
        facts_problem_at(&out, facts->problems.at[i].code, facts->problems.at[i].path, facts->problems.at[i].detail);
    for (size_t i = 0; i < facts->paths.count; i++)
        facts_path(&out, facts->paths.at[i]);
    return facts_encode(&out);
}

#endif
