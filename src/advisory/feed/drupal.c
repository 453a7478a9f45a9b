/*
 * Drupal core and contributed modules: https://github.com/DrupalSecurityTeam/drupal-advisory-database.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_drupal = {
    .name = "drupal",
    .path = "drupal/drupal-advisory-database",
    .licence = "MIT",
    .facts_allowed = true,
    .read = osv_language_read,
};
