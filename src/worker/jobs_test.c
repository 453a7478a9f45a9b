/* Jobs from the outside: a worker (SEAWORTHY_WORKER, built as this test is) is started on archives made here. */
#include "base/testing.h"

#include "base/path.h"
#include "facts/facts.h"
#include "layer/testing/tar_builder.h"
#include "worker/protocol.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

static int temporary(struct slice bytes)
{
    int descriptor = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    assert_true(descriptor >= 0);
    assert_int_equal(pwrite(descriptor, bytes.at, bytes.len, 0), bytes.len);
    return descriptor;
}

static struct slice all_of(struct arena *arena, int descriptor)
{
    off_t len = lseek(descriptor, 0, SEEK_END);
    uint8_t *at = arena_array(arena, uint8_t, (size_t)len);
    assert_int_equal(pread(descriptor, at, (size_t)len, 0), len);
    return slice_of(at, (size_t)len);
}

/* returns  the wait status; output goes to `output` */
static int run(const char *const *words, int input, int output, int scratch)
{
    static char *const environment[] = {NULL};
    const char *command[16] = {getenv("SEAWORTHY_WORKER")};
    posix_spawn_file_actions_t actions;
    int status;
    pid_t pid;

    for (size_t i = 0; words[i]; i++)
        command[i + 1] = words[i];
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, WORKER_INPUT);
    posix_spawn_file_actions_adddup2(&actions, output, WORKER_OUTPUT);
    posix_spawn_file_actions_adddup2(&actions, scratch, WORKER_SCRATCH);
    assert_int_equal(posix_spawn(&pid, command[0], &actions, NULL, (char *const *)(uintptr_t)command, environment), 0);
    posix_spawn_file_actions_destroy(&actions);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

struct bench {
    struct arena *arena;
    struct tar_builder tar;
    int input, output, scratch;
};

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    bench->arena = arena_create_simple();
    bench->input = bench->output = bench->scratch = -1;
    *state = bench;
    return getenv("SEAWORTHY_WORKER") ? 0 : -1;
}

static void clear(struct bench *bench)
{
    close(bench->input);
    close(bench->output);
    close(bench->scratch);
    tar_builder_free(&bench->tar);
    bench->tar = (struct tar_builder){0};
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    clear(bench);
    arena_destroy(bench->arena);
    free(bench);
    return 0;
}

/* Runs a job over `bytes` and decodes what it says. more: an argument, or NULL */
static struct facts facts_of(struct bench *bench, const char *job, struct slice bytes, const char *more)
{
    struct facts facts;
    struct error error;
    const char *length = arena_text(bench->arena, arena_format(bench->arena, "length=%zu", bytes.len));

    bench->input = temporary(bytes);
    bench->output = temporary(S(""));
    if (bench->scratch < 0)
        bench->scratch = temporary(S(""));
    int status =
        run((const char *const[]){job, "offset=0", length, more, NULL}, bench->input, bench->output, bench->scratch);
    if (status != 0)
        fail_msg("status 0x%x", (unsigned)status);
    if (!facts_decode(all_of(bench->arena, bench->output), bench->arena, &facts, &error))
        fail_msg("%s", error.text);
    return facts;
}

/* Entries as tests write them: "file etc/x content", "link a -> b", "hard a -> b", "folder a", "device a". */
static void add_entry(struct arena *arena, struct tar_builder *tar, struct slice line)
{
    struct slice kind, name, rest, arrow;

    slice_cut(line, ' ', &kind, &rest);
    slice_cut(rest, ' ', &name, &rest);
    struct tar_built built = {.name = arena_text(arena, name)};
    if (slice_equal(kind, S("file"))) {
        tar_builder_entry(tar, built, rest);
        return;
    }
    slice_cut(rest, ' ', &arrow, &rest);
    built.link = arena_text(arena, rest);
    built.type = slice_equal(kind, S("link"))     ? '2'
                 : slice_equal(kind, S("hard"))   ? '1'
                 : slice_equal(kind, S("folder")) ? '5'
                                                  : '3';
    tar_builder_header(tar, built);
}

static struct slice archive(struct bench *bench, const char *entries)
{
    struct slice left = slice_text(entries), line;

    while (slice_next(&left, '\n', &line))
        add_entry(bench->arena, &bench->tar, line);
    tar_builder_end(&bench->tar);
    return tar_builder_slice(&bench->tar);
}

struct lines {
    struct slice *at;
    size_t count, room;
};

#define SAY(...) *ARENA_PUSH(arena, &lines) = arena_format(arena, __VA_ARGS__)

/* What facts say but path hashes, one line each. */
static struct slice told(struct arena *arena, const struct facts *facts)
{
    struct lines lines = {0};

    for (size_t i = 0; i < facts->sources.count; i++) {
        const struct fact_source *source = &facts->sources.at[i];
        SAY("source %.*s %.*s", SLICE_ARG(source->path), SLICE_ARG(source->analyzer));
        struct slice left = source->packages.bytes;
        struct package package;
        while (facts_next_package(&left, arena, &package))
            SAY(" %.*s", SLICE_ARG(package.name));
        for (size_t j = 0; j < source->values.count; j++)
            SAY(" %.*s=%.*s", SLICE_ARG(source->values.at[j].name), SLICE_ARG(source->values.at[j].text));
        SAY("\n");
    }
    for (size_t i = 0; i < facts->removed.count; i++)
        SAY("removed %.*s\n", SLICE_ARG(facts->removed.at[i]));
    for (size_t i = 0; i < facts->opaque.count; i++)
        SAY("opaque %.*s\n", SLICE_ARG(facts->opaque.at[i]));
    for (size_t i = 0; i < facts->links.count; i++)
        SAY("%s %.*s -> %.*s\n", facts->links.at[i].hard ? "hard" : "link", SLICE_ARG(facts->links.at[i].path),
            SLICE_ARG(facts->links.at[i].target));
    for (size_t i = 0; i < facts->members.count; i++)
        SAY("member %.*s size %llu%s%.*s\n", SLICE_ARG(facts->members.at[i].path),
            (unsigned long long)facts->members.at[i].size, facts->members.at[i].link.len ? " -> " : "",
            SLICE_ARG(facts->members.at[i].link));
    for (size_t i = 0; i < facts->problems.count; i++)
        SAY("%s %.*s: %.*s\n", problem_kind(facts->problems.at[i].code)->name, SLICE_ARG(facts->problems.at[i].path),
            SLICE_ARG(facts->problems.at[i].detail));
    return arena_join(arena, lines.at, lines.count);
}

/* Links are told for paths on the way to the databases of real analyzers. */
static const struct {
    const char *name, *entries, *expected;
    size_t paths; /* that are no folders */
} layers[] = {
    {"a release file", "folder etc\nfile etc/os-release ID=a\n", "source etc/os-release os_release ID=a\n", 1},
    {"nothing wanted", "folder etc\nfile etc/passwd x\nlink etc/mtab -> ../proc/mounts\n",
     "link etc/mtab -> ../proc/mounts\n", 2},
    {"whiteouts", "file .wh.a x\nfile b/.wh.c x\nfile b/.wh..wh..opq x\nfile .wh..wh..opq x\n",
     "removed a\nremoved b/c\nopaque \nopaque b\n", 0},
    {"aufs's own files", "file .wh..wh.aufs x\nfolder .wh..wh.plnk\nfile .wh..wh.plnk/1.2 x\nfile b/.wh..wh.orph x\n",
     "", 0},
    {"whiteouts of nothing", "file b/.wh. x\nfile b/.wh.. x\nfile b/.wh... x\n",
     "malformed b/.wh.: a whiteout of nothing\nmalformed b/.wh..: a whiteout of nothing\n"
     "malformed b/.wh...: a whiteout of nothing\n",
     0},
    {"a whiteout and its file in one layer", "file etc/.wh.os-release x\nfile etc/os-release ID=a\n",
     "source etc/os-release os_release ID=a\nremoved etc/os-release\n", 1},
    {"the later of two files", "file etc/os-release ID=a\nfile etc/os-release ID=b\n",
     "source etc/os-release os_release ID=b\n", 1},
    {"a file replaced by a link", "file etc/os-release ID=a\nlink etc/os-release -> x\n", "link etc/os-release -> x\n",
     1},
    {"a link replaced by a file", "link etc/os-release -> x\nfile etc/os-release ID=a\n",
     "source etc/os-release os_release ID=a\n", 1},
    {"a file replaced by a device", "file etc/os-release ID=a\ndevice etc/os-release - \n", "", 1},
    {"a folder told again keeps its files", "file etc/os-release ID=a\nfolder etc\n",
     "source etc/os-release os_release ID=a\n", 1},
    {"a folder replaced by a file", "file etc/os-release ID=a\nfile etc x\n", "", 2},
    {"a folder replaced by a link", "file etc/os-release ID=a\nlink etc -> y\n", "link etc -> y\n", 2},
    {"a file replaced by a folder", "file etc/os-release ID=a\nfolder etc/os-release\n", "", 1},
    {"names that only start alike", "file etc/os-release ID=a\nfile etc/os x\nfile et x\n",
     "source etc/os-release os_release ID=a\n", 3},
    {"a hard link from a wanted name", "file x/y ID=a\nhard etc/os-release -> x/y\n", "hard etc/os-release -> x/y\n",
     2},
    {"a hard link to a wanted name", "file etc/os-release ID=a\nhard x/y -> etc/os-release\n",
     "source etc/os-release os_release ID=a\nhard x/y -> etc/os-release\n", 2},
    {"a hard link that nobody wants", "file x/y a\nhard x/z -> x/y\n", "", 2},
    {"a database behind links",
     "link var/lib/dpkg -> /data/db/dpkg\nlink data/db/dpkg -> ../real/dpkg\nlink data/db/other -> z\n"
     "link data/real/dpkg/status -> current\nlink usr/share/doc/x -> y\n",
     "link data/db/dpkg -> ../real/dpkg\nlink data/real/dpkg/status -> current\n"
     "link var/lib/dpkg -> /data/db/dpkg\n",
     5},
    {"links in a circle", "link var/lib/dpkg -> b\nlink var/lib/b -> dpkg\n",
     "link var/lib/b -> dpkg\nlink var/lib/dpkg -> b\n", 2},
    {"paths outside of the root", "file ../../etc/os-release ID=a\nfile /etc//./debian_version 12\n",
     "source etc/debian_version debian_version ID=debian VERSION_ID=12\nsource etc/os-release os_release ID=a\n", 2},
    {"a wanted name below one that is no text", "file a\377/status x\nfile var/lib/dpkg/info/\377.md5sums x\n",
     "unsupported var/lib/dpkg/info/\\xFF.md5sums: the file was not read, as its path is not UTF-8\n", 2},
    {"a whiteout that is no text", "file etc/.wh.\377 x\n", "", 0},
    {"a target that is no text", "link var/lib/dpkg -> \377\n", "", 1},
};

static void a_layer_says_what_it_does_to_those_below(void **state)
{
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof(layers) / sizeof(*layers); i++) {
        struct facts facts = facts_of(bench, "layer", archive(bench, layers[i].entries), NULL);
        struct slice said = told(bench->arena, &facts);
        if (!slice_equal(said, slice_text(layers[i].expected)))
            fail_msg("%s:\n%.*sand not\n%s", layers[i].name, SLICE_ARG(said), layers[i].expected);
        if (facts.paths.count != layers[i].paths)
            fail_msg("%s: %zu paths and not %zu", layers[i].name, facts.paths.count, layers[i].paths);
        clear(bench);
        bench->scratch = -1;
    }
}

static struct slice gzipped(struct arena *arena, struct slice bytes)
{
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&stream, bytes.len);
    uint8_t *out = arena_array(arena, uint8_t, room);
    stream.next_in = (uint8_t *)(uintptr_t)bytes.at;
    stream.avail_in = (unsigned)bytes.len;
    stream.next_out = out;
    stream.avail_out = (unsigned)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return slice_of(out, room - stream.avail_out);
}

static void a_diff_id_covers_all_that_is_unpacked(void **state)
{
    struct bench *bench = *state;

    archive(bench, "file etc/os-release ID=a\n");
    tar_builder_bytes(&bench->tar, S("behind the end"));
    struct slice bytes = tar_builder_slice(&bench->tar);
    struct digest expected = digest_over(DIGEST_SHA256, bytes);
    struct facts facts = facts_of(bench, "layer", gzipped(bench->arena, bytes), "diff_id=1");
    assert_int_equal(facts.problems.count, 0);
    assert_true(digest_equal(&facts.diff_id, &expected));
    assert_int_equal(facts.entries, 1);
}

static void a_checksum_behind_the_archive_counts_with_diff_id_only(void **state)
{
    struct bench *bench = *state;
    struct slice packed = gzipped(bench->arena, archive(bench, "file etc/os-release ID=a\n"));
    uint8_t *broken = arena_array(bench->arena, uint8_t, packed.len);

    memcpy(broken, packed.at, packed.len);
    broken[packed.len - 6] ^= 1;
    struct facts facts = facts_of(bench, "layer", slice_of(broken, packed.len), "diff_id=1");
    assert_int_equal(facts.problems.count, 1);
    assert_int_equal(facts.sources.count, 1);
    assert_int_equal(facts.diff_id.kind, DIGEST_NONE);
}

static void a_layer_cut_anywhere_keeps_what_came_before(void **state)
{
    struct bench *bench = *state;
    struct slice bytes = archive(bench, "file etc/os-release ID=a\nfile etc/debian_version 12\nfile x/y zzz\n");

    for (size_t len = 512; len < bytes.len - 1024; len += 256) {
        struct facts facts = facts_of(bench, "layer", slice_head(bytes, len), NULL);
        bool is_whole = len % 1024 == 0 || len % 1024 == 768; /* padding may lack at the end */
        assert_int_equal(facts.problems.count > 0, !is_whole);
        assert_int_equal(facts.sources.count > 0, len >= 768);
        close(bench->input);
        close(bench->output);
        close(bench->scratch);
        bench->scratch = -1;
    }
}

static void what_is_no_archive_is_told(void **state)
{
    static const struct slice inputs[] = {S_INIT("no archive at all, but long enough to look at"),
                                          S_INIT("\x1f\x8b\x08\x00 damaged"), S_INIT("\x28\xb5\x2f\xfd")};
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof(inputs) / sizeof(*inputs); i++) {
        struct facts facts = facts_of(bench, "layer", inputs[i], NULL);
        assert_int_equal(facts.problems.count, 1);
        assert_true(problem_kind(facts.problems.at[0].code)->blocking);
        clear(bench);
        bench->scratch = -1;
    }
}

static void outer_archives_are_unpacked_with_holes(void **state)
{
    struct bench *bench = *state;
    enum { ZEROS = 8 * 1024 * 1024 };

    tar_builder_bytes(&bench->tar, S("start"));
    tar_builder_zeros(&bench->tar, ZEROS);
    tar_builder_bytes(&bench->tar, S("middle"));
    tar_builder_zeros(&bench->tar, ZEROS);
    struct slice bytes = tar_builder_slice(&bench->tar);
    struct facts facts = facts_of(bench, "unpack", gzipped(bench->arena, bytes), NULL);
    struct stat after;
    assert_int_equal(facts.problems.count, 0);
    assert_int_equal(facts.unpacked, bytes.len);
    assert_true(slice_equal(all_of(bench->arena, bench->scratch), bytes));
    assert_int_equal(fstat(bench->scratch, &after), 0);
    assert_true(after.st_blocks * 512 < ZEROS / 2);
}

static void a_scratch_file_that_is_full_is_a_limit(void **state)
{
    struct bench *bench = *state;

    for (unsigned i = 0; i < 100; i++)
        tar_builder_bytes(&bench->tar, S("0123456789"));
    struct facts facts =
        facts_of(bench, "unpack", gzipped(bench->arena, tar_builder_slice(&bench->tar)), "scratch=999");
    assert_int_equal(facts.problems.count, 1);
    assert_int_equal(facts.problems.at[0].code, ERROR_LIMIT);
}

/* Zeros stay holes only where nothing was written: here a file lay that was too long. */
static void zeros_over_a_file_that_was_given_up_are_zeros(void **state)
{
    struct bench *bench = *state;
    enum { LONG = 200 * 1000, SHORT = 100 * 1000 };
    uint8_t *text = arena_array(bench->arena, uint8_t, LONG);

    memset(text, 'x', LONG);
    tar_builder_entry(&bench->tar, (struct tar_built){.name = "long"}, slice_of(text, LONG));
    memset(text, 0, SHORT);
    tar_builder_entry(&bench->tar, (struct tar_built){.name = "short"}, slice_of(text, SHORT));
    tar_builder_end(&bench->tar);
    bench->scratch = temporary(S(""));
    struct slice bytes = tar_builder_slice(&bench->tar);
    const char *words[] = {"paths", "scratch=150000", "path=long", "path=short", NULL};
    bench->input = temporary(bytes);
    bench->output = temporary(S(""));
    assert_int_equal(run(words, bench->input, bench->output, bench->scratch), 0);
    struct facts facts;
    struct error error;
    assert_true(facts_decode(all_of(bench->arena, bench->output), bench->arena, &facts, &error));
    assert_int_equal(facts.members.count, 1);
    assert_int_equal(facts.members.at[0].offset, 0);
    assert_int_equal(facts.problems.at[0].code, ERROR_LIMIT);
    assert_memory_equal(all_of(bench->arena, bench->scratch).at, text, SHORT);
}

static void paths_are_copied_and_files_read_from_there(void **state)
{
    struct bench *bench = *state;
    struct slice bytes = archive(bench, "file data/b old\nfile data/a ID=a\nfile data/b ID=b\nhard x/late -> data/a\n");

    struct facts facts = facts_of(bench, "paths", bytes, "path=x/late");
    assert_slice(told(bench->arena, &facts), S("member x/late size 4 -> data/a\n"));
    close(bench->input);
    close(bench->output);
    facts = facts_of(bench, "paths", bytes, "path=data/b");
    assert_slice(told(bench->arena, &facts), S("member data/b size 4\n"));
    close(bench->input);
    close(bench->output);
    facts = facts_of(bench, "paths", bytes, "path=not/there");
    assert_int_equal(facts.members.count, 0);
    close(bench->input);
    close(bench->output);

    struct slice scratch = all_of(bench->arena, bench->scratch);
    size_t at = slice_find(scratch, S("ID=b"));
    assert_true(at != SIZE_MAX);
    const char *file = arena_text(bench->arena, arena_format(bench->arena, "file=%zu:4:420:etc/os-release", at));
    facts = facts_of(bench, "files", S(""), file);
    assert_slice(told(bench->arena, &facts), S("source etc/os-release os_release ID=b\n"));
    assert_int_equal(facts.sources.at[0].mode, 0644);
}

/* As many as two at once and one alone; the list may come before or behind, and the archive be read in place. */
static void digests_are_of_the_kinds_that_lists_record(void **state)
{
#define PACKAGE(name) "file usr/node_modules/" name "/package.json {\"name\":\"" name "\",\"version\":\"1\"}\n"
#define PACKAGES      PACKAGE("a") PACKAGE("bbbb") PACKAGE("ccc")
#define LIST          "file var/lib/dpkg/info/x.md5sums 900150983cd24fb0d6963f7d28e17f72  usr/node_modules/a/package.json\n"
    static const struct {
        const char *entries, *more;
        uint8_t kinds;
    } cases[] = {
        {PACKAGES, NULL, FILE_DIGESTS},
        {PACKAGES LIST, NULL, DIGEST_BIT(DIGEST_MD5)},
        {LIST PACKAGES, NULL, DIGEST_BIT(DIGEST_MD5)},
        {PACKAGES LIST, "seek=1", DIGEST_BIT(DIGEST_MD5)},
        {PACKAGES, "seek=1", FILE_DIGESTS},
    };
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct facts facts = facts_of(bench, "layer", archive(bench, cases[i].entries), cases[i].more);
        size_t seen = 0;
        for (size_t n = 0; n < facts.sources.count; n++) {
            const struct file_digests *digests = facts.sources.at[n].digests;
            struct slice path = facts.sources.at[n].path, name = path_base(path_folder(path));
            if (digests == NULL)
                continue;
            struct slice content = arena_format(bench->arena, "{\"name\":\"%.*s\",\"version\":\"1\"}", SLICE_ARG(name));
            assert_int_equal(digests->kinds, cases[i].kinds);
            for (enum digest_kind kind = DIGEST_MD5; kind <= DIGEST_SHA256; kind++) {
                struct digest expected = digest_over(kind, content);
                const uint8_t *made = file_digest(digests, kind);
                assert_true(made == NULL || memcmp(made, expected.bytes, 16) == 0);
            }
            seen++;
        }
        assert_int_equal(seen, 3);
        clear(bench);
        bench->scratch = -1;
    }
}

static void members_of_an_outer_archive_have_their_places(void **state)
{
    struct bench *bench = *state;
    struct slice bytes = archive(bench, "folder blobs\nfile manifest.json []\nlink a/layer.tar -> ../b/layer.tar\n"
                                        "hard c -> manifest.json\ndevice d - \n");
    struct facts facts = facts_of(bench, "index", bytes, NULL);

    assert_slice(told(bench->arena, &facts),
                 S("member a/layer.tar size 0 -> b/layer.tar\nmember c size 0 -> manifest.json\n"
                   "member manifest.json size 2\n"));
    assert_slice(slice_head(slice_skip(bytes, (size_t)facts.members.at[2].offset), 2), S("[]"));
}

static void a_worker_that_is_called_wrongly_says_so(void **state)
{
    static const char *const calls[][4] = {
        {NULL},
        {"cook", NULL},
        {"layer", "offset=x", NULL},
        {"layer", "offset=18446744073709551616", NULL},
        {"layer", "seek=2", NULL},
        {"layer", "offset", NULL},
    };
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
        bench->input = temporary(S(""));
        bench->output = temporary(S(""));
        bench->scratch = temporary(S(""));
        int status = run(calls[i], bench->input, bench->output, bench->scratch);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == WORKER_EXIT_USAGE);
        assert_true(all_of(bench->arena, bench->output).len > 10);
        clear(bench);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_layer_says_what_it_does_to_those_below),
        TEST(a_diff_id_covers_all_that_is_unpacked),
        TEST(a_checksum_behind_the_archive_counts_with_diff_id_only),
        TEST(a_layer_cut_anywhere_keeps_what_came_before),
        TEST(what_is_no_archive_is_told),
        TEST(outer_archives_are_unpacked_with_holes),
        TEST(a_scratch_file_that_is_full_is_a_limit),
        TEST(zeros_over_a_file_that_was_given_up_are_zeros),
        TEST(paths_are_copied_and_files_read_from_there),
        TEST(digests_are_of_the_kinds_that_lists_record),
        TEST(members_of_an_outer_archive_have_their_places),
        TEST(a_worker_that_is_called_wrongly_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
