#include "advisory/feed/testing.h"

extern const struct feed feed_redhat_cve;

#define CVE(more)                                                                                                      \
    "{\"name\":\"CVE-2099-0001\",\"threat_severity\":\"Moderate\",\"public_date\":\"2024-05-06T00:00:00Z\"" more "}"
#define HEAD                                                                                                           \
    "cve CVE-2099-0001 2024-05-06\n"                                                                                   \
    "word CVE-2099-0001 redhat medium\n"
#define RELEASES(list) ",\"affected_release\":[" list "]"
#define RELEASE(cpe, advisory, package)                                                                                \
    "{\"product_name\":\"x\",\"release_date\":\"2024-05-08T00:00:00Z\",\"advisory\":\"" advisory "\",\"cpe\":\"" cpe   \
    "\",\"package\":\"" package "\"}"
#define STATES(list) ",\"package_state\":[" list "]"
#define STATE(cpe, package, state)                                                                                     \
    "{\"product_name\":\"x\",\"fix_state\":\"" state "\",\"package_name\":\"" package "\",\"cpe\":\"" cpe "\"}"
#define RHEL9     "cpe:/o:redhat:enterprise_linux:9"
#define REPOS9    "repos=cpe:/a:redhat:enterprise_linux:9|cpe:/o:redhat:enterprise_linux:9"
#define AT9(text) "rhel/9 source dumper CVE-2099-0001 rpm " text " severity=Moderate " REPOS9 " source=redhat-cve\n"
#define DAY       "day 2024-05-08\n"

static const struct feed_case cases[] = {
    {"states of what is not fixed", "CVE-2099-0001.json",
     CVE(STATES(
         STATE(RHEL9, "dumper", "Affected") "," STATE(RHEL9, "dumper", "Will not fix") "," STATE(RHEL9, "dumper", "Fix deferred") "," STATE(
             RHEL9, "dumper",
             "Out of support scope") "," STATE(RHEL9, "dumper",
                                               "Under investigation") "," STATE(RHEL9, "dumper",
                                                                                "Not affected") "," STATE(RHEL9,
                                                                                                          "dumper",
                                                                                                          "Unheard "
                                                                                                          "of"))),
     HEAD AT9("affected") AT9("will_not_fix") AT9("fix_deferred") AT9("end_of_life") AT9("under_investigation")
         AT9("not_affected") "problem malformed CVE-2099-0001: state 'Unheard of' says nothing that can be judged\n"},
    {"of a module, of an image, of an artifact", "CVE-2099-0001.json",
     CVE(STATES(STATE(RHEL9, "dump:18/dumper", "Affected") "," STATE(RHEL9, "rhel9/dumper", "Affected") "," STATE(
         RHEL9, "org.dump:dumper", "Affected"))),
     HEAD "rhel/9 source dumper CVE-2099-0001 rpm affected severity=Moderate module=dump:18 " REPOS9
          " source=redhat-cve\n"},
    {"errata of old; those since 2019 are in the OSV records", "CVE-2099-0001.json",
     CVE(RELEASES(RELEASE("cpe:/o:redhat:enterprise_linux:7", "RHSA-2018:1", "dumper-0:1.2-3.el7") "," RELEASE(
         "cpe:/o:redhat:enterprise_linux:7", "RHSA-2019:1",
         "dumper-0:1.2-4.el7") "," RELEASE("cpe:/o:redhat:rhel_eus:7.3", "RHBA-2020:1", "dumper-2:1.2-5.el7"))),
     HEAD "rhel/7 source dumper CVE-2099-0001 rpm fixed fixed=1.2-3.el7 severity=Moderate "
          "repos=cpe:/a:redhat:enterprise_linux:7|cpe:/o:redhat:enterprise_linux:7 vendor=RHSA-2018:1 "
          "available=2024-05-08 source=redhat-cve\n"
          "rhel/7 source dumper CVE-2099-0001 rpm fixed fixed=2:1.2-5.el7 severity=Moderate channel=eus "
          "repos=cpe:/a:redhat:rhel_eus:7.3|cpe:/o:redhat:rhel_eus:7.3 minor=3 vendor=RHBA-2020:1 "
          "available=2024-05-08 source=redhat-cve\n" DAY},
    {"products on top of RHEL are told here in any year", "CVE-2099-0001.json",
     CVE(RELEASES(RELEASE("cpe:/a:redhat:openshift:4.13::el8", "RHSA-2023:1", "dumper-0:1-1.el8") "," RELEASE(
         "cpe:/a:redhat:openshift:4.13::el8", "RHSA-2023:1",
         "openshift4/dumper:v4-1") "," RELEASE("cpe:/a:redhat:jboss:7", "RHSA-2023:1", "dumper"))),
     HEAD "rhel/8 source dumper CVE-2099-0001 rpm fixed fixed=1-1.el8 severity=Moderate "
          "repos=cpe:/a:redhat:openshift:4.13::el8 vendor=RHSA-2023:1 available=2024-05-08 source=redhat-cve\n" DAY},
    {"a module's build does not tell packages", "CVE-2099-0001.json",
     CVE(RELEASES(RELEASE("cpe:/a:redhat:enterprise_linux:9", "RHBA-2023:1", "dump:18-9030020240206103833.9"))),
     HEAD "problem malformed RHBA-2023:1 fixes the module 'dump:18-9030020240206103833.9' without naming its "
          "packages\n" DAY},
    {"an erratum came after the statement", "CVE-2099-0001.json",
     CVE(STATES(STATE(RHEL9, "dumper", "Affected")) RELEASES(RELEASE(RHEL9, "RHSA-2024:1", "dumper-0:1-1.el9"))),
     HEAD DAY},
    {"an erratum of a longer support leaves the release open", "CVE-2099-0001.json",
     CVE(STATES(STATE(RHEL9, "dumper", "Affected"))
             RELEASES(RELEASE("cpe:/o:redhat:rhel_eus:9.2", "RHSA-2024:1", "dumper-0:1-1.el9_2"))),
     HEAD AT9("affected") DAY},
    {"a single object for a list, and its own severity", "CVE-2099-0001.json",
     CVE(",\"cvss3\":{\"cvss3_scoring_vector\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"},"
         "\"package_state\":{\"fix_state\":\"Affected\",\"package_name\":\"dumper\",\"cpe\":\"" RHEL9
         "\",\"impact\":\"low\"}"),
     HEAD "word CVE-2099-0001 redhat CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n"
          "rhel/9 source dumper CVE-2099-0001 rpm affected severity=low " REPOS9 " source=redhat-cve\n"},
    {"an old vector", "CVE-2099-0001.json",
     "{\"name\":\"CVE-2099-0001\",\"cvss\":{\"cvss_scoring_vector\":\"AV:N/AC:L/Au:N/C:P/I:P/A:P\"}}",
     "word CVE-2099-0001 redhat CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P\n"},
    {"RHEL of no release, and a product whose version is its own", "CVE-2099-0001.json",
     CVE(STATES(STATE("cpe:/o:redhat:enterprise_linux:::hypervisor", "dumper",
                      "Affected") "," STATE("cpe:/a:redhat:rhel_software_collections:3", "rh-dumper", "Affected"))),
     HEAD "problem malformed CVE-2099-0001: 'cpe:/o:redhat:enterprise_linux:::hypervisor' is of no release\n"
          "rhel/ source rh-dumper CVE-2099-0001 rpm affected severity=Moderate "
          "repos=cpe:/a:redhat:rhel_software_collections:3 source=redhat-cve\n"},
    {"nobody's", "x.json", "{\"name\":\"dumper\"}", "problem malformed failed: not about a CVE\n"},
};

FEED_TEST_MAIN(feed_redhat_cve, cases)
