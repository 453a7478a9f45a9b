#include "analyzer/testing.h"

#include "analyzer/document/document.h"

/* A document read as if it were a row, so that the table's helpers serve it. */
static bool read_as_row(struct entry *entry, struct facts *facts, struct error *error)
{
    return document_read(&entry->reader, facts, error);
}
static const struct analyzer row = {.name = "document", .read = read_as_row};

#define OURS                                                                                                           \
    "{\"schema\":\"seaworthy.inventory/1\",\"os\":{\"id\":\"rhel\",\"version_id\":\"8.4\",\"channels\":[\"eus\"]},"    \
    "\"packages\":[{\"id\":\"p0\",\"type\":\"rpm\",\"name\":\"bind\",\"version\":\"9.11\",\"epoch\":32,"               \
    "\"release\":\"1.el8\",\"arch\":\"x86_64\",\"source\":{\"name\":\"bind\",\"version\":\"9.11-1.el8\"},"             \
    "\"licences\":[\"MPL\",\"ISC\"],\"vendor\":\"Red Hat\",\"unknown\":{\"a\":[1]}}]}"

static const struct row_case cases[] = {
    {"our inventory", "x", S_INIT(OURS),
     "package rpm|bind|32|9.11|x86_64|bind|9.11-1.el8|MPL ; ISC|Red Hat|installed|\n"
     "value ID=rhel\nvalue VERSION_ID=8.4\nvalue CHANNEL=eus\n"},
    {"what --all-layers lists as removed is not installed", "x",
     S_INIT("{\"schema\":\"seaworthy.report/1\",\"packages\":[{\"type\":\"deb\",\"name\":\"a\",\"version\":\"1\","
            "\"removed_in\":2}]}"),
     "package deb|a||1||||||not-installed|\n"},
    {"CycloneDX of another tool, by purl", "x",
     S_INIT("{\"bomFormat\":\"CycloneDX\",\"components\":["
            "{\"type\":\"operating-system\",\"name\":\"debian\",\"version\":\"12\"},"
            "{\"type\":\"library\",\"name\":\"x\",\"version\":\"1:2-3\",\"purl\":"
            "\"pkg:deb/debian/libx@1%3A2-3%2Bb1?arch=amd64&distro=debian-12\","
            "\"components\":[{\"name\":\"y\",\"purl\":\"pkg:rpm/fedora/y@1-2.fc40?epoch=3\"}]},"
            "{\"type\":\"library\",\"name\":\"no purl, no package\"}]}"),
     "package rpm|y|3|1||||||installed|\npackage deb|libx|1|2-3+b1|amd64|||||installed|\n"
     "value ID=debian\nvalue VERSION_ID=12\n"},
    {"CycloneDX of ours, by its named values", "x",
     S_INIT("{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"library\",\"name\":\"a\",\"version\":\"1:2-3\","
            "\"purl\":\"pkg:rpm/x/a@2-3\",\"properties\":[{\"name\":\"seaworthy:type\",\"value\":\"rpm\"},"
            "{\"name\":\"seaworthy:version\",\"value\":\"2\"},{\"name\":\"seaworthy:epoch\",\"value\":\"1\"},"
            "{\"name\":\"other\",\"value\":\"z\"}]}]}"),
     "package rpm|a|1|2||||||installed|\n"},
    {"SPDX of ours, by its comment", "x",
     S_INIT("{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"SPDXID\":\"SPDXRef-p0\",\"name\":\"a\","
            "\"versionInfo\":\"1\",\"comment\":\"type=deb\\nversion=1\\nvendor=A \\\\\\\\ B\"}]}"),
     "package deb|a||1|||||A \\ B|installed|\n"},
    {"SPDX of another tool, whose comment means nothing", "x",
     S_INIT("{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"SPDXID\":\"SPDXRef-Package-1\",\"name\":\"a\","
            "\"comment\":\"type=deb\",\"externalRefs\":[{\"referenceType\":\"purl\",\"referenceLocator\":"
            "\"pkg:apk/alpine/a@1-r0\"}]}]}"),
     "package apk|a||1-r0||||||installed|\n"},
    {"SPDX whose packages stand before what says that it is SPDX", "x",
     S_INIT("{\"packages\":[{\"SPDXID\":\"SPDXRef-1\",\"name\":\"a\",\"externalRefs\":[{\"referenceType\":\"purl\","
            "\"referenceLocator\":\"pkg:npm/a@1\"}]}],\"spdxVersion\":\"SPDX-2.2\"}"),
     "package npm|a||1||||||installed|\n"},
    {"a list that was read as something else", "x", S_INIT("{\"packages\":[],\"schema\":\"seaworthy.inventory/1\"}"),
     "problem unsupported JSON, but neither an inventory or report of seaworthy nor CycloneDX or SPDX 2\n"},
    {"JSON of something else", "x", S_INIT("{\"a\":1}"),
     "problem unsupported JSON, but neither an inventory or report of seaworthy nor CycloneDX or SPDX 2\n"},
};

static void documents_are_read(void **state)
{
    (void)state;
    test_row_cases(&row, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_is_survived(void **state)
{
    (void)state;
    test_row_damage(&row, "x", S(OURS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_read),
        cmocka_unit_test(damage_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
