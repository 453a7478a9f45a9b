/*
 * Themes of WordPress: wp-content/themes/SLUG/style.css with the header "Theme Name"
 * (developer.wordpress.org/themes/core-concepts/main-stylesheet).
 */
#include "analyzer/lang/php/wordpress_header.h"

static bool wordpress_theme_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice folder = path_folder(entry->path);

    if (slice_ends(path_folder(folder), S("wp-content/themes")))
        wordpress_header_file(facts, reader_peek(&entry->reader, WORDPRESS_HEADER_MAX), "Theme Name",
                              path_base(folder));
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_wordpress_theme = {
    .name = "wordpress_theme",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "style.css"}, {0}},
    .read = wordpress_theme_read,
};
