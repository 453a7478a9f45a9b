/*
 * Truth files for tests: lines of tab-separated fields under $SEAWORTHY_SHARED/corpus (default ../shared: tests run in
 * the project's root). A file that is not there has no lines, so that tests pass without the corpus.
 */
#ifndef SEAWORTHY_VERSION_TESTING_CORPUS_H
#define SEAWORTHY_VERSION_TESTING_CORPUS_H

#include <stdio.h>
#include <stdlib.h>

#include "base/slice.h"

enum { CORPUS_FIELDS = 8 };

struct corpus {
    FILE *file;
    char *buffer;
    size_t size;
    struct slice line;                 /* as it stands in the file */
    struct slice field[CORPUS_FIELDS]; /* each in memory of its exact size, freed by the next line */
    size_t fields;
};

static inline void corpus_open(struct corpus *corpus, const char *path)
{
    const char *shared = getenv("SEAWORTHY_SHARED");
    char whole[4096];

    *corpus = (struct corpus){0};
    snprintf(whole, sizeof(whole), "%s/corpus/%s", shared ? shared : "../shared", path);
    corpus->file = fopen(whole, "re");
}

/* A copy without escapes: \\ \t \n \r. */
static inline struct slice corpus_unescape(struct slice field)
{
    char *copy = malloc(field.len ? field.len : 1);
    size_t len = 0;

    for (size_t i = 0; i < field.len; i++) {
        char byte = (char)field.at[i];
        if (byte == '\\' && i + 1 < field.len) {
            i++;
            byte = (char)field.at[i];
            byte = byte == 't' ? '\t' : byte == 'n' ? '\n' : byte == 'r' ? '\r' : byte;
        }
        copy[len++] = byte;
    }
    char *exact = malloc(len ? len : 1);
    memcpy(exact, copy, len);
    free(copy);
    return slice_of(exact, len);
}

static inline void corpus_forget(struct corpus *corpus)
{
    for (size_t i = 0; i < corpus->fields; i++)
        free((void *)(uintptr_t)corpus->field[i].at);
    corpus->fields = 0;
}

static inline bool corpus_next(struct corpus *corpus)
{
    corpus_forget(corpus);
    ssize_t len = corpus->file ? getline(&corpus->buffer, &corpus->size, corpus->file) : -1;
    if (len < 0)
        return false;
    if (len && corpus->buffer[len - 1] == '\n')
        len--;
    corpus->line = slice_of(corpus->buffer, (size_t)len);
    struct slice rest = corpus->line, field;
    bool more = true;
    while (more && corpus->fields < CORPUS_FIELDS) {
        more = slice_cut(rest, '\t', &field, &rest);
        corpus->field[corpus->fields++] = corpus_unescape(field);
    }
    return true;
}

static inline void corpus_close(struct corpus *corpus)
{
    corpus_forget(corpus);
    free(corpus->buffer);
    if (corpus->file)
        fclose(corpus->file);
}

#endif
