#include "advisory/feed/testing.h"

extern const struct feed feed_osv_redhat;

#define RECORD(title, affected)                                                                                        \
    "{\"id\":\"RHSA-2024:1\",\"modified\":\"2024-05-07T00:00:00Z\",\"published\":\"2024-09-06T00:00:00Z\","            \
    "\"related\":[\"CVE-2099-0001\",\"GO-2099-1\"],\"summary\":\"Red Hat Security Advisory: " title                    \
    "\",\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N\"}],\"affected\":[" affected "]}"
#define OF(product, name, fixed)                                                                                       \
    "{\"package\":{\"ecosystem\":\"Red Hat:" product "\",\"name\":\"" name "\"},\"ranges\":[{\"type\":\"ECOSYSTEM\","  \
    "\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"" fixed "\"}]}]}"
#define AT(release, text)                                                                                              \
    "rhel/" release " binary dumper CVE-2099-0001 rpm fixed " text " vendor=RHSA-2024:1 source=redhat-osv\n"
#define CPES(tail) "cpe:/a:redhat:" tail "|cpe:/o:redhat:" tail
#define DAY        "day 2024-05-07\n"

static const struct feed_case cases[] = {
    {"editions with the same build are one statement", "RHSA-2024:1.json",
     RECORD("dumper update",
            OF("enterprise_linux:9::baseos", "dumper", "0:1.2-3.el9") "," OF(
                "enterprise_linux:9::appstream", "dumper", "0:1.2-3.el9") "," OF("enterprise_linux:9::baseos",
                                                                                 "dumper-debuginfo", "0:1.2-3.el9")),
     AT("9", "fixed=1.2-3.el9 repos=cpe:/a:redhat:enterprise_linux:9::appstream|"
             "cpe:/a:redhat:enterprise_linux:9::baseos|cpe:/o:redhat:enterprise_linux:9::appstream|"
             "cpe:/o:redhat:enterprise_linux:9::baseos") DAY},
    {"longer support is a channel, of a minor release or not", "RHSA-2024:1.json",
     RECORD("dumper update",
            OF("rhel_eus:9.2::baseos", "dumper", "1:1-1.el9_2") "," OF("rhel_els:7", "dumper", "1-1.el7")),
     AT("7", "fixed=1-1.el7 channel=els repos=" CPES("rhel_els:7"))
         AT("9", "fixed=1:1-1.el9_2 channel=eus repos=" CPES("rhel_eus:9.2::baseos") " minor=2") DAY},
    {"products on top of RHEL say for which release, or do not", "RHSA-2024:1.json",
     RECORD("dumper update", OF("openshift:4.13::el8", "dumper", "1-1.el8") "," OF("devtools:2022", "dumper", "1-2")),
     AT("", "fixed=1-2 repos=" CPES("devtools:2022")) AT("8", "fixed=1-1.el8 repos=" CPES("openshift:4.13::el8")) DAY},
    {"the module stream of the title", "RHSA-2024:1.json",
     RECORD("dump:18 security update", OF("enterprise_linux:8::appstream", "dumper", "1:16.2-4.module+el8.9.0+2+8f")),
     AT("8", "fixed=1:16.2-4.module+el8.9.0+2+8f module=dump:18 repos=" CPES("enterprise_linux:8::appstream")) DAY},
    {"no fixed version", "RHSA-2024:1.json",
     RECORD("x", "{\"package\":{\"ecosystem\":\"Red Hat:enterprise_linux:9\",\"name\":\"dumper\"}}"),
     "problem malformed RHSA-2024:1: no fixed version of 'dumper'\n" DAY},
    {"only security", "RHBA-2024:1.json", "{\"id\":\"RHBA-2024:1\"}", ""},
};

FEED_TEST_MAIN(feed_osv_redhat, cases)
