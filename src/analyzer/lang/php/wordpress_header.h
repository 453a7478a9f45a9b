/* Headers in comments, by which WordPress knows plugins and themes (get_file_data() in wp-includes/functions.php). */
#ifndef SEAWORTHY_ANALYZER_LANG_PHP_WORDPRESS_HEADER_H
#define SEAWORTHY_ANALYZER_LANG_PHP_WORDPRESS_HEADER_H

#include "analyzer/analyzer.h"

/* WordPress looks at the first 8 KiB. */
enum { WORDPRESS_HEADER_MAX = 8 * 1024 };

/* The value behind "NAME:" at the start of a line, whatever of a comment stands before it; empty where there is none.
 */
struct slice wordpress_header(struct slice head, const char *name);
/*
 * Files the plugin or theme whose name stands under `name`. slug  its folder, by which advisories know it. A file
 * without such a name is none.
 */
void wordpress_header_file(struct facts *facts, struct slice head, const char *name, struct slice slug);

#endif
