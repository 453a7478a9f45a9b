#include "advisory/feed/testing.h"

extern const struct feed feed_ubuntu_status;

#define HEAD                "cve\tsource\tupstream\ttrusty\ttrusty/esm\tfocal\tesm-infra/focal\tesm-apps/focal\tnoble\n"
#define SAYS(release, text) "ubuntu/" release " source dumper CVE-2099-0001 deb " text " source=ubuntu-cve-tracker\n"

static const struct feed_case cases[] = {
    {"priorities and days are about the CVE", "cves.tsv",
     "cve\tpublic_date\tpriority\nCVE-2099-0001\t2024-05-06\tlow\nCVE-2099-0002\t2024-05-07\tuntriaged\n"
     "CVE-2099-0003\tunknown\tnegligible\nCVE-2099-0004\n",
     "cve CVE-2099-0001 2024-05-06\n"
     "word CVE-2099-0001 ubuntu low\n"
     "cve CVE-2099-0002 2024-05-07\n"
     "word CVE-2099-0003 ubuntu negligible\n"
     "problem malformed line 5 has too few columns\n"
     "day 2024-05-07\n"},
    {"fixed, open and not affected; upstream is no release", "status.tsv",
     HEAD "CVE-2099-0001\tdumper\treleased 2.0\t\t\treleased 1.2-3ubuntu1\t\t\tneeded\n"
          "CVE-2099-0001\tdumper\t\tnot-affected code not present\t\tdeferred 2024-01-01\t\t\tneeds-triage\n",
     SAYS("20.04", "fixed fixed=1.2-3ubuntu1") SAYS("24.04", "affected") SAYS("14.04", "not_affected")
         SAYS("20.04", "fix_deferred") SAYS("24.04", "under_investigation")},
    {"ignored is open", "status.tsv",
     HEAD "CVE-2099-0001\tdumper\t\tignored end of life, was needed\t\tignored changes too intrusive\t\t\tignored\n",
     SAYS("14.04", "end_of_life") SAYS("20.04", "will_not_fix") SAYS("24.04", "will_not_fix")},
    {"a fix in the making bounds what is affected, and is none yet", "status.tsv",
     HEAD "CVE-2099-0001\tdumper\t\t\t\tpending 1.2-3ubuntu2\t\t\tpending\n",
     SAYS("20.04", "affected ranges=<1.2-3ubuntu2") SAYS("24.04", "affected")},
    {"a fix that only the extended stream has", "status.tsv",
     HEAD "CVE-2099-0001\tdumper\t\tignored end of standard support\treleased 1.2-3ubuntu1+esm1\tneeded\t\treleased "
          "1.2-3ubuntu1~esm1\t\n",
     SAYS("14.04", "end_of_life") SAYS("14.04", "fixed fixed=1.2-3ubuntu1+esm1 channel=esm-infra")
         SAYS("20.04", "affected") SAYS("20.04", "fixed fixed=1.2-3ubuntu1~esm1 channel=esm-apps")},
    {"what the extended stream says of the code holds for the ended release", "status.tsv",
     HEAD "CVE-2099-0001\tdumper\t\tignored end of standard support\tnot-affected code not present\tignored end of "
          "standard support\t\tneeds-triage\t\n",
     SAYS("14.04", "not_affected") SAYS("20.04", "under_investigation")},
    {"an extended stream that says the same says nothing, alone it speaks", "status.tsv",
     HEAD "CVE-2099-0001\tdumper\t\treleased 1.2-3\treleased 1.2-3\t\tneeded\t\t\n",
     SAYS("14.04", "fixed fixed=1.2-3") SAYS("20.04", "affected channel=esm-infra")},
    {"a fix without a version cannot be judged", "status.tsv",
     HEAD "CVE-2099-0001\tdumper\t\t\t\treleased\t\t\tbogus\n",
     "problem malformed line 2: 'released' says nothing that can be judged\n"
     "problem malformed line 2: 'bogus' says nothing that can be judged\n"},
    {"no line", "status.tsv", HEAD "\tdumper\n\n",
     "problem malformed line 2 has too few columns\nproblem malformed line 3 has too few columns\n"},
    {"another file", "README", "x\ty\n", ""},
};

FEED_TEST_MAIN(feed_ubuntu_status, cases)
