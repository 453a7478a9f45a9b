#include "advisory/feed/rpm.h"

#include "base/sort.h"
#include "version/version.h"

struct slice rpm_evr(struct slice evr)
{
    return slice_starts(evr, S("0:")) ? slice_skip(evr, 2) : evr;
}

struct slice rpm_evr_join(struct arena *arena, struct slice epoch, struct slice version, struct slice release)
{
    bool has_epoch = epoch.len && !slice_equal(epoch, S("0"));

    return arena_format(arena, "%.*s%s%.*s-%.*s", has_epoch ? (int)epoch.len : 0, epoch.at, has_epoch ? ":" : "",
                        SLICE_ARG(version), SLICE_ARG(release));
}

bool rpm_is_debug(struct slice name)
{
    return slice_find(name, S("-debuginfo")) != SIZE_MAX || slice_find(name, S("-debugsource")) != SIZE_MAX;
}

bool rpm_nevr_split(struct arena *arena, struct slice text, struct rpm_file *file)
{
    size_t release = slice_find_last(text, '-'), version;
    struct slice head = slice_head(text, release);

    if (release >= text.len)
        return false;
    version = slice_find_last(head, '-');
    if (version == 0 || version + 1 >= head.len || release + 1 >= text.len)
        return false;
    file->name = arena_copy(arena, slice_head(head, version));
    file->evr = rpm_evr(arena_copy(arena, slice_skip(text, version + 1)));
    file->arch = (struct slice){0};
    return true;
}

bool rpm_file_split(struct arena *arena, struct slice text, struct rpm_file *file)
{
    size_t dot;
    struct slice arch;

    if (!slice_ends(text, S(".rpm")))
        return false;
    text = slice_head(text, text.len - 4);
    dot = slice_find_last(text, '.');
    if (dot >= text.len)
        return false;
    arch = slice_skip(text, dot + 1);
    if (!rpm_nevr_split(arena, slice_head(text, dot), file))
        return false;
    file->arch = arena_copy(arena, arch);
    return arch.len > 0;
}

bool rpm_is_modular(struct slice evr)
{
    return slice_find(evr, S(".module+el")) != SIZE_MAX || slice_find(evr, S(".module_el")) != SIZE_MAX;
}

static bool is_name_byte(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '+';
}

/* "name:stream", both of name bytes and neither empty: "Important:" has nothing behind the colon. */
struct slices rpm_title_modules(struct arena *arena, struct slice title)
{
    struct slices out = {.at = arena_array(arena, struct slice, title.len / 3 + 1)};
    struct slice rest = title, word;

    while (slice_next(&rest, ' ', &word)) {
        struct slice name, stream;
        bool good;

        while (word.len && (word.at[word.len - 1] == ',' || word.at[word.len - 1] == '.'))
            word.len--;
        good = slice_cut(word, ':', &name, &stream) && name.len && stream.len;
        for (size_t i = 0; i < word.len && good; i++)
            good = is_name_byte(word.at[i]) || i == name.len;
        if (good)
            out.at[out.count++] = arena_copy(arena, word);
    }
    return out;
}

/* Modules whose streams are named by two parts of the version (php:7.4); the others by one (nodejs:18). */
static bool stream_has_two_parts(struct slice package)
{
    static const struct slice names[] = {
        S_INIT("php"),   S_INIT("ruby"),  S_INIT("perl"),       S_INIT("mariadb"), S_INIT("mysql"),
        S_INIT("nginx"), S_INIT("httpd"), S_INIT("subversion"), S_INIT("maven"),   S_INIT("mod_"),
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_starts(package, names[i]))
            return true;
    return false;
}

/* ">=1:16,<1:16.20.2-4.module+el8…": where the stream is not said, its number is the beginning of the version. */
static struct slice stream_clause(struct arena *arena, struct slice evr, size_t parts)
{
    size_t start = slice_find_byte(evr, ':'), at;

    at = start = start < evr.len ? start + 1 : 0;
    while (at < evr.len && evr.at[at] != '-' && (evr.at[at] != '.' || --parts > 0))
        at++;
    return arena_format(arena, ">=%.*s,<%.*s", (int)at, evr.at, SLICE_ARG(evr));
}

/*
 * Oracle's kernels (UEK) come in lines that share a name, several for one release (OL 8: 5.4 and 5.15), each with
 * errata of its own: one for a newer line says nothing of an older one. Tools built with them have their tag in the
 * release.
 */
static bool is_of_a_line(const struct rpm_fix *fix)
{
    return slice_starts(fix->name, S("kernel-uek")) || slice_find(fix->evr, S("uek")) != SIZE_MAX;
}

/* The kernel's first two numbers, before 3.0 its first three (2.6.32 and 2.6.39). */
static size_t line_parts(struct slice evr)
{
    return slice_starts(evr, S("2.")) ? 3 : 2;
}

/* Oracle's ksplice and FIPS builds of a package stand beside the ordinary one, with versions of their own. */
static unsigned flavour(struct slice evr)
{
    return (unsigned)(slice_find(evr, S(".ksplice")) != SIZE_MAX) | (unsigned)(slice_find(evr, S("_fips")) != SIZE_MAX)
                                                                        << 1;
}

static int compare_place(const struct rpm_fix *a, const struct rpm_fix *b)
{
    int order = slice_compare(a->release, b->release);

    order = order ? order : slice_compare(a->channel, b->channel);
    order = order ? order : slice_compare(a->minor, b->minor);
    order = order ? order : slice_compare(a->name, b->name);
    return order ? order : (int)flavour(a->evr) - (int)flavour(b->evr);
}

static int compare_scope(const void *x, const void *y, void *context)
{
    const struct rpm_fix *a = x, *b = y;
    const struct version_scheme *scheme = context;
    int order = compare_place(a, b);

    order = order ? order : slice_compare(a->scope, b->scope);
    return order ? order : scheme->compare(a->evr, b->evr);
}

static int compare_bound(const void *x, const void *y, void *context)
{
    const struct rpm_fix *a = x, *b = y;
    int order = compare_place(a, b);

    (void)context;
    order = order ? order : slice_compare(a->evr, b->evr);
    return order ? order : slice_compare(a->scope, b->scope);
}

/* The lowest build of each package, place and scope. */
static void keep_lowest(struct rpm_fixes *fixes)
{
    const struct version_scheme *scheme = version_scheme(S("rpm"));
    size_t kept = 0;

    sort_items(fixes->at, fixes->count, sizeof fixes->at[0], compare_scope, (void *)(uintptr_t)scheme);
    for (size_t i = 0; i < fixes->count; i++) {
        const struct rpm_fix *last = kept ? &fixes->at[kept - 1] : NULL;
        if (!last || compare_place(last, &fixes->at[i]) != 0 || !slice_equal(last->scope, fixes->at[i].scope))
            fixes->at[kept++] = fixes->at[i];
    }
    fixes->count = kept;
}

static void emit_bound(struct arena *arena, const struct rpm_fix *fix, struct slices modules, struct advisory *advisory,
                       struct feed_emit *emit)
{
    struct slice clause = {0};

    advisory->package = fix->name;
    advisory->fixed_version = fix->evr;
    advisory->release = fix->release;
    advisory->channel = fix->channel;
    advisory->minor = fix->minor;
    advisory->module = (struct slice){0};
    advisory->has_ranges = is_of_a_line(fix);
    if (advisory->has_ranges)
        clause = stream_clause(arena, fix->evr, line_parts(fix->evr));
    advisory->ranges = (struct slices){&clause, advisory->has_ranges};
    if (!rpm_is_modular(fix->evr)) {
        emit_statement(emit, advisory, EMIT_PRIMARY);
        return;
    }
    for (size_t i = 0; i < modules.count; i++) {
        advisory->module = modules.at[i];
        emit_statement(emit, advisory, EMIT_PRIMARY);
    }
    if (modules.count == 0) {
        clause = stream_clause(arena, fix->evr, stream_has_two_parts(fix->name) ? 2 : 1);
        advisory->module = RPM_ANY_MODULE;
        advisory->has_ranges = true;
        advisory->ranges = (struct slices){&clause, 1};
        emit_statement(emit, advisory, EMIT_PRIMARY);
    }
}

void rpm_fixes_emit(struct arena *arena, struct rpm_fixes *fixes, enum rpm_scope scope, struct slices modules,
                    const struct advisory *erratum, struct feed_emit *emit)
{
    struct advisory advisory = *erratum;
    struct slices scopes = {.at = arena_array(arena, struct slice, fixes->count + 1)};

    advisory.status = STATUS_FIXED;
    advisory.kind = KIND_BINARY;
    advisory.scheme = S("rpm");
    keep_lowest(fixes);
    sort_items(fixes->at, fixes->count, sizeof fixes->at[0], compare_bound, NULL);
    for (size_t first = 0, end; first < fixes->count; first = end) {
        const struct rpm_fix *fix = &fixes->at[first];

        scopes.count = 0;
        for (end = first; end < fixes->count && compare_place(fix, &fixes->at[end]) == 0 &&
                          slice_equal(fix->evr, fixes->at[end].evr);
             end++)
            if (fixes->at[end].scope.len)
                scopes.at[scopes.count++] = fixes->at[end].scope;
        if (rpm_is_debug(fix->name))
            continue;
        if (scope == RPM_SCOPE_ARCH)
            advisory.arches = scopes;
        else
            advisory.repos = scopes;
        emit_bound(arena, fix, modules, &advisory, emit);
    }
}
