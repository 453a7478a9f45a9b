/*
 * Applications of macOS: NAME.app/Contents/Info.plist. Source: developer.apple.com, "Information Property List":
 * CFBundleName, CFBundleShortVersionString (what people call the version; CFBundleVersion counts builds).
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/lang.h"
#include "analyzer/systems/plist.h"

static bool mac_app_read(struct entry *entry, struct facts *facts, struct error *error)
{
    static const char *const keys[] = {"CFBundleName", "CFBundleShortVersionString"};
    struct slice content, values[2];

    if (!content_read(&entry->reader, entry->arena, TREE_SIZE_MAX, &content, error) ||
        !plist_strings(entry->arena, content, keys, 2, values, error))
        return false;
    struct package package = lang_package("macapps", values[0], values[1], SCOPE_INSTALLED);
    if (package.name.len > 0)
        facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_mac_app = {
    .name = "mac-app",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "*.app/Contents/Info.plist"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = mac_app_read,
};
