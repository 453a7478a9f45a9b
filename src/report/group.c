#include "report/group.h"

#include "base/map.h"
#include "base/sort.h"
#include "report/words.h"

struct draft {
    const struct inventory_package *package;
    struct {
        const struct finding **at;
        size_t count, room;
    } findings;
};

struct drafts {
    struct draft **at;
    size_t count, room;
};

static int order_findings(const void *a, const void *b, void *context)
{
    const struct finding *x = *(const struct finding *const *)a, *y = *(const struct finding *const *)b;

    (void)context;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    return slice_compare(x->id, y->id);
}

static struct drafts by_package(struct arena *arena, const struct report *report, const struct report_options *options)
{
    struct draft **of_package = arena_array(arena, struct draft *, report->inventory->package_count + 1);
    struct drafts drafts = {0};

    for (size_t i = 0; i < report->findings->count; i++) {
        const struct finding *finding = &report->findings->at[i];
        if (!report_shows(options, finding))
            continue;
        struct draft **place = &of_package[finding->package->index];
        if (!*place) {
            *place = arena_new(arena, struct draft);
            (*place)->package = finding->package;
        }
        *ARENA_PUSH(arena, &(*place)->findings) = finding;
    }
    for (size_t i = 0; i < report->inventory->package_count; i++)
        if (of_package[i]) {
            sort_items(of_package[i]->findings.at, of_package[i]->findings.count, sizeof(of_package[i]->findings.at[0]),
                       order_findings, NULL);
            *ARENA_PUSH(arena, &drafts) = of_package[i];
        }
    return drafts;
}

/* What packages of one block have in common, as one key: any difference that a reader would see is in it. */
static struct slice block_key(struct arena *arena, const struct draft *draft)
{
    const struct package *package = &draft->package->package;
    struct slice source = package->source_name.len ? package->source_name : package->name;
    size_t parts = 3 + 3 * draft->findings.count, n = 0;
    struct slice *part = arena_array(arena, struct slice, parts);

    part[n++] = arena_format(arena, "%.*s\n%lld\n", SLICE_ARG(source), (long long)draft->package->layer);
    part[n++] = package_full_version(arena, package);
    for (size_t i = 0; i < draft->findings.count; i++) {
        const struct finding *finding = draft->findings.at[i];
        part[n++] = arena_format(arena, "\n%d %d ", (int)finding->fix.state, (int)finding->severity);
        part[n++] = finding->id;
        part[n++] = finding->fix.version;
    }
    return arena_join(arena, part, n);
}

static bool all_kernel_headers(const struct draft *draft)
{
    for (size_t i = 0; i < draft->findings.count; i++) {
        const struct slices *marks = &draft->findings.at[i]->marks;
        bool marked = false;
        for (size_t k = 0; k < marks->count; k++)
            marked = marked || slice_equal(marks->at[k], S("kernel_headers"));
        if (!marked)
            return false;
    }
    return true;
}

static int order_blocks(const void *a, const void *b, void *context)
{
    const struct block *x = a, *y = b;

    (void)context;
    if (x->kernel_headers != y->kernel_headers)
        return x->kernel_headers ? 1 : -1;
    if (x->worst != y->worst)
        return x->worst > y->worst ? -1 : 1;
    return (x->packages[0]->index > y->packages[0]->index) - (x->packages[0]->index < y->packages[0]->index);
}

size_t group_findings(struct arena *arena, const struct report *report, const struct report_options *options,
                      struct block **blocks)
{
    struct drafts drafts = by_package(arena, report, options);
    struct block *list = arena_array(arena, struct block, drafts.count + 1);
    struct map keys;
    size_t count = 0;

    map_init(&keys, arena, NULL);
    for (size_t i = 0; i < drafts.count; i++) {
        const struct draft *draft = drafts.at[i];
        void **place = map_put(&keys, block_key(arena, draft));
        struct block *block = *place;
        if (!block) {
            *place = block = &list[count++];
            block->packages = arena_array(arena, const struct inventory_package *, drafts.count - i);
            block->findings = draft->findings.at;
            block->finding_count = draft->findings.count;
            block->kernel_headers = all_kernel_headers(draft);
            block->worst = draft->findings.at[0]->severity;
        }
        block->packages[block->package_count++] = draft->package;
    }
    sort_items(list, count, sizeof(list[0]), order_blocks, NULL);
    *blocks = list;
    return count;
}
