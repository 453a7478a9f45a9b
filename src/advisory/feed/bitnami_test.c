#include "advisory/feed/testing.h"

extern const struct feed feed_bitnami;

static const struct feed_case cases[] = {
    {"the component, and the programs that its CPEs name", "data/nginx/BIT-nginx-1.json",
     "{\"id\":\"BIT-nginx-1\",\"modified\":\"2024-05-07T00:00:00Z\",\"aliases\":[\"CVE-2099-0001\"],\"affected\":[{"
     "\"package\":{\"ecosystem\":\"Bitnami\","
     "\"name\":\"nginx\"},\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/"
     "AV:N\"}],\"ranges\":[{\"type\":\"SEMVER\",\"events\":[{\"introduced\":"
     "\"0.6.18\"},{\"fixed\":\"1.20.1\"}]}]}],\"database_specific\":{\"severity\":\"High\",\"cpes\":[\"cpe:2.3:a:f5:"
     "nginx:*:*:*:*:*:*:*:*\",\"nonsense\"]}}",
     "cpe:2.3:a:f5:nginx:*:*:*:*:*:*:*:* cpe nginx CVE-2099-0001 generic fixed fixed=1.20.1 ranges=>=0.6.18,<1.20.1 "
     "severity=High cvss=CVSS:3.1/AV:N aliases=BIT-nginx-1 vendor=BIT-nginx-1 source=bitnami\n"
     "bitnami binary nginx CVE-2099-0001 bitnami fixed fixed=1.20.1 ranges=>=0.6.18,<1.20.1 severity=High "
     "cvss=CVSS:3.1/AV:N aliases=BIT-nginx-1 vendor=BIT-nginx-1 source=bitnami\n"
     "day 2024-05-07\n"},
};

FEED_TEST_MAIN(feed_bitnami, cases)
