/*
 * What belongs together among the packages of the final tree, once all are taken and sorted: several records of one
 * package (merge.c), what each depends on (graph.c), whose its file is (ownership.c).
 */
#ifndef SEAWORTHY_INVENTORY_JOIN_H
#define SEAWORTHY_INVENTORY_JOIN_H

#include "inventory/inventory.h"

/* A source of the final tree: its packages were taken one after the other. */
struct taken {
    const struct fact_source *source;
    size_t first, count; /* by their `taken` */
    bool refers;         /* some of them name others of the source, as what they need or as their owner */
};

struct join {
    struct arena *arena, *scratch; /* for what stays, and for what goes with the join */
    const struct inventory_input *input;
    struct inventory *inventory;
    struct inventory_package *list; /* sorted */
    size_t count;
    const struct taken *taken;
    size_t taken_count;
    uint32_t *places; /* by `taken`: where in the list it stands */
    uint32_t *same;   /* by place: another package that it is, or its own place */
};

/* Sorts the list, brings together what is one, and points at one another; the list may be shorter then. */
void join_packages(struct join *join);

void join_merge(struct join *join);
void join_graph(struct join *join);
void join_owners(struct join *join);

/* The place of the package that stands for the one at `place`. */
uint32_t join_place(const struct join *join, uint32_t place);
/* Package number `number` of a source; NULL when it was not taken (it is gone, or there was no room). */
struct inventory_package *join_package(const struct join *join, const struct taken *taken, uint32_t number);
/* What a limit left out of a join is no loss of packages. */
void join_problem(struct join *join, const char *detail);

/* A sorted list of hashes and numbers: of equal hashes the lowest number first, whatever an enemy chose. */
struct keys {
    struct {
        uint8_t hash[16], number[4];
    } * at;
    size_t count;
};
void keys_create(struct keys *keys, struct arena *arena, size_t room);
void keys_add(struct keys *keys, struct path_hash hash, uint32_t number);
void keys_sort(struct keys *keys);
/* returns  the first with this hash, or keys->count */
size_t keys_find(const struct keys *keys, struct path_hash hash);
bool keys_is(const struct keys *keys, size_t at, struct path_hash hash);
uint32_t keys_number(const struct keys *keys, size_t at);

/* The name under which an ecosystem takes two spellings for one; `name` itself where it has no such rule. */
struct slice name_normal(struct arena *arena, struct slice type, struct slice name);

#endif
