#include "report/group.h"

#include "base/sort.h"
#include "report/words.h"

struct draft {
    const struct inventory_package *package;
    struct slice key;
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

/* What packages of one block have in common, as one key: any difference that a reader would see is in it. */
static struct slice block_key(struct arena *arena, const struct draft *draft)
{
    const struct package *package = &draft->package->package;
    struct slice source = package->source_name.len ? package->source_name : package->name;
    size_t parts = 4 + 5 * draft->findings.count, n = 0;
    struct slice *part = arena_array(arena, struct slice, parts);

    part[n++] = source;
    part[n++] =
        arena_format(arena, "\n%lld %lld\n", (long long)draft->package->layer, (long long)draft->package->removed_in);
    part[n++] = package_full_version(arena, package);
    for (size_t i = 0; i < draft->findings.count; i++) {
        const struct finding *finding = draft->findings.at[i];
        part[n++] = arena_format(arena, "\n%d %d %d %d ", (int)finding->status, (int)finding->fix.state,
                                 (int)finding->severity, (int)finding->gated);
        part[n++] = finding->id;
        part[n++] = S("\n");
        part[n++] = finding->fix.version;
        part[n++] = finding->fix.channel;
    }
    return arena_join(arena, part, n);
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
            of_package[i]->key = block_key(arena, of_package[i]);
            *ARENA_PUSH(arena, &drafts) = of_package[i];
        }
    return drafts;
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

static int order_drafts(const void *a, const void *b, void *context)
{
    const struct draft *x = *(const struct draft *const *)a, *y = *(const struct draft *const *)b;
    int order = slice_compare(x->key, y->key);

    (void)context;
    return order ? order : (x->package->index > y->package->index) - (x->package->index < y->package->index);
}

static void block_begin(struct arena *arena, struct block *block, const struct draft *draft, size_t most)
{
    block->packages = arena_array(arena, const struct inventory_package *, most);
    block->findings = draft->findings.at;
    block->finding_count = draft->findings.count;
    block->kernel_headers = all_kernel_headers(draft);
    block->worst = draft->findings.at[0]->severity;
}

size_t group_findings(struct arena *arena, const struct report *report, const struct report_options *options,
                      struct block **blocks)
{
    struct drafts drafts = by_package(arena, report, options);
    struct block *list = arena_array(arena, struct block, drafts.count + 1);
    size_t count = 0, end;

    sort_items(drafts.at, drafts.count, sizeof(drafts.at[0]), order_drafts, NULL);
    for (size_t i = 0; i < drafts.count; i = end) {
        for (end = i; end < drafts.count && slice_equal(drafts.at[end]->key, drafts.at[i]->key);)
            end++;
        struct block *block = &list[count++];
        block_begin(arena, block, drafts.at[i], end - i);
        while (block->package_count < end - i) {
            block->packages[block->package_count] = drafts.at[i + block->package_count]->package;
            block->package_count++;
        }
    }
    sort_items(list, count, sizeof(list[0]), order_blocks, NULL);
    *blocks = list;
    return count;
}
