/*
 * For tests only: runs the whole table over files as the layer job does (dispatch, rows, and at the end the rows that
 * read the scratch file), with that file in memory.
 */
#ifndef SEAWORTHY_ANALYZER_TESTING_FILES_H
#define SEAWORTHY_ANALYZER_TESTING_FILES_H

#include "base/testing.h"

#include "analyzer/dispatch.h"

struct test_files {
    struct arena *arena;
    struct facts facts;
    struct dispatch *dispatch;
    struct {
        struct spooled *at;
        size_t count, room;
    } spooled;
    uint8_t *scratch;
    size_t scratch_len;
};

void test_files_begin(struct test_files *files);
/* Whether any row wants the path: only then its content is needed. */
bool test_files_wants(const struct test_files *files, struct slice path);
void test_files_add(struct test_files *files, struct slice path, struct slice content, uint32_t mode);
/* Puts a file into the scratch memory, whoever wants it. */
void test_files_spool(struct test_files *files, struct slice path, struct slice content, uint32_t mode);
/* Runs the rows that read at random. */
void test_files_end(struct test_files *files);
void test_files_free(struct test_files *files);
/* Adds all files below a folder of the machine. */
void test_files_tree(struct test_files *files, const char *root);

struct test_lines {
    struct slice *at;
    size_t count, room;
};
void test_lines_sort(struct test_lines *lines);
/* Compares sorted lines and prints the first that only one side has. */
bool test_lines_equal(const char *name, const struct test_lines *found, const struct test_lines *expected);

/* A file of the machine; on the arena. returns  false when it cannot be read */
bool test_file_read(struct arena *arena, const char *path, struct slice *content);
/* Names in a folder of the machine, sorted; none when it is not there. */
void test_folder_list(struct arena *arena, const char *path, struct test_lines *names);
/* PART below the folder of reference data, or NULL where there is none (SEAWORTHY_SHARED, else ../shared). */
const char *test_shared(struct arena *arena, const char *part);

#endif
