#include "advisory/feed/testing.h"

extern const struct feed feed_osv_alma;

#define RECORD(id, summary, affected)                                                                                  \
    "{\"id\":\"" id "\",\"summary\":\"" summary "\",\"affected\":[" affected "],\"related\":[\"CVE-2099-0001\"],"      \
    "\"published\":\"2024-05-06T00:00:00Z\",\"modified\":\"2024-05-07T00:00:00Z\"}"
#define AFFECTED(ecosystem, name, fixed)                                                                               \
    "{\"package\":{\"ecosystem\":\"" ecosystem "\",\"name\":\"" name "\"},\"ranges\":[{\"type\":\"ECOSYSTEM\","        \
    "\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"" fixed "\"}]}]}"
#define TAIL " available=2024-05-06 source=alma-osv\n"
#define DAY  "day 2024-05-07\n"

static const struct feed_case cases[] = {
    {"binary packages, the severity of the title", "almalinux8/ALSA-2024:1.json",
     RECORD("ALSA-2024:1", "Important: dumper security update",
            AFFECTED("AlmaLinux:8", "dumper", "1:1.2-3.el8_9.alma.1") "," AFFECTED("AlmaLinux:9", "dumper-libs",
                                                                                   "1.2-3.el9")),
     "almalinux/8 binary dumper CVE-2099-0001 rpm fixed fixed=1:1.2-3.el8_9.alma.1 severity=Important "
     "vendor=ALSA-2024:1" TAIL
     "almalinux/9 binary dumper-libs CVE-2099-0001 rpm fixed fixed=1.2-3.el9 severity=Important vendor=ALSA-2024:1" TAIL
         DAY},
    {"only security", "almalinux8/ALBA-2024:1.json",
     RECORD("ALBA-2024:1", "dumper bug fix update", AFFECTED("AlmaLinux:8", "dumper", "1.2-3.el8")), ""},
    {"module builds under each stream that the title names; others beside them without", "ALSA-2024:2.json",
     RECORD("ALSA-2024:2", "Low: dump:rhel and dump-devel:rhel security update",
            AFFECTED("AlmaLinux:8", "dumper", "1.2-3.module_el8.9.0+1+abc") "," AFFECTED("AlmaLinux:8", "plain",
                                                                                         "1-1.el8")),
     "almalinux/8 binary dumper CVE-2099-0001 rpm fixed fixed=1.2-3.module_el8.9.0+1+abc severity=Low module=dump:rhel "
     "vendor=ALSA-2024:2" TAIL
     "almalinux/8 binary dumper CVE-2099-0001 rpm fixed fixed=1.2-3.module_el8.9.0+1+abc severity=Low "
     "module=dump-devel:rhel vendor=ALSA-2024:2" TAIL
     "almalinux/8 binary plain CVE-2099-0001 rpm fixed fixed=1-1.el8 severity=Low vendor=ALSA-2024:2" TAIL DAY},
    {"a stream that nobody names: any, from the beginning of its number", "ALSA-2024:3.json",
     RECORD("ALSA-2024:3", "Moderate: php security update",
            AFFECTED("AlmaLinux:8", "php", "7.4.6-4.module_el8.9.0+1+abc") "," AFFECTED(
                "AlmaLinux:8", "varnish", "1:6.0.8-3.module_el8.8.0+1+abc")),
     "almalinux/8 binary php CVE-2099-0001 rpm fixed fixed=7.4.6-4.module_el8.9.0+1+abc "
     "ranges=>=7.4,<7.4.6-4.module_el8.9.0+1+abc severity=Moderate module=* vendor=ALSA-2024:3" TAIL
     "almalinux/8 binary varnish CVE-2099-0001 rpm fixed fixed=1:6.0.8-3.module_el8.8.0+1+abc "
     "ranges=>=1:6,<1:6.0.8-3.module_el8.8.0+1+abc severity=Moderate module=* vendor=ALSA-2024:3" TAIL DAY},
    {"rebuilds of one release for several points of the distribution: all of them hold the fix", "ALSA-2024:4.json",
     RECORD("ALSA-2024:4", "Low: dump:1 security update",
            AFFECTED("AlmaLinux:8", "dumper", "1-9.module_el8.5.0+119+a") "," AFFECTED(
                "AlmaLinux:8", "dumper", "1-9.module_el8.3.0+2044+b") "," AFFECTED("AlmaLinux:8", "dumper",
                                                                                   "1-9.module_el8.4.0+2496+c")),
     "almalinux/8 binary dumper CVE-2099-0001 rpm fixed fixed=1-9.module_el8.3.0+2044+b severity=Low module=dump:1 "
     "vendor=ALSA-2024:4" TAIL DAY},
    {"no word of severity in the title", "ALSA-2024:5.json",
     RECORD("ALSA-2024:5", "dumper update", AFFECTED("AlmaLinux:8", "dumper", "1-1.el8")),
     "almalinux/8 binary dumper CVE-2099-0001 rpm fixed fixed=1-1.el8 vendor=ALSA-2024:5" TAIL DAY},
    {"debug packages hold no code that runs", "ALSA-2024:6.json",
     RECORD("ALSA-2024:6", "Low: x", AFFECTED("AlmaLinux:8", "dumper-debuginfo", "1-1.el8")), DAY},
    {"a package without a fixed version", "ALSA-2024:7.json",
     RECORD("ALSA-2024:7", "Low: x", "{\"package\":{\"ecosystem\":\"AlmaLinux:8\",\"name\":\"dumper\"}}"),
     "problem malformed ALSA-2024:7: no fixed version of 'dumper'\n" DAY},
    {"not a record", "ALSA-2024:8.json", "[]", "problem malformed failed: not a JSON object\n"},
};

FEED_TEST_MAIN(feed_osv_alma, cases)
