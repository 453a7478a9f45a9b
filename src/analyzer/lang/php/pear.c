/*
 * Packages of PEAR and PECL: .registry/NAME.reg and .registry/.channel.CHANNEL/NAME.reg, a serialized array (pear
 * PEAR/Registry.php). Before package format 2 the version is a text, then an array with "release".
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/lang.h"
#include "analyzer/lang/php/php_value.h"

enum { PEAR_MAX = 4 * 1024 * 1024 };

struct registered {
    struct slice name, channel, version, licence;
};

static void member_read(void *context, unsigned depth, struct slice holder, struct slice key, struct slice value)
{
    struct registered *package = context;
    const struct {
        unsigned depth;
        struct slice holder, key;
        struct slice *field;
    } fields[] = {
        {1, S(""), S("name"), &package->name},
        {1, S(""), S("package"), &package->name},
        {1, S(""), S("channel"), &package->channel},
        {1, S(""), S("version"), &package->version},
        {1, S(""), S("license"), &package->licence},
        {2, S("version"), S("release"), &package->version},
        {2, S("license"), S("_content"), &package->licence},
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (depth == fields[i].depth && slice_equal(key, fields[i].key) && fields[i].field->len == 0 &&
            (depth == 1 || slice_equal(holder, fields[i].holder)))
            *fields[i].field = value;
}

/* ".registry/.channel.pecl.php.net/x.reg" is of pecl.php.net. */
static struct slice channel_of(struct slice path)
{
    struct slice folder = path_base(path_folder(path));

    return slice_starts(folder, S(".channel.")) ? slice_skip(folder, strlen(".channel.")) : S("pear.php.net");
}

static bool pear_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct registered found = {0};
    struct slice content;

    if (slice_find(entry->path, S(".registry/")) == SIZE_MAX)
        return true;
    if (!content_read(&entry->reader, facts->arena, PEAR_MAX, &content, error) ||
        !php_value_each(content, member_read, &found, error))
        return false;
    if (found.name.len == 0 || found.version.len == 0)
        return fail(error, ERROR_MALFORMED, "a package without a %s", found.name.len == 0 ? "name" : "version");
    struct slice channel = found.channel.len ? found.channel : channel_of(entry->path);
    struct slice name = arena_format(facts->arena, "%.*s/%.*s", SLICE_ARG(channel), SLICE_ARG(found.name));
    struct package package = lang_package("pear", name, found.version, SCOPE_INSTALLED);
    package.licences = (struct slices){&found.licence, found.licence.len > 0};
    package.state = S("installed");
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_pear = {
    .name = "pear",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".reg"}, {0}},
    .size_max = PEAR_MAX,
    .read = pear_read,
    .ownable = true,
};
