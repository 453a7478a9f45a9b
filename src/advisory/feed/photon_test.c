#include "advisory/feed/testing.h"

extern const struct feed feed_photon;

#define ENTRY(status, version)                                                                                         \
    "{\"aff_ver\":\"NA\",\"cve_id\":\"CVE-2099-0001\",\"cve_score\":5.0,\"pkg\":\"dumper\",\"res_ver\":\"" version     \
    "\",\"status\":\"" status "\"}"
#define NOTICE(affected, cves)                                                                                         \
    "{\"affected\":[" affected "],\"id\":\"PHSA-2024-1\",\"modified\":\"2024-05-07T00:00:00Z\","                       \
    "\"published\":\"2024-05-06T00:00:00Z\",\"related\":[" cves "]}"
#define RANGE             "{\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"1.2-3.ph5\"}],\"type\":\"ECOSYSTEM\"}"
#define OF(release, name) "\"package\":{\"ecosystem\":\"Photon OS:" release "\",\"name\":\"" name "\"}"
#define TWO               "\"CVE-2099-0001\",\"CVE-2099-0002\""
#define SAYS(name, text)  "2nd photon/5.0 source-or-binary " name " " text " available=2024-05-06 source=photon-osv\n"
#define DAY               "day 2024-05-07\n"

static const struct feed_case cases[] = {
    {"metadata: one CVE of one package", "photon_cve_metadata/3.0.json",
     "[" ENTRY("Fixed", "1.2-3.ph3") "," ENTRY("Not Affected", "NA") "," ENTRY("Open", "") "]",
     "photon/3.0 source-or-binary dumper CVE-2099-0001 rpm fixed fixed=1.2-3.ph3 source=photon-metadata\n"
     "photon/3.0 source-or-binary dumper CVE-2099-0001 rpm not_affected source=photon-metadata\n"
     "problem malformed 'CVE-2099-0001': status 'Open' says nothing that can be judged\n"},
    {"an announcement of one package, with an object for a list", "advisories/x.json",
     NOTICE("{" OF("5.0", "dumper") ",\"ranges\":" RANGE "}", TWO),
     SAYS("dumper", "CVE-2099-0001 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1")
         SAYS("dumper", "CVE-2099-0002 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1") DAY},
    {"flavours of the kernel are one package", "advisories/x.json",
     NOTICE("{" OF("5.0", "linux") ",\"ranges\":[" RANGE "]},{" OF("5.0", "linux-esx") ",\"ranges\":[" RANGE "]}", TWO),
     SAYS("linux", "CVE-2099-0001 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1")
         SAYS("linux", "CVE-2099-0002 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1")
             SAYS("linux-esx", "CVE-2099-0001 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1")
                 SAYS("linux-esx", "CVE-2099-0002 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1") DAY},
    {"several packages and CVEs: nobody says which belongs to which", "advisories/x.json",
     NOTICE("{" OF("5.0", "dumper") ",\"ranges\":[" RANGE "]},{" OF("5.0", "packer") ",\"ranges\":[" RANGE "]}", TWO),
     SAYS("dumper", "PHSA-2024-1 rpm fixed fixed=1.2-3.ph5 vendor=CVE-2099-0001|CVE-2099-0002")
         SAYS("packer", "PHSA-2024-1 rpm fixed fixed=1.2-3.ph5 vendor=CVE-2099-0001|CVE-2099-0002") DAY},
    {"the same of a release with metadata says nothing more", "advisories/x.json",
     NOTICE("{" OF("3.0", "dumper") ",\"ranges\":[" RANGE "]},{" OF("3.0", "packer") ",\"ranges\":[" RANGE "]}", TWO),
     DAY},
    {"several packages, one CVE", "advisories/x.json",
     NOTICE("{" OF("5.0", "dumper") ",\"ranges\":[" RANGE "]},{" OF("5.0", "packer") ",\"ranges\":[" RANGE "]}",
            "\"CVE-2099-0001\""),
     SAYS("dumper", "CVE-2099-0001 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1")
         SAYS("packer", "CVE-2099-0001 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1") DAY},
    {"names repeat, with and without a bound", "advisories/x.json",
     NOTICE("{" OF("5.0", "dumper") "},{" OF("5.0", "dumper") ",\"ranges\":[" RANGE
                                                              "]},{" OF("5.0", "dumper") ",\"ranges\":" RANGE "}",
            "\"CVE-2099-0001\""),
     SAYS("dumper", "CVE-2099-0001 rpm fixed fixed=1.2-3.ph5 vendor=PHSA-2024-1") DAY},
    {"no bound at all", "advisories/x.json",
     NOTICE("{" OF("5.0", "dumper") "},{" OF("5.0", "dumper") "}", "\"CVE-2099-0001\""),
     "problem malformed PHSA-2024-1: no fixed version of 'dumper'\n" DAY},
};

FEED_TEST_MAIN(feed_photon, cases)
