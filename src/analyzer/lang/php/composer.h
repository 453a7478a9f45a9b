/* Packages as Composer writes them, in composer.lock and in installed.json. */
#ifndef SEAWORTHY_ANALYZER_LANG_PHP_COMPOSER_H
#define SEAWORTHY_ANALYZER_LANG_PHP_COMPOSER_H

#include "analyzer/lang/lang.h"

/*
 * Composer refuses a file in which a name or version is no text.
 * fails  ERROR_MALFORMED
 */
bool composer_check(const struct tree *list, struct error *error);
/* A package of the list, which was checked. returns  false for one without a name or version, which is a problem */
bool composer_package(struct facts *facts, const struct tree *table, enum package_scope scope, struct package *package);

#endif
