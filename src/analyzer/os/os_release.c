/*
 * What the operating system says of itself: os-release(5). Values are filed under the names that they have there. The
 * file under etc counts before the one under usr/lib, which the inventory decides: one is often a link to the other.
 */
#include "analyzer/os/env_file.h"

static const char *const names[] = {
    "ID",
    "ID_LIKE",
    "NAME",
    "PRETTY_NAME",
    "VERSION",
    "VERSION_ID",
    "CPE_NAME",
    "BUILD_ID",
    "VARIANT",
    "VARIANT_ID",
    "IMAGE_ID",
    "VERSION_CODENAME",
    "PLATFORM_ID",
    "VENDOR_NAME",
    "IMAGE_VERSION",
    "SUPPORT_END",
    "RELEASE_TYPE",
    "UBUNTU_CODENAME",
    "DEBIAN_CODENAME",
    "REDHAT_SUPPORT_PRODUCT",
    "REDHAT_SUPPORT_PRODUCT_VERSION",
};
enum { NAME_COUNT = sizeof names / sizeof *names };

static bool os_release_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice values[NAME_COUNT];

    env_file_read(&entry->reader, facts, names, NAME_COUNT, values);
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (values[i].len > 0)
            facts_value(facts, names[i], values[i]);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_os_release = {
    .name = "os_release",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "etc/os-release"}, {GATE_PATH, "usr/lib/os-release"}, {0}},
    .read = os_release_read,
};
