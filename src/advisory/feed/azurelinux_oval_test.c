#include "advisory/feed/testing.h"

extern const struct feed feed_azurelinux_oval;

#define DEFINITION(number, patchable)                                                                                  \
    "<definition class=\"vulnerability\" id=\"oval:def:" number "\"><metadata><title>t</title>"                        \
    "<reference ref_id=\"CVE-2099-000" number "\" ref_url=\"\" source=\"CVE\"/><patchable>" patchable "</patchable>"   \
    "<advisory_date>2024-05-06T22:05:39Z</advisory_date><severity>High</severity></metadata>"                          \
    "<criteria operator=\"AND\"><criterion comment=\"\" test_ref=\"tst:" number "\"/></criteria></definition>"
#define TEST(number)                                                                                                   \
    "<linux-def:rpminfo_test id=\"tst:" number "\"><linux-def:object object_ref=\"obj:" number "\"/>"                  \
    "<linux-def:state state_ref=\"ste:" number "\"/></linux-def:rpminfo_test>"
#define OBJECT(number)                                                                                                 \
    "<linux-def:rpminfo_object id=\"obj:" number "\"><linux-def:name>dumper</linux-def:name></"                        \
    "linux-def:rpminfo_object>"
#define STATE(number, operation)                                                                                       \
    "<linux-def:rpminfo_state id=\"ste:" number "\"><linux-def:evr datatype=\"evr_string\" operation=\"" operation     \
    "\">0:2.6.7-3.azl3</linux-def:evr></linux-def:rpminfo_state>"
#define DOCUMENT(definitions, rest)                                                                                    \
    "<?xml version=\"1.0\"?><oval_definitions xmlns:linux-def=\"urn:x\"><definitions>" definitions                     \
    "</definitions>" rest "</oval_definitions>"
#define ONE(patchable, operation) DOCUMENT(DEFINITION("1", patchable), TEST("1") OBJECT("1") STATE("1", operation))
#define SAYS(place, text)                                                                                              \
    place " source dumper CVE-2099-0001 rpm " text " severity=High available=2024-05-06 source=azurelinux-oval\n"
#define DAY "day 2024-05-06\n"

static const struct feed_case cases[] = {
    {"fixed", "azurelinux-3.0-oval.xml", ONE("true", "less than"),
     SAYS("azurelinux/3.0", "fixed fixed=2.6.7-3.azl3") DAY},
    {"no fix yet: the newest version is affected", "cbl-mariner-2.0-oval.xml", ONE("false", "less than or equal"),
     SAYS("mariner/2.0", "affected ranges=<=2.6.7-3.azl3") DAY},
    {"it never applied", "azurelinux-3.0-oval.xml", ONE("Not Applicable", "less than"),
     SAYS("azurelinux/3.0", "not_affected") DAY},
    {"another comparison is not understood", "azurelinux-3.0-oval.xml", ONE("true", "equals"),
     "problem malformed definition 1 (CVE-2099-0001) is not one package below one version\n"},
    {"a definition whose test is not there, the next one counts", "azurelinux-3.0-oval.xml",
     DOCUMENT(DEFINITION("2", "true") DEFINITION("1", "true"), TEST("1") OBJECT("1") STATE("1", "less than")),
     "problem malformed definition 1 (CVE-2099-0002) is not one package below one version\n" SAYS(
         "azurelinux/3.0", "fixed fixed=2.6.7-3.azl3") DAY},
    {"a document type could define entities without end", "azurelinux-3.0-oval.xml",
     "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>",
     "problem unsupported failed: a document type that defines entities\n"},
    {"a document that ends early", "azurelinux-3.0-oval.xml", "<a><b>",
     "problem malformed failed: line 1: no element found\n"},
    {"nobody's", "windows-11-oval.xml", "<a/>",
     "problem malformed failed: neither of Azure Linux nor of CBL-Mariner\n"},
    {"the licence", "LICENSE", "MIT", ""},
};

FEED_TEST_MAIN(feed_azurelinux_oval, cases)
