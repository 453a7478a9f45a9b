/*
 * What the formats say, member by member. That they are valid by their schemas, and are read back as the same packages,
 * tests/schema_test.py holds.
 */
#include "base/testing.h"
#include "report/fields.h"
#include "report/testing.h"

static void expect(const char *format, enum test_kind kind, const char *const *parts, size_t count)
{
    struct arena *arena = arena_create_simple();
    struct report_options options = test_options();
    struct slice text = test_written(arena, format_find(slice_text(format)), test_report(arena, kind, NULL), &options);
    const char *missing = test_missing(text, parts, count);

    if (missing)
        fail_msg("%s: '%s' is not there in this order in\n%.*s", format, missing, SLICE_ARG(text));
    arena_destroy(arena);
}
#define EXPECT(format, kind, parts) expect(format, kind, parts, sizeof(parts) / sizeof((parts)[0]))

static size_t times(const char *format, const char *part)
{
    struct arena *arena = arena_create_simple();
    struct report_options options = test_options();
    struct slice rest =
        test_written(arena, format_find(slice_text(format)), test_report(arena, TEST_FULL, NULL), &options);
    size_t count = 0;

    for (size_t at; (at = slice_find(rest, slice_text(part))) != SIZE_MAX; count++)
        rest = slice_skip(rest, at + 1);
    arena_destroy(arena);
    return count;
}

static void json_says_everything(void **state)
{
    static const char *const parts[] = {
        "{\n  \"schema\": \"seaworthy.report/1\",\n  \"tool\": {\"name\": \"seaworthy\", \"version\": \"0.1.0\"},\n",
        "\"created\": \"2026-01-02T03:04:05Z\"\n",
        "\"built\": \"2026-11-20\",\n    \"signature\": \"unsigned\",\n",
        "\"name\": \"debian-12\",\n        \"digest\": \"sha256:abcd",
        "{\"name\": \"osv-debian\", \"date\": \"2025-12-24\", \"complete\": true}",
        "\"os\": {\n    \"id\": \"raspbian\",\n    \"advisories_of\": \"debian\",\n    \"mapping\": ",
        "\"channels\": [\"security\", \"lts\"],\n",
        "\"end_of_life\": \"2026-06-10\",\n    \"extended_until\": \"2028-06-30\",\n    \"state\": \"extended\",\n",
        "\"index\": 1,\n      \"created_by\": \"CMD [\\\"bash\\\"]\",\n      \"size\": 0,\n      \"empty\": true\n",
        "\"verified\": \"claimed\",\n",
        "\"id\": \"p1\",\n      \"type\": \"deb\",\n      \"name\": \"libssl3\",\n",
        "\"source\": {\"name\": \"openssl\", \"version\": \"3.0.11-1~deb12u2\"},\n",
        "\"licences\": [\"Apache-2.0\", \"OpenSSL and its friends\"],\n",
        "\"vendor\": \"Debian OpenSSL Team \\u003cpkg-openssl",
        "\"epoch\": 2,\n",
        "\"removed_in\": 3,\n      \"origin\": \"third_party\",\n",
        "\"scope\": \"declared\",\n      \"groups\": [\"prod\", \"dev\"],\n      \"relationship\": \"direct\",\n",
        "\"owner\": \"p0\",\n      \"depends_on\": [\"p0\", \"p4\"],\n",
        "\"main_module\": true\n",
        "\"epoch\": 0,\n      \"release\": \"4.module",
        "\"findings\": [\n    {\n      \"id\": \"CVE-2023-45133\",\n      \"aliases\": [\"DSA-5764-1\", ",
        "\"package\": \"p6\",\n      \"status\": \"affected\",\n      \"severity\": \"critical\",\n",
        "{\"source\": \"nvd\", \"value\": \"high\", \"cvss\": \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N\", "
        "\"score\": 7.5}",
        "\"fix\": {\"state\": \"fixed\", \"version\": \"7.23.2\", \"channel\": \"security\", "
        "\"available\": \"2024-02-11\"},\n",
        "\"match\": {\"by\": \"ecosystem\", \"advisory\": \"CVE-2023-45133\", \"segment\": \"debian-12\", "
        "\"rule\": \"\\u003c 3.0.14-1~deb12u2\"},\n",
        "\"signals\": {\"epss\": 0.00045, \"epss_date\": \"2026-11-19\", \"kev\": true, \"kev_due\": "
        "\"2024-06-20\"},\n",
        "\"published\": \"2024-01-26\",\n",
        "\"marks\": [\"kernel_headers\"],\n      \"gated\": false\n",
        "\"status\": \"not_affected\",\n",
        "\"checks\": [],\n  \"secrets\": [],\n  \"coverage\": {\n    \"complete\": false,\n    \"sandbox\": \"off\",\n",
        "{\"code\": \"no_advisory_source\", \"blocking\": true, \"layer\": 0, \"path\": \"var/lib/dpkg/status\", ",
        "\"declared\": 1, \"version_unknown\": 3, \"unmatched\": 2, \"not_affected\": 1, \"under_investigation\": 4, "
        "\"upstream_of_owned\": 0, \"fixed\": 5, \"keys\": 2, ",
        "\"result\": \"fail\",\n    \"reasons\": [\n      {\"rule\": \"high\", \"count\": 4},\n",
    };

    (void)state;
    EXPECT("json", TEST_FULL, parts);
}

static void json_of_an_inventory_knows_no_advisories(void **state)
{
    static const char *const absent[] = {"\"database\"", "\"findings\"",     "\"verdict\"",
                                         "\"checks\"",   "\"end_of_life\":", "\"unmatched\""};
    struct arena *arena = arena_create_simple();
    struct report_options options = test_options();
    struct slice text = test_written(arena, format_find(S("json")), test_report(arena, TEST_INVENTORY, NULL), &options);

    (void)state;
    assert_true(slice_starts(text, S("{\n  \"schema\": \"seaworthy.inventory/1\",\n")));
    for (size_t i = 0; i < sizeof(absent) / sizeof(absent[0]); i++)
        assert_true(slice_find(text, slice_text(absent[i])) == SIZE_MAX);
    arena_destroy(arena);
}

static void sarif_has_a_rule_a_flaw_and_a_result_a_finding(void **state)
{
    static const char *const parts[] = {
        "\"version\": \"2.1.0\"",
        "\"id\": \"CVE-2024-0727\",\n",
        "\"shortDescription\": {\"text\": \"CVE-2024-0727, medium\"},\n",
        "\"helpUri\": \"https://nvd.nist.gov/vuln/detail/CVE-2024-0727\",\n",
        "\"security-severity\": \"5.5\",\n",
        "\"id\": \"RHSA-2020:9999\",\n",
        "\"executionSuccessful\": false,\n",
        "\"id\": \"no_advisory_source\"}",
        "\"results\": [\n",
        "\"ruleId\": \"CVE-2023-45133\",\n          \"ruleIndex\": 5,\n",
        "\"level\": \"error\",\n",
        "\"message\": {\"text\": \"@babel/traverse 7.22.0 is affected by CVE-2023-45133; update to 7.23.2\"},\n",
        "\"uri\": \"app/node_modules/%40babel/traverse/package.json\"}",
        "\"fullyQualifiedName\": \"pkg:npm/%40babel/traverse@7.22.0\"",
        /* Kernel headers are no error. */
        "\"ruleId\": \"CVE-2024-1086\",\n",
        "\"level\": \"note\",\n",
        "is affected by CVE-2022-3715; no fix (wont_fix)\"",
    };

    (void)state;
    EXPECT("sarif", TEST_FULL, parts);
    assert_int_equal(times("sarif", "\"id\": \"CVE-2024-5535\""), 1);
    assert_int_equal(times("sarif", "\"ruleId\": \"CVE-2024-5535\""), 3); /* of three packages */
}

static void sarif_messages_hold_no_links_and_placeholders(void **state)
{
    struct arena *arena = arena_create_simple();
    struct report *report = test_report(arena, TEST_FULL, NULL);
    struct report_options options = test_options();

    (void)state;
    report->inventory->packages[6].package.name = S("[x](https://example.org) {0}");
    struct slice text = test_written(arena, format_find(S("sarif")), report, &options);
    assert_true(slice_find(text, S("\"text\": \"[x] (https://example.org) {{0}} 7.22.0 is affected by")) != SIZE_MAX);
    arena_destroy(arena);
}

static void cyclonedx_is_an_inventory_with_vulnerabilities(void **state)
{
    static const char *const parts[] = {
        "\"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.6\",\n  \"serialNumber\": \"urn:uuid:",
        "\"timestamp\": \"2026-01-02T03:04:05Z\",\n",
        "\"type\": \"container\",\n      \"bom-ref\": \"target\",\n",
        "\"type\": \"operating-system\",\n      \"bom-ref\": \"os\",\n      \"name\": \"raspbian\",\n",
        "{\"name\": \"seaworthy:channel\", \"value\": \"lts\"}",
        "{\"license\": {\"id\": \"GPL-3.0-or-later\"}}",
        "{\"license\": {\"id\": \"Apache-2.0\"}},\n        {\"license\": {\"name\": \"OpenSSL and its friends\"}}",
        "\"cpe\": \"cpe:2.3:a:openssl:openssl:3.0.11:*:*:*:*:*:*:*\",\n",
        "\"version\": \"2:9.0.1378-2\",\n",
        "{\"expression\": \"MIT OR Apache-2.0\"}",
        "{\"name\": \"seaworthy:relationship\", \"value\": \"direct\"}",
        "\"dependencies\": [\n    {\"ref\": \"p6\", \"dependsOn\": [\"p0\", \"p4\"]}\n  ],\n",
        "\"vulnerabilities\": [\n    {\n      \"bom-ref\": \"v0\",\n      \"id\": \"CVE-2023-45133\",\n",
        "{\"source\": {\"name\": \"nvd\"}, \"score\": 7.5, \"severity\": \"high\", \"method\": \"CVSSv31\", ",
        "{\"source\": {\"name\": \"redhat\"}, \"score\": 5, \"severity\": \"high\", \"method\": \"CVSSv2\", ",
        "\"recommendation\": \"update @babel/traverse to 7.23.2\",\n",
        "\"ref\": \"p6\",\n          \"versions\": [\n            {\"version\": \"7.22.0\", \"status\": \"affected\"}",
        "{\"name\": \"seaworthy:fix_state\", \"value\": \"fixed\"}",
        "{\"name\": \"seaworthy:mark\", \"value\": \"kernel_headers\"}",
        "\"analysis\": {\"state\": \"in_triage\"},\n",
        "\"analysis\": {\"state\": \"not_affected\"},\n",
        "{\"version\": \"2:9.0.1378-2\", \"status\": \"unaffected\"}",
        "\"analysis\": {\"state\": \"resolved\"},\n",
        "{\"name\": \"seaworthy:verdict\", \"value\": \"fail\"}",
        "{\"name\": \"seaworthy:problem\", \"value\": \"no_advisory_source: var/lib/dpkg/status: line 12: ",
    };

    (void)state;
    EXPECT("cyclonedx", TEST_FULL, parts);
}

static void spdx_carries_the_rest_in_comments(void **state)
{
    static const char *const parts[] = {
        "\"spdxVersion\": \"SPDX-2.3\",\n  \"dataLicense\": \"CC0-1.0\",\n  \"SPDXID\": \"SPDXRef-DOCUMENT\",\n",
        "\"documentNamespace\": \"urn:uuid:",
        "\"created\": \"2026-01-02T03:04:05Z\",\n",
        "\"SPDXID\": \"SPDXRef-target\",\n",
        "\"SPDXID\": \"SPDXRef-os\",\n",
        "\"comment\": \"id=raspbian\\nversion_id=12\\n",
        "\"primaryPackagePurpose\": \"OPERATING_SYSTEM\"\n",
        "\"SPDXID\": \"SPDXRef-p0\",\n      \"versionInfo\": \"5.2.15-2+b2\",\n      \"supplier\": \"Organization: "
        "Matthias",
        "\"licenseDeclared\": \"GPL-3.0-or-later\",\n",
        "\"referenceType\": \"purl\", \"referenceLocator\": \"pkg:deb/raspbian/bash@",
        "\"referenceLocator\": \"https://nvd.nist.gov/vuln/detail/CVE-2022-3715\"}",
        "\"SPDXID\": \"SPDXRef-p1\",\n",
        "\"licenseDeclared\": \"NOASSERTION\",\n",
        "\"referenceType\": \"cpe23Type\", ",
        "licence=Apache-2.0\\nlicence=OpenSSL and its friends\"",
        "\"licenseDeclared\": \"MIT OR Apache-2.0\",\n",
        "\"relationships\": [\n    {\"spdxElementId\": \"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\", "
        "\"relatedSpdxElement\": \"SPDXRef-target\"},\n",
        "{\"spdxElementId\": \"SPDXRef-p6\", \"relationshipType\": \"DEPENDS_ON\", \"relatedSpdxElement\": "
        "\"SPDXRef-p4\"},\n",
        "{\"spdxElementId\": \"SPDXRef-target\", \"relationshipType\": \"CONTAINS\", \"relatedSpdxElement\": "
        "\"SPDXRef-p7\"}\n",
    };

    (void)state;
    EXPECT("spdx", TEST_FULL, parts);
}

static void spdx_comments_keep_their_lines(void **state)
{
    struct arena *arena = arena_create_simple();
    struct report *report = test_report(arena, TEST_FULL, NULL);
    struct report_options options = test_options();

    (void)state;
    report->inventory->packages[0].package.vendor = S("a\nname=b\\c");
    struct slice text = test_written(arena, format_find(S("spdx")), report, &options);
    assert_true(slice_find(text, S("\\nvendor=a\\\\nname=b\\\\\\\\c\\n")) != SIZE_MAX);
    arena_destroy(arena);
}

/* What is only shown differently has another name too: the document is another. */
static void identities_follow_all_that_is_said(void **state)
{
    struct arena *arena = arena_create_simple();
    struct report_options options = test_options(), less = options;
    struct report *report = test_report(arena, TEST_FULL, NULL), *other = test_report(arena, TEST_FULL, NULL);
    struct digest one, same, shown, changed;
    struct error error;

    (void)state;
    less.show_all = false;
    other->inventory->packages[3].package.vendor = S("somebody else");
    assert_true(report_identity(arena, report, &options, &one, &error));
    assert_true(report_identity(arena, report, &options, &same, &error));
    assert_true(report_identity(arena, report, &less, &shown, &error));
    assert_true(report_identity(arena, other, &options, &changed, &error));
    assert_true(digest_equal(&one, &same));
    assert_false(digest_equal(&one, &shown));
    assert_false(digest_equal(&one, &changed));
    struct slice uuid = identity_uuid(arena, &one);
    assert_int_equal(uuid.len, 36);
    assert_int_equal(uuid.at[14], '8'); /* RFC 9562: version, and variant 10xx */
    assert_true(uuid.at[19] >= '8' && uuid.at[19] <= 'b');
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_says_everything),
        cmocka_unit_test(json_of_an_inventory_knows_no_advisories),
        cmocka_unit_test(sarif_has_a_rule_a_flaw_and_a_result_a_finding),
        cmocka_unit_test(sarif_messages_hold_no_links_and_placeholders),
        cmocka_unit_test(cyclonedx_is_an_inventory_with_vulnerabilities),
        cmocka_unit_test(spdx_carries_the_rest_in_comments),
        cmocka_unit_test(spdx_comments_keep_their_lines),
        cmocka_unit_test(identities_follow_all_that_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
