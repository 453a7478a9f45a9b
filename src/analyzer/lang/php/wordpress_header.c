#include "analyzer/lang/php/wordpress_header.h"

#include "analyzer/lang/lang.h"

/* Before a header may stand what begins a comment, or the file. */
static struct slice without_comment(struct slice line)
{
    line = slice_trim(line);
    if (slice_starts(line, S("<?php")))
        line = slice_skip(line, strlen("<?php"));
    while (line.len > 0 && strchr(" \t/*#@", line.at[0]) && line.at[0])
        line = slice_skip(line, 1);
    return line;
}

struct slice wordpress_header(struct slice head, const char *name)
{
    struct slice line, key, value;

    while (slice_next(&head, '\n', &line)) {
        if (!slice_cut(without_comment(line), ':', &key, &value))
            continue;
        if (!slice_equal_nocase(slice_trim(key), slice_text(name)))
            continue;
        size_t end = slice_find(value, S("*/"));
        value = slice_trim(end == SIZE_MAX ? value : slice_head(value, end));
        if (value.len > 0)
            return value;
    }
    return (struct slice){0};
}

void wordpress_header_file(struct facts *facts, struct slice head, const char *name, struct slice slug)
{
    struct slice found = wordpress_header(head, name), version = wordpress_header(head, "Version");

    if (found.len == 0)
        return;
    if (version.len == 0) {
        facts_problem(facts, ERROR_VERSION_UNKNOWN, "'%.*s' has no version", SLICE_ARG(slice_head(found, 200)));
        return;
    }
    struct slice vendor = wordpress_header(head, "Author"), licence = wordpress_header(head, "License");
    struct package package = lang_package("wordpress", found, version, SCOPE_INSTALLED);
    package.alias = slug;
    package.vendor = vendor;
    package.licences = (struct slices){&licence, licence.len > 0};
    package.state = S("installed");
    facts_package(facts, &package);
}
