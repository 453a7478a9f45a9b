/*
 * yarn.lock of Yarn 1 and of Berry (2 and later): a head line with all ranges that one entry answers, then its members
 * two blanks in, and what it needs four blanks in. Yarn 1 writes `version "1.0.0"`, Berry YAML, `version: 1.0.0`.
 * Source: yarn, src/lockfile/stringify.js; berry, packages/yarnpkg-parsers/sources/syml.ts.
 */
#include "analyzer/analyzer.h"
#include "analyzer/lang/javascript/npm_graph.h"
#include "analyzer/lang/javascript/npm_spec.h"

/* A head line holds the ranges of all who ask for one package. */
enum { LINE_MAX_BYTES = 1024 * 1024 };

enum section { SECTION_NONE, SECTION_NEEDS };

/* What an entry needs, as it stands there: "NAME@RANGE". */
struct want {
    uint32_t from; /* node, or NO_NODE for the project itself */
    struct slice name, range;
};

struct yarn {
    struct facts *facts;
    struct arena *arena;
    struct npm_graph *graph;
    struct map ranges; /* "NAME@RANGE" -> node + 1 */
    struct {
        struct want *at;
        size_t count, room;
    } wants;
    bool berry;
    bool lost; /* lines of no entry were told already */
    /* The entry at hand. */
    bool in_entry, has_version, soft;
    enum section section;
    size_t line, first_want;
    struct slice head; /* without quotes and colon */
    struct slice version, resolution;
};

enum { NO_NODE = UINT32_MAX };

/* Without quotes, wherever they stand: names and ranges hold none. On the arena. */
static struct slice unquoted(struct arena *arena, struct slice text)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != '"')
            out[len++] = text.at[i];
    return slice_of(out, len);
}

/* `key value`, `key: value`, "key": "value". Borrowed, without quotes around. */
static void split_member(struct slice line, struct slice *key, struct slice *value)
{
    size_t quoted = slice_starts(line, S("\"")) ? slice_find_byte(slice_skip(line, 1), '"') + 1 : 0;
    size_t end = quoted + slice_find_byte(slice_skip(line, quoted), ' ');

    *key = slice_head(line, end);
    *value = slice_trim(slice_skip(line, end));
    if (slice_ends(*key, S(":")))
        key->len--;
    struct slice *parts[] = {key, value};
    for (size_t i = 0; i < 2; i++)
        if (parts[i]->len >= 2 && slice_starts(*parts[i], S("\"")) && slice_ends(*parts[i], S("\"")))
            *parts[i] = slice_of(parts[i]->at + 1, parts[i]->len - 2);
}

/*
 * Berry says what the ranges came to: "debug@npm:4.3.4". In Yarn 1 an alias is "foo@npm:debug@^4" or "foo@npm:debug";
 * all ranges of one entry came to the same package.
 */
static struct slice real_name(const struct yarn *yarn)
{
    struct slice first = slice_head(yarn->head, slice_find_byte(yarn->head, ',')), name, range, ignored;

    npm_spec_cut(yarn->resolution.len ? yarn->resolution : first, &name, &range);
    if (!yarn->resolution.len && !yarn->berry && slice_starts(range, S("npm:")))
        npm_spec_cut(slice_skip(range, 4), &name, &ignored);
    return name;
}

static bool is_local(const struct yarn *yarn)
{
    struct slice name, range;

    npm_spec_cut(yarn->resolution, &name, &range);
    return yarn->soft || slice_starts(range, S("workspace:")) || slice_starts(range, S("link:")) ||
           slice_starts(range, S("portal:")) || slice_equal(yarn->version, S("0.0.0-use.local"));
}

static void file_ranges(struct yarn *yarn, uint32_t node)
{
    struct slice rest = yarn->head, range;

    while (slice_next(&rest, ',', &range))
        *map_put(&yarn->ranges, slice_trim(range)) = (void *)((uintptr_t)node + 1);
}

static void finish_entry(struct yarn *yarn)
{
    struct npm_node node = {.version = yarn->version};
    uint32_t index = NO_NODE;

    if (!yarn->in_entry)
        return;
    yarn->in_entry = false;
    if (slice_equal(yarn->head, S("__metadata")))
        return;
    node.name = real_name(yarn);
    if (!yarn->has_version || node.name.len == 0) {
        facts_problem(yarn->facts, ERROR_MALFORMED, "line %zu: an entry without a %s", yarn->line,
                      node.name.len ? "version" : "name");
        yarn->wants.count = yarn->first_want;
        return;
    }
    if (!is_local(yarn)) {
        if (node.version.len == 0)
            node.version = npm_spec_commit(yarn->resolution);
        index = npm_graph_node(yarn->graph, &node);
        file_ranges(yarn, index);
    }
    for (size_t i = yarn->first_want; i < yarn->wants.count; i++)
        yarn->wants.at[i].from = index;
}

static void begin_entry(struct yarn *yarn, struct slice head, size_t line)
{
    finish_entry(yarn);
    yarn->in_entry = true;
    yarn->has_version = yarn->soft = yarn->lost = false;
    yarn->section = SECTION_NONE;
    yarn->line = line;
    yarn->first_want = yarn->wants.count;
    yarn->head = unquoted(yarn->arena, head);
    if (slice_ends(yarn->head, S(":")))
        yarn->head.len--;
    yarn->version = yarn->resolution = S("");
    yarn->berry = yarn->berry || slice_equal(yarn->head, S("__metadata"));
}

static void read_member(struct yarn *yarn, struct slice line)
{
    struct slice key, value;

    split_member(line, &key, &value);
    yarn->section = SECTION_NONE;
    if (value.len == 0 && (slice_equal(key, S("dependencies")) || slice_equal(key, S("optionalDependencies")))) {
        yarn->section = SECTION_NEEDS;
    } else if (slice_equal(key, S("version"))) {
        yarn->version = slice_equal(value, S("\"\"")) ? S("") : arena_copy(yarn->arena, value);
        yarn->has_version = true;
    } else if (slice_equal(key, S("resolution"))) {
        yarn->resolution = arena_copy(yarn->arena, value);
    } else if (slice_equal(key, S("linkType"))) {
        yarn->soft = slice_equal(value, S("soft"));
    }
}

static void read_want(struct yarn *yarn, struct slice line)
{
    struct want *want = ARENA_PUSH(yarn->arena, &yarn->wants);
    struct slice name, range;

    split_member(line, &name, &range);
    want->name = arena_copy(yarn->arena, name);
    want->range = arena_copy(yarn->arena, range);
}

static void lost_line(struct yarn *yarn, size_t line)
{
    if (!yarn->lost)
        facts_problem(yarn->facts, ERROR_MALFORMED, "line %zu: not of an entry", line);
    yarn->lost = true;
}

static void read_line(struct yarn *yarn, struct slice line, size_t number)
{
    size_t indent = 0;

    while (indent < line.len && line.at[indent] == ' ')
        indent++;
    struct slice text = slice_trim(line);
    if (text.len == 0 || text.at[0] == '#' || slice_equal(text, S(":")))
        return;
    if (indent == 0 && slice_starts(text, S("? ")))
        begin_entry(yarn, slice_skip(text, 2), number); /* Berry, where it is longer than 1,024 bytes */
    else if (indent == 0)
        begin_entry(yarn, text, number);
    else if (!yarn->in_entry)
        lost_line(yarn, number);
    else if (indent < 4)
        read_member(yarn, text);
    else if (yarn->section == SECTION_NEEDS)
        read_want(yarn, text);
}

/* Too long a line is lost where something of interest stands in it, and nothing where not. */
static void read_cut_line(struct yarn *yarn, struct slice line, size_t number)
{
    struct slice key, value;

    split_member(slice_trim(line), &key, &value);
    if (slice_starts(line, S("  ")) && !slice_starts(line, S("    ")) && !slice_equal(key, S("version")) &&
        !slice_equal(key, S("resolution")))
        return;
    facts_problem(yarn->facts, ERROR_MALFORMED, "line %zu: of more than %d bytes", number, LINE_MAX_BYTES);
}

static uint32_t find_range(const struct yarn *yarn, const struct want *want)
{
    static const struct slice protocols[] = {S_INIT("@"), S_INIT("@npm:")};
    uintptr_t found = 0;

    for (size_t i = 0; i < 2 && !found; i++) {
        struct arena_mark mark = arena_mark(yarn->arena);
        found = (uintptr_t)map_get(&yarn->ranges,
                                   arena_join(yarn->arena, (struct slice[]){want->name, protocols[i], want->range}, 3));
        arena_reset(yarn->arena, mark);
    }
    return found ? (uint32_t)(found - 1) : NO_NODE;
}

static void connect(struct yarn *yarn)
{
    for (size_t i = 0; i < yarn->wants.count; i++) {
        uint32_t to = find_range(yarn, &yarn->wants.at[i]), from = yarn->wants.at[i].from;
        if (to == NO_NODE)
            continue;
        if (from == NO_NODE)
            yarn->graph->nodes.at[to].direct = true;
        else
            npm_graph_edge(yarn->graph, from, to);
    }
    yarn->graph->tells_direct = yarn->berry;
}

static bool yarn_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct npm_graph graph;
    struct yarn yarn = {.facts = facts, .arena = facts->arena, .graph = &graph};
    struct npm_seed seed = npm_seed(facts->arena);
    struct slice line;
    enum reader_line kind;

    npm_graph_init(&graph, facts->arena, NPM_STREAM_MEMORY_MAX);
    graph.tells_groups = false;
    map_init(&yarn.ranges, facts->arena, seed.words);
    while (!npm_graph_full(&graph) && (kind = reader_line(&entry->reader, LINE_MAX_BYTES, &line)) != LINE_END) {
        if (kind == LINE_OK)
            read_line(&yarn, line, entry->reader.line);
        else
            read_cut_line(&yarn, line, entry->reader.line);
    }
    finish_entry(&yarn);
    connect(&yarn);
    npm_graph_file(&graph, facts);
    return npm_graph_full(&graph) ? npm_graph_too_large(&graph, error) : reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_yarn_lock = {
    .name = "yarn_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "yarn.lock"}, {0}},
    .read = yarn_lock_read,
    .declared = true,
};
