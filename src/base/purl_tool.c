/*
 * For `make score`: a line "parse PURL", "validate PURL" or "build TYPE NAMESPACE NAME VERSION SUBPATH KEY VALUE …",
 * tabs between fields; out come the fields, or the canonical purl, or "!". Not installed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/purl.h"

static void print_parts(const struct purl *purl)
{
    const struct slice parts[] = {purl->type, purl->namespace, purl->name, purl->version, purl->subpath};

    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        printf("%s%.*s", i ? "\t" : "", SLICE_ARG(parts[i]));
    for (size_t i = 0; i < purl->qualifiers.count; i++)
        printf("\t%.*s\t%.*s", SLICE_ARG(purl->qualifiers.at[i].key), SLICE_ARG(purl->qualifiers.at[i].value));
    putchar('\n');
}

static bool build(struct arena *arena, struct slice fields, struct purl *purl, struct error *error)
{
    struct slice *parts[] = {&purl->type, &purl->namespace, &purl->name, &purl->version, &purl->subpath};
    struct slice key, value;

    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        slice_cut(fields, '\t', parts[i], &fields);
    while (fields.len) {
        slice_cut(fields, '\t', &key, &fields);
        slice_cut(fields, '\t', &value, &fields);
        purl_qualify(arena, purl, key, value);
    }
    purl_normalise(arena, purl);
    return purl_check(purl, error);
}

static void answer(struct arena *arena, struct slice line)
{
    struct purl purl = {0};
    struct slice how, input;
    struct error error;

    slice_cut(line, '\t', &how, &input);
    bool parts = slice_equal(how, S("parse"));
    bool good =
        slice_equal(how, S("build")) ? build(arena, input, &purl, &error) : purl_parse(arena, input, &purl, &error);
    if (good)
        purl_normalise(arena, &purl);
    if (parts && good)
        good = purl_check(&purl, &error);
    if (!good)
        puts("!");
    else if (parts)
        print_parts(&purl);
    else
        printf("%.*s\n", SLICE_ARG(purl_build(arena, &purl)));
}

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t len;

    while ((len = getline(&line, &size, stdin)) >= 0) {
        struct arena *arena = arena_create_simple();
        struct slice text = slice_of(line, (size_t)len);
        if (slice_ends(text, S("\n")))
            text.len--;
        answer(arena, text);
        arena_destroy(arena);
    }
    free(line);
    return fflush(stdout) ? 1 : 0;
}
