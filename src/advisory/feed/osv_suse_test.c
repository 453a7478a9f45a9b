#include "advisory/feed/testing.h"

extern const struct feed feed_osv_suse;

#define RECORD(affected)                                                                                               \
    "{\"id\":\"SUSE-SU-2024:1-1\",\"modified\":\"2024-05-07T00:00:00Z\",\"published\":\"2024-05-06T00:00:00Z\","       \
    "\"related\":[\"CVE-2099-0001\"],\"affected\":[" affected "]}"
#define OF(product, binaries)                                                                                          \
    "{\"package\":{\"ecosystem\":\"" product "\",\"name\":\"dump\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":"   \
    "[{\"introduced\":\"0\"},{\"fixed\":\"9-9\"}]}],\"ecosystem_specific\":{\"binaries\":[{" binaries "}]}}"
#define SLE    "SUSE:Linux Enterprise "
#define BINARY "\"dumper\":\"1.2-150500.3.1\""
#define AT(place, more)                                                                                                \
    place " binary dumper CVE-2099-0001 rpm fixed fixed=1.2-150500.3.1" more " vendor=SUSE-SU-2024:1-1 "               \
          "available=2024-05-06 source=suse-osv\n"
#define DAY "day 2024-05-07\n"

static const struct feed_case cases[] = {
    {"binaries with their own versions, not the source", "x.json",
     RECORD(OF(SLE "Module for Basesystem 15 SP5", BINARY ",\"dumper-devel\":\"0:2-1\"")),
     AT("sles/15.5", "") "sles/15.5 binary dumper-devel CVE-2099-0001 rpm fixed fixed=2-1 vendor=SUSE-SU-2024:1-1 "
                         "available=2024-05-06 source=suse-osv\n" DAY},
    {"modules and extensions of one release are one place", "x.json",
     RECORD(OF(SLE "Module for Server Applications 15 SP5", BINARY) "," OF(
         SLE "Module for Python 3 15 SP5", BINARY) "," OF("SUSE:Package Hub 15 SP5",
                                                          BINARY) "," OF(SLE "Workstation Extension 15 SP5", BINARY)),
     AT("sles/15.5", "") DAY},
    {"service packs and paid support", "x.json",
     RECORD(OF(SLE "Server 15", BINARY) "," OF(SLE "Server 15-LTSS", BINARY) "," OF(
         SLE "Server 12 SP3-BCL",
         BINARY) "," OF(SLE "Server for SAP Applications 15 SP2",
                        BINARY) "," OF(SLE "Server 11 SP4 LTSS EXTREME CORE",
                                       BINARY) "," OF(SLE "Server LTSS Extended Security 12 SP5", BINARY)),
     AT("sles/11.4", " channel=ltss-extreme-core") AT("sles/12.3", " channel=bcl")
         AT("sles/12.5", " channel=ltss-extended-security") AT("sles/15", "") AT("sles/15", " channel=ltss")
             AT("sles/15.2", " channel=sap") DAY},
    {"modules of SLES 12 are for every service pack", "x.json", RECORD(OF(SLE "Module for Containers 12", BINARY)),
     AT("sles/12", "") AT("sles/12.1", "") AT("sles/12.2", "") AT("sles/12.3", "") AT("sles/12.4", "")
         AT("sles/12.5", "") DAY},
    {"other distributions of the family", "x.json",
     RECORD(OF("openSUSE:Leap 15.5", BINARY) "," OF("openSUSE:Leap 15.5 NonFree", BINARY) "," OF(
         "openSUSE:Tumbleweed", BINARY) "," OF(SLE "Micro 5.3", BINARY) "," OF("openSUSE:Leap Micro 5.3", BINARY)),
     AT("opensuse-leap/15.5", "") AT("opensuse-tumbleweed/", "") AT("sle-micro/5.3", "")
         AT("opensuse-leap-micro/5.3", "") DAY},
    {"systems of their own are passed over, what is not known is told", "x.json",
     RECORD(OF("SUSE:Manager Server 4.3", BINARY) "," OF("SUSE:Something 1", BINARY) "," OF(
         SLE "Server x", BINARY) "," OF(SLE "Server 15 SPx", BINARY)),
     "problem malformed 'SUSE:Something 1' is no product that is known\n"
     "problem malformed 'SUSE:Linux Enterprise Server x' is no product that is known\n"
     "problem malformed 'SUSE:Linux Enterprise Server 15 SPx' is no product that is known\n" DAY},
    {"nothing shipped", "x.json", RECORD(""), DAY},
};

FEED_TEST_MAIN(feed_osv_suse, cases)
