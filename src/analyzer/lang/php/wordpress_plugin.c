/*
 * Plugins of WordPress: a PHP file directly in wp-content/plugins/SLUG, or in wp-content/plugins itself, with the
 * header "Plugin Name" in a comment (developer.wordpress.org/plugins/plugin-basics/header-requirements).
 */
#include "analyzer/lang/php/wordpress_header.h"

/* returns  false for files elsewhere */
static bool slug_of(struct slice path, struct slice *slug)
{
    struct slice folder = path_folder(path), above = path_folder(folder);

    *slug = path_base(folder);
    if (slice_ends(above, S("wp-content/plugins")) || slice_ends(above, S("wp-content/mu-plugins")))
        return true;
    if (!slice_ends(folder, S("wp-content/plugins")) && !slice_ends(folder, S("wp-content/mu-plugins")))
        return false;
    *slug = path_base(path);
    *slug = slice_head(*slug, slug->len - strlen(".php"));
    return true;
}

static bool wordpress_plugin_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice slug;

    if (slug_of(entry->path, &slug))
        wordpress_header_file(facts, reader_peek(&entry->reader, WORDPRESS_HEADER_MAX), "Plugin Name", slug);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_wordpress_plugin = {
    .name = "wordpress_plugin",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".php"}, {0}},
    .read = wordpress_plugin_read,
};
