/*
 * gradle/verification-metadata.xml (Gradle, "Verifying dependencies"): <component group name version> for each artifact
 * whose checksum is held, which are those that the build used once. A component that lacks a part is listed with what
 * it has.
 */
#include "analyzer/lang/lang.h"

#include "base/xml.h"

struct state {
    struct facts *facts;
    unsigned depth;
    bool ours; /* the root is <verification-metadata> */
};

static void on_start(void *context, struct slice name, const char **attributes)
{
    struct state *state = context;

    if (state->depth++ == 0)
        state->ours = slice_equal(name, S("verification-metadata"));
    if (!state->ours || !slice_equal(name, S("component")))
        return;
    struct arena_mark mark = arena_mark(state->facts->arena);
    struct slice group = xml_attribute(attributes, "group"), artifact = xml_attribute(attributes, "name");
    struct slice parts[] = {group, group.len && artifact.len ? S(":") : S(""), artifact};
    struct package package = lang_package("maven", arena_join(state->facts->arena, parts, 3),
                                          xml_attribute(attributes, "version"), SCOPE_DECLARED);
    if (package.name.len)
        facts_package(state->facts, &package);
    arena_reset(state->facts->arena, mark);
}

static void on_end(void *context, struct slice name, struct slice text)
{
    (void)context, (void)name, (void)text;
}

static bool gradle_verification_read(struct entry *entry, struct facts *facts, struct error *error)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    struct state state = {.facts = facts};

    return xml_read(&entry->reader, facts->arena, &handler, &state, error);
}

const struct analyzer analyzer_gradle_verification = {
    .name = "gradle_verification",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "verification-metadata.xml"}, {GATE_END, NULL}},
    .read = gradle_verification_read,
    .declared = true,
};
