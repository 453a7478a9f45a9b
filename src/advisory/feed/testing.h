/* For tests of feed rows: what a row says of a file, as text that a table can hold. */
#ifndef SEAWORTHY_ADVISORY_FEED_TESTING_H
#define SEAWORTHY_ADVISORY_FEED_TESTING_H

#include "base/testing.h"

#include "advisory/feed/feed.h"

/*
 * Runs the row over one file, through the record codec and back. One line a record, fields without value are left out:
 *
 *   debian/12 source openssl CVE-2024-0727 deb fixed <1.2-3 severity=low aliases=… vendor=DSA-1 available=2024-02-11
 *   npm binary lodash …        (ecosystem)     cpe:… binary …    (cpe)    "2nd" in front: secondary
 *   word CVE-… nvd CVSS:3.1/…
 *   cve CVE-… 2024-02-11 rejected
 *   epss CVE-… 120 2168
 *   kev CVE-… ADDED DUE ransomware
 *   support debian 12 2026-07-11 2028-06-30 authority
 *   repository NAME cpe cpe
 *   day 2024-02-11
 *   problem CODE TEXT
 *
 * Bounds: fixed=V, fixed_list=A|B, ranges=clause|clause ("ranges=" alone: none), not_affected=…, versions=A|B. The
 * stream's end is checked and not printed. When the row fails as a whole: "problem CODE failed: TEXT".
 */
struct slice feed_test_text(struct arena *arena, const struct feed *feed, struct slice path, struct slice content);

/* One statement, as a line of that text. */
void feed_test_say(struct bytes *text, const struct advisory *advisory, bool secondary);

/* The same for the content cut at every byte, and with each byte flipped: nothing is asked but that it ends well. */
void feed_test_damage(const struct feed *feed, struct slice path, struct slice content);

/* One case of a table. */
struct feed_case {
    const char *name;
    const char *path;
    const char *content;
    const char *text;
};
/* The main() of a row's test: every case, with damage; says which one differs. returns  cmocka's result */
int feed_test_main(const struct feed *feed, const struct feed_case *cases, size_t count);
#define FEED_TEST_MAIN(row, cases)                                                                                     \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        return feed_test_main(&(row), (cases), sizeof(cases) / sizeof *(cases));                                       \
    }

#endif
