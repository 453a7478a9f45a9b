/*
 * What one pass over the layers could not see: a database behind a link, one that is a hard link to a file no gate
 * wanted, a write-ahead log in another layer than its database; files of other rows behind a link that has the name
 * which these look for.
 */
#include "inventory/overlay.h"

/* Each is copied and read once more. Package managers that link files do so by thousands, and within what is read. */
enum { LINKS_READ_MAX = 500 };

struct missing_list {
    struct missing_path *at;
    size_t count, room;
};

/* The file that a hard link names, followed within its layer; links to links end after as many as Linux follows. */
static struct slice hard_target(const struct inventory_input *input, struct slice path)
{
    for (unsigned n = 0; n < 40; n++) {
        int64_t layer;
        const struct fact_link *link = overlay_link(input, path, &layer);
        if (!link || !link->hard)
            break;
        path = link->target;
    }
    return path;
}

static void missing_one(struct arena *arena, const struct inventory_input *input, struct slice wanted,
                        struct missing_list *list)
{
    struct slice real;

    if (!overlay_resolve(arena, input, wanted, &real))
        return;
    struct slice content = hard_target(input, real);
    int64_t layer = overlay_find(input, content);
    if (layer < 0 || overlay_source(input->facts[layer], real, (struct slice){NULL, 0}))
        return;
    if (slice_equal(content, wanted) && slice_equal(real, wanted))
        return; /* it was there and yielded nothing: that is said elsewhere */
    for (size_t i = 0; i < list->count; i++)
        if (slice_equal(list->at[i].path, content))
            return; /* two gates that lead to one file: read once */
    struct missing_path *missing = ARENA_PUSH(arena, list);
    missing->layer = layer;
    missing->path = content;
    missing->path_wanted = wanted;
    missing->mode = 0644;
    missing->database = true;
}

static bool has_path_wanted(const struct missing_list *list, struct slice path)
{
    for (size_t i = 0; i < list->count; i++)
        if (slice_equal(list->at[i].path_wanted, path))
            return true;
    return false;
}

/* A file that some row wants under the name where it lies was read there, and says the same here. */
static bool missing_link(struct arena *arena, const struct inventory_input *input, const struct inventory_gates *gates,
                         const struct fact_link *link, struct missing_path *missing)
{
    struct slice real;

    if (!gates->wants(gates->context, link->path) || !overlay_resolve(arena, input, link->path, &real))
        return false;
    struct slice content = hard_target(input, real);
    if (slice_equal(content, link->path) ||
        (gates->wants(gates->context, content) && overlay_find(input, content) >= 0))
        return false;
    /* The job follows hard links itself, within the layer of the link: what they name may be gone above. */
    *missing = (struct missing_path){overlay_find(input, real), real, link->path, 0644, false};
    return missing->layer >= 0;
}

static size_t missing_links(struct arena *arena, const struct inventory_input *input,
                            const struct inventory_gates *gates, struct missing_list *list)
{
    size_t databases = list->count, left_out = 0;

    for (size_t n = 0; n < input->layer_count; n++)
        for (size_t i = 0; input->facts[n] && i < input->facts[n]->links.count; i++) {
            const struct fact_link *link = &input->facts[n]->links.at[i];
            struct missing_path missing;
            if (!missing_link(arena, input, gates, link, &missing) ||
                overlay_hidden_by(input, (int64_t)n, link->path) >= 0 || has_path_wanted(list, link->path))
                continue;
            if (list->count - databases == LINKS_READ_MAX)
                left_out++;
            else
                *ARENA_PUSH(arena, list) = missing;
        }
    return left_out;
}

static const struct fact_source *spooled_source(const struct facts *facts, struct slice path)
{
    return facts ? overlay_source(facts, path, S("rpm_sqlite")) : NULL;
}

/* A write-ahead log that lies in a layer above its database: both are read together, once more. */
static void missing_log(struct arena *arena, const struct inventory_input *input, struct slice database,
                        struct missing_list *list)
{
    struct slice log = arena_format(arena, "%.*s-wal", SLICE_ARG(database));
    int64_t database_layer = overlay_find(input, database), log_layer = overlay_find(input, log);

    if (database_layer < 0 || log_layer < 0 || database_layer == log_layer ||
        !spooled_source(input->facts[database_layer], database))
        return;
    *ARENA_PUSH(arena, list) = (struct missing_path){database_layer, database, database, 0644, true};
    *ARENA_PUSH(arena, list) = (struct missing_path){log_layer, log, log, 0644, true};
}

size_t inventory_missing(const struct inventory_input *input, const struct inventory_gates *gates, struct arena *arena,
                         struct missing_path **missing, size_t *left_out)
{
    struct missing_list list = {0};

    for (size_t i = 0; i < gates->count; i++) {
        struct slice gate = slice_text(gates->databases[i]);
        missing_one(arena, input, gate, &list);
        if (slice_ends(gate, S(".sqlite")))
            missing_log(arena, input, gate, &list);
    }
    *left_out = missing_links(arena, input, gates, &list);
    *missing = list.at;
    return list.count;
}
