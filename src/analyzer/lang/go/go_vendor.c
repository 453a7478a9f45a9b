/*
 * vendor/modules.txt: the modules that a source tree carries with it. "# PATH VERSION [=> PATH VERSION]" heads a
 * module, "##" lines annotate it, and each package of it that is there is a line: a module without one left no code.
 * Source: go.dev/ref/mod, "Vendoring"; cmd/go/internal/modload/vendor.go, readVendorList().
 */
#include "analyzer/analyzer.h"
#include "analyzer/lang/go/module.h"

enum { GO_VENDOR_MAX = 8 * 1024 * 1024, GO_VENDOR_LINE_MAX = 4 * 1024 };

struct vendor {
    struct facts *facts;
    struct slice path, version; /* of the module at hand, until its first package; empty path: none */
    bool explicit;
};

static bool pair(struct slice text, struct slice *path, struct slice *version)
{
    struct slice rest;
    bool two = slice_cut(slice_trim(text), ' ', path, version);

    return (!two || !slice_cut(*version, ' ', version, &rest)) && path->len > 0;
}

/*
 * Text behind "# ". What replaces all versions of a module stands at the end of the list, without one: that heads no
 * module.
 * returns  false when it names no module that can be vendored
 */
static bool take_head(struct vendor *vendor, struct slice text)
{
    size_t arrow = slice_find(text, S(" => "));
    struct slice path, version = S(""), new_path, new_version = S("");

    if (!pair(slice_head(text, arrow), &path, &version) || (version.len > 0 && !go_version_fits(path, version)))
        return false;
    if (arrow != SIZE_MAX) {
        if (!pair(slice_skip(text, arrow + 4), &new_path, &new_version))
            return false;
        if (new_version.len > 0) {
            if (!go_version_fits(new_path, new_version))
                return false;
            path = new_path;
            version = new_version;
        } else if (!go_path_is_local(new_path)) {
            return false;
        }
    }
    if (version.len == 0)
        return arrow != SIZE_MAX;
    vendor->path = arena_copy(vendor->facts->arena, path);
    vendor->version = arena_copy(vendor->facts->arena, version);
    return true;
}

static void take_package(struct vendor *vendor)
{
    struct package package = {.type = S("golang"),
                              .name = vendor->path,
                              .version = vendor->version,
                              .epoch = EPOCH_ABSENT,
                              .scope = SCOPE_DECLARED,
                              .relationship = vendor->explicit ? RELATION_DIRECT : RELATION_TRANSITIVE};

    if (vendor->path.len > 0)
        facts_package(vendor->facts, &package);
    vendor->path = S("");
}

static bool go_vendor_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct vendor vendor = {.facts = facts};
    struct slice line;
    enum reader_line kind;

    if (!slice_equal(entry->path, S("vendor/modules.txt")) && !slice_ends(entry->path, S("/vendor/modules.txt")))
        return true;
    while ((kind = reader_line(&entry->reader, GO_VENDOR_LINE_MAX, &line)) != LINE_END) {
        if (slice_starts(line, S("## "))) {
            vendor.explicit = slice_find(line, S("explicit")) != SIZE_MAX;
        } else if (slice_starts(line, S("# "))) {
            vendor.path = S("");
            vendor.explicit = false;
            if (kind == LINE_CUT || !take_head(&vendor, slice_skip(line, 2)))
                facts_problem(facts, ERROR_MALFORMED, "line %zu: not a module and its version", entry->reader.line);
        } else if (slice_trim(line).len > 0) {
            take_package(&vendor);
        }
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_go_vendor = {
    .name = "go_vendor",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "modules.txt"}, {0}},
    .size_max = GO_VENDOR_MAX,
    .read = go_vendor_read,
    .declared = true,
};
