#include "advisory/feed/testing.h"

extern const struct feed feed_epss;

static const struct feed_case cases[] = {
    {"a file of a year", "EPSS_CVE_data/CVE_2099_EPSS.csv",
     "CVE-2099-0001;0.001200000;0.021680000\nCVE-2099-0002;1;1\r\nCVE-2099-0003;0.9999999;0.000004",
     "epss CVE-2099-0001 120 2168\n"
     "epss CVE-2099-0002 100000 100000\n"
     "epss CVE-2099-0003 100000 0\n"},
    {"the live file", "epss_scores-current.csv",
     "#model_version:v2025.03.14,score_date:2026-08-16T00:00:00+0000\ncve,epss,percentile\nCVE-2099-0001,0.00045,0.1\n",
     "epss CVE-2099-0001 45 10000\n"
     "day 2026-08-16\n"},
    {"what is no score", "a.csv",
     "CVE-2099-0001;2.0;0.1\nCVE-2099-0001;0.1\nCVE-2099-0001;0.1;NaN\nCVE-2099-0001;-0.1;0.1\nnonsense\n\nx;0.1;0.1\n",
     "problem malformed a score that is no fraction\n"
     "problem malformed a score that is no fraction\n"
     "problem malformed a score that is no fraction\n"
     "problem malformed a score that is no fraction\n"
     "problem malformed a score that is no fraction\n"
     "problem malformed not a CVE number\n"},
    {"another file", "README.md", "CVE-2099-0001;0.1;0.1\n", ""},
};

FEED_TEST_MAIN(feed_epss, cases)
