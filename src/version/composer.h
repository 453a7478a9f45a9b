/*
 * PHP packages: what composer/semver's VersionParser::normalize() makes of a version, as parts of the string.
 */
#ifndef SEAWORTHY_VERSION_COMPOSER_H
#define SEAWORTHY_VERSION_COMPOSER_H

#include "version/run.h"

/* In PHP's order: what it has no name for ("stable" in another case) before all, a number after "rc". */
enum composer_word {
    COMPOSER_UNNAMED = -1,
    COMPOSER_DEV,
    COMPOSER_ALPHA,
    COMPOSER_BETA,
    COMPOSER_RC,
    COMPOSER_NUMBER,
    COMPOSER_PATCH,
    COMPOSER_NONE,
};

struct composer {
    struct slice branch; /* the name behind "dev-"; then nothing else is set */
    bool is_branch;
    struct slice numbers; /* digits (in a numeric branch also x and *) with one byte between them */
    size_t padding;       /* how many numbers of `pad` follow */
    struct slice pad;
    enum composer_word stability;
    struct slice stability_numbers; /* "2.1" of "beta2.1" */
    bool dev;
};

/* returns  false when composer refuses it */
bool composer_split(struct slice text, struct composer *version);

int composer_compare_split(const struct composer *a, const struct composer *b);

/* "1.0" of "1.0 as 2.0" */
struct slice composer_without_alias(struct slice text);
bool composer_is_blank(uint8_t byte);
struct slice composer_trim(struct slice text);

/*
 * Takes a suffix as "-beta2-dev" off `*rest`, which must end with it.
 * returns  false when something else stands there
 */
bool composer_take_modifier(struct slice rest, struct composer *version);

#endif
