#include "advisory/feed/testing.h"

extern const struct feed feed_oracle_elsa;

#define LINE(affected)                                                                                                 \
    "{\"id\":\"ELSA-2024-1\",\"published\":\"2024-05-06\",\"severity\":\"IMPORTANT\","                                 \
    "\"cves\":[[\"CVE-2099-0001\",\"AV:N/AC:L/Au:N/C:P/I:P/A:P\"],[\"CVE-2099-0002\"]],\"affected\":[" affected "]}\n"
#define OF(release, packages) "{\"ecosystem\":\"oracle:" release "\",\"packages\":[" packages "]}"
#define WORD                  "word CVE-2099-0001 oracle CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P\n"
#define SAYS(cve, text)                                                                                                \
    "ol/8 binary dumper " cve " rpm fixed " text " vendor=ELSA-2024-1 available=2024-05-06 source=oracle-elsa\n"
#define BOTH(text) SAYS("CVE-2099-0001", text) SAYS("CVE-2099-0002", text)
#define DAY        "day 2024-05-06\n"

static const struct feed_case cases[] = {
    {"binary packages of an architecture", "elsa.jsonl",
     LINE(OF("8", "{\"arch\":[\"aarch64\",\"x86_64\"],\"lt\":\"0:1.2-3.el8\",\"name\":\"dumper\"}")),
     WORD BOTH("fixed=1.2-3.el8 severity=IMPORTANT arches=aarch64|x86_64") DAY},
    {"ksplice and FIPS builds keep bounds of their own", "elsa.jsonl",
     LINE(OF("8", "{\"arch\":[\"x86_64\"],\"lt\":\"2:1.2-3.ksplice1.el8\",\"name\":\"dumper\"},"
                  "{\"arch\":[\"x86_64\"],\"lt\":\"10:1.2-3.el8_fips\",\"name\":\"dumper\"},"
                  "{\"arch\":[\"x86_64\"],\"lt\":\"0:1.2-3.el8\",\"name\":\"dumper\"}")),
     WORD BOTH("fixed=1.2-3.el8 severity=IMPORTANT arches=x86_64")
         BOTH("fixed=2:1.2-3.ksplice1.el8 severity=IMPORTANT arches=x86_64")
             BOTH("fixed=10:1.2-3.el8_fips severity=IMPORTANT arches=x86_64") DAY},
    {"two builds in one erratum: the lower one holds the fix too", "elsa.jsonl",
     LINE(OF("8", "{\"arch\":[\"x86_64\"],\"lt\":\"0:1.2-3.0.2.el8\",\"name\":\"dumper\"},"
                  "{\"arch\":[\"x86_64\"],\"lt\":\"0:1.2-3.0.1.el8\",\"name\":\"dumper\"}")),
     WORD BOTH("fixed=1.2-3.0.1.el8 severity=IMPORTANT arches=x86_64") DAY},
    {"a module whose stream is not told", "elsa.jsonl",
     LINE(OF("8", "{\"lt\":\"1:16.20.2-4.module+el8.9.0+9+f\",\"name\":\"dumper\"}")),
     WORD BOTH("fixed=1:16.20.2-4.module+el8.9.0+9+f ranges=>=1:16,<1:16.20.2-4.module+el8.9.0+9+f "
               "severity=IMPORTANT module=*") DAY},
    {"an erratum for one line of the UEK says nothing of an older one", "elsa.jsonl",
     LINE(OF("8", "{\"lt\":\"0:5.15.0-200.131.27.el8uek\",\"name\":\"dumper\"}")),
     WORD BOTH("fixed=5.15.0-200.131.27.el8uek ranges=>=5.15,<5.15.0-200.131.27.el8uek severity=IMPORTANT") DAY},
    {"lines of the UEK before 3.0", "elsa.jsonl",
     LINE(OF("8", "{\"lt\":\"0:2.6.39-400.17.1.el6uek\",\"name\":\"dumper\"}")),
     WORD BOTH("fixed=2.6.39-400.17.1.el6uek ranges=>=2.6.39,<2.6.39-400.17.1.el6uek severity=IMPORTANT") DAY},
    {"a package of the UEK without its tag", "elsa.jsonl",
     LINE(OF("7", "{\"lt\":\"0:5.4.17-2011.0.7.el7\",\"name\":\"kernel-uek-container\"}")),
     WORD "ol/7 binary kernel-uek-container CVE-2099-0001 rpm fixed fixed=5.4.17-2011.0.7.el7 "
          "ranges=>=5.4,<5.4.17-2011.0.7.el7 severity=IMPORTANT vendor=ELSA-2024-1 available=2024-05-06 "
          "source=oracle-elsa\n"
          "ol/7 binary kernel-uek-container CVE-2099-0002 rpm fixed fixed=5.4.17-2011.0.7.el7 "
          "ranges=>=5.4,<5.4.17-2011.0.7.el7 severity=IMPORTANT vendor=ELSA-2024-1 available=2024-05-06 "
          "source=oracle-elsa\n" DAY},
    {"a bad line is a problem, the next one counts", "elsa.jsonl",
     "{\"id\":1}\nnonsense\n" LINE(OF("8", "{\"name\":\"dumper\"}")),
     "problem malformed line 1: an erratum without an id\n"
     "problem malformed line 2: not a JSON object\n" WORD
     "problem malformed ELSA-2024-1: a package without name, version or release\n" DAY},
};

FEED_TEST_MAIN(feed_oracle_elsa, cases)
