/*
 * Topics of Amazon Linux 2's extras that are enabled: sections "[amzn2extra-TOPIC]" with "enabled = 1" in yum's form
 * (yum.conf(5)), as amazon-linux-extras writes them. Each topic has advisories of its own, which hold only where yum
 * would take packages from it. Values: CHANNEL "extras:TOPIC", one each.
 */
#include "analyzer/analyzer.h"

enum { LINE_MAX_BYTES = 4096 };

/* "[amzn2extra-docker]": docker; any other section: empty. Those of sources and debuginfo have no advisories. */
static struct slice topic_of(struct slice line)
{
    struct slice name = slice_head(line, slice_find_byte(line, ']'));

    if (!slice_starts(name, S("[amzn2extra-")) || slice_ends(name, S("-source")) || slice_ends(name, S("-debuginfo")))
        return S("");
    return slice_skip(name, sizeof("[amzn2extra-") - 1);
}

static bool is_yes(struct slice value)
{
    static const struct slice words[] = {S_INIT("1"), S_INIT("yes"), S_INIT("true"), S_INIT("on")};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (slice_equal_nocase(value, words[i]))
            return true;
    return false;
}

static bool is_enabled(struct slice line)
{
    struct slice name, value;

    return slice_cut(line, '=', &name, &value) && slice_equal(slice_trim(name), S("enabled")) &&
           is_yes(slice_trim(value));
}

static bool amazon_extras_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line, topic = S("");
    enum reader_line got;

    while ((got = reader_line(&entry->reader, LINE_MAX_BYTES, &line)) != LINE_END) {
        if (got == LINE_CUT) { /* an address that nobody wants */
            continue;
        } else if (line.len && line.at[0] == '[') {
            topic = arena_copy(facts->arena, topic_of(line));
        } else if (topic.len && is_enabled(line)) {
            facts_value(facts, "CHANNEL", arena_join(facts->arena, (const struct slice[]){S("extras:"), topic}, 2));
            topic = S("");
        }
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_amazon_extras = {
    .name = "amazon_extras",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "etc/yum.repos.d/amzn2-extras.repo"}, {0}},
    .read = amazon_extras_read,
};
