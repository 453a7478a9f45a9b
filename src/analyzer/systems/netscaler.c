/*
 * NetScaler: its release, "13.1-59.21", as three files say it: "#NS13.1 Build 59.21" (ns.conf, nsversion),
 * "ns-13.1-59.21" (loader.conf). Source: Citrix documentation, "show version"; "loader.conf".
 */
#include "analyzer/lang/lang.h"

enum { NETSCALER_LINE_MAX = 4096 };

static size_t number_len(struct slice text)
{
    size_t len = 0;

    while (len < text.len && ((text.at[len] >= '0' && text.at[len] <= '9') || text.at[len] == '.'))
        len++;
    return len;
}

/* "ns-14.1-36.5" or "NS13.1 Build 59.21" in the line: empty when there is none */
static struct slice release_of(struct arena *arena, struct slice line)
{
    static const struct {
        struct slice before, between;
    } forms[] = {{S_INIT("ns-"), S_INIT("-")}, {S_INIT("NS"), S_INIT(" Build ")}};

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        size_t at = slice_find(line, forms[i].before);
        if (at == SIZE_MAX)
            continue;
        struct slice text = slice_skip(line, at + forms[i].before.len);
        struct slice version = slice_head(text, number_len(text));
        text = slice_skip(text, version.len);
        if (version.len == 0 || !slice_starts(text, forms[i].between))
            continue;
        text = slice_skip(text, forms[i].between.len);
        struct slice build = slice_head(text, number_len(text));
        if (build.len > 0)
            return arena_join(arena, (struct slice[]){version, S("-"), build}, 3);
    }
    return (struct slice){0};
}

static bool netscaler_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line, version;

    while (reader_line(&entry->reader, NETSCALER_LINE_MAX, &line) != LINE_END) {
        version = release_of(entry->arena, line);
        if (version.len == 0)
            continue;
        struct package package = lang_package("generic", S("NetScaler"), version, SCOPE_INSTALLED);
        facts_package(facts, &package);
        return true;
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_netscaler = {
    .name = "netscaler",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "*nsconfig/ns.conf"},
                                   {GATE_GLOB, "*nsconfig/nsversion"},
                                   {GATE_GLOB, "*nsconfig/loader.conf"},
                                   {GATE_PATH, "flash/boot/loader.conf"},
                                   {0}},
    .read = netscaler_read,
};
