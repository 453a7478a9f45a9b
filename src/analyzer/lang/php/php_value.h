/* Values as PHP's serialize() writes them (php.net/serialize): a:2:{s:4:"name";s:3:"foo";i:0;b:1;} */
#ifndef SEAWORTHY_ANALYZER_LANG_PHP_PHP_VALUE_H
#define SEAWORTHY_ANALYZER_LANG_PHP_PHP_VALUE_H

#include "base/error.h"

/*
 * Takes apart an array at the start of `text` (others are no array). each  is called for every member whose key and
 * value are texts, with the key of the array that holds it (empty for the outermost). Objects and references are none.
 * fails  ERROR_MALFORMED, ERROR_TRUNCATED, ERROR_LIMIT for arrays too deep
 */
bool php_value_each(struct slice text,
                    void (*each)(void *context, unsigned depth, struct slice holder, struct slice key,
                                 struct slice value),
                    void *context, struct error *error);

#endif
