#include "base/testing.h"
#include "target/walk.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder that a shell fills, and the names in the archive that comes of it, one a line with the type before. */
struct tree {
    char path[64];
    struct arena *arena;
    struct walk_problems problems;
    char listing[64 * 1024];
};

static void tree_make(struct tree *tree, const char *script)
{
    char command[4096];

    *tree = (struct tree){.arena = arena_create_simple()};
    snprintf(tree->path, sizeof tree->path, "/tmp/walk-test-XXXXXX");
    assert_non_null(mkdtemp(tree->path));
    snprintf(command, sizeof command, "cd %s && { %s; }", tree->path, script);
    assert_int_equal(system(command), 0);
}

static bool put(void *descriptor, struct slice bytes)
{
    return write(*(int *)descriptor, bytes.at, bytes.len) == (ssize_t)bytes.len;
}

static bool refuse(void *calls, struct slice bytes)
{
    (void)bytes;
    ++*(int *)calls;
    return false;
}

static void tree_walk(struct tree *tree, const struct walk_gate *gates, size_t count)
{
    char file[80], command[256];
    int folder = open(tree->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    snprintf(file, sizeof file, "%s.tar", tree->path);
    int out = open(file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(folder >= 0 && out >= 0);
    const struct walk_sink sink = {.put = put, .context = &out};
    walk_stream(tree->arena, folder, gates, count, &sink, &tree->problems);
    close(folder);
    close(out);
    snprintf(command, sizeof command, "tar -tvf %s | awk '{print substr($1,1,1), $6, $7, $8, $3}'", file);
    FILE *listing = popen(command, "re");
    assert_non_null(listing);
    size_t len = fread(tree->listing, 1, sizeof tree->listing - 1, listing);
    tree->listing[len] = 0;
    assert_int_equal(pclose(listing), 0);
    unlink(file);
}

static void tree_drop(struct tree *tree)
{
    char command[256];

    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", tree->path, tree->path);
    assert_int_equal(system(command), 0);
    arena_destroy(tree->arena);
}

static bool lists(const struct tree *tree, const char *line)
{
    return strstr(tree->listing, line) != NULL;
}

static const struct walk_gate gates[] = {
    {{GATE_PATH, "var/lib/dpkg/status"}, true},          {{GATE_PATH, "etc/os-release"}, false},
    {{GATE_PATH, "usr/lib/os-release"}, false},          {{GATE_FOLDER, "var/lib/dpkg/status.d"}, true},
    {{GATE_GLOB, "var/lib/dpkg/info/*.md5sums"}, false}, {{GATE_GLOB, "var/lib/pacman/local/*/desc"}, true},
};
enum { GATES = sizeof gates / sizeof gates[0] };

static void only_what_gates_want_is_streamed(void **state)
{
    struct tree tree;

    (void)state;
    tree_make(&tree,
              "mkdir -p var/lib/dpkg/info var/lib/dpkg/status.d var/lib/pacman/local/a-1 etc home/x usr/lib proc; "
              "echo s > var/lib/dpkg/status; echo d > var/lib/dpkg/status.d/base; "
              "echo m > var/lib/dpkg/info/a.md5sums; echo l > var/lib/dpkg/info/a.list; "
              "echo p > var/lib/pacman/local/a-1/desc; echo f > var/lib/pacman/local/a-1/files; "
              "echo o > usr/lib/os-release; ln -s ../usr/lib/os-release etc/os-release; echo n > home/x/status; "
              "echo h > etc/passwd; ln -s usr/bin bin; mkdir -p usr/bin; ln -s lib usr/lib64; ln -s sh usr/bin/bash");
    tree_walk(&tree, gates, GATES);
    assert_true(lists(&tree, "- var/lib/dpkg/status   2"));
    assert_true(lists(&tree, "- var/lib/dpkg/status.d/base"));
    assert_true(lists(&tree, "- var/lib/dpkg/info/a.md5sums"));
    assert_true(lists(&tree, "- var/lib/pacman/local/a-1/desc"));
    assert_true(lists(&tree, "- usr/lib/os-release"));
    assert_true(lists(&tree, "l etc/os-release -> /usr/lib/os-release"));
    assert_true(lists(&tree, "l bin -> /usr/bin"));
    assert_true(lists(&tree, "l usr/lib64 -> /usr/lib"));
    assert_false(lists(&tree, "usr/bin/bash"));
    assert_false(lists(&tree, "a.list"));
    assert_false(lists(&tree, "local/a-1/files"));
    assert_false(lists(&tree, "home"));
    assert_false(lists(&tree, "passwd"));
    assert_int_equal(tree.problems.count, 0);
    tree_drop(&tree);
}

static void hostile_trees_lead_nowhere(void **state)
{
    struct tree tree;

    (void)state;
    tree_make(&tree, "mkdir -p var/lib etc usr/lib; ln -s /etc var/lib/dpkg; ln -s /etc/shadow etc/os-release; "
                     "mkfifo usr/lib/os-release");
    tree_walk(&tree, gates, GATES);
    /* Links are told as links; nothing behind them is read, and the FIFO does not block. */
    assert_true(lists(&tree, "l var/lib/dpkg -> /etc"));
    assert_true(lists(&tree, "l etc/os-release -> /etc/shadow"));
    assert_false(lists(&tree, "- "));
    tree_drop(&tree);

    tree_make(&tree, "mkdir -p var/lib/dpkg; mkfifo var/lib/dpkg/status");
    tree_walk(&tree, gates, GATES);
    assert_int_equal(tree.problems.count, 1);
    assert_int_equal(tree.problems.at[0].code, ERROR_DATABASE_UNREADABLE);
    tree_drop(&tree);

    tree_make(&tree, "ln -s / var; ln -s . etc; mkdir -p usr/lib; ln -s os-release usr/lib/os-release");
    tree_walk(&tree, gates, GATES);
    assert_false(lists(&tree, "- "));
    tree_drop(&tree);
}

static void what_may_not_be_read_is_told(void **state)
{
    struct tree tree;

    (void)state;
    if (geteuid() == 0) {
        /* Nothing is forbidden to root: the walk runs as nobody in a child, and tells by its exit status. */
        tree_make(&tree,
                  "mkdir -p var/lib/dpkg/status.d etc; echo s > var/lib/dpkg/status; chmod 0 var/lib/dpkg/status "
                  "var/lib/dpkg/status.d; chmod 755 .");
        pid_t child = fork();
        if (child == 0) {
            int folder = open(tree.path, O_RDONLY | O_DIRECTORY), out = open("/dev/null", O_WRONLY);
            if (setgid(65534) != 0 || setuid(65534) != 0)
                _exit(1);
            const struct walk_sink sink = {.put = put, .context = &out};
            walk_stream(tree.arena, folder, gates, GATES, &sink, &tree.problems);
            bool told = tree.problems.count == 2;
            for (size_t i = 0; told && i < 2; i++)
                told = tree.problems.at[i].code == ERROR_UNREADABLE && tree.problems.at[i].database;
            _exit(told ? 0 : 1);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
        tree_drop(&tree);
    }
}

static void long_names_and_the_whole_tree(void **state)
{
    struct tree tree;

    (void)state;
    tree_make(
        &tree,
        "d=$(printf 'x%.0s' $(seq 120)); mkdir -p $d/$d; echo a > $d/$d/file; ln -s $d $d/link; mkdir -p dev proc/1; "
        "echo b > proc/1/x; touch -- '-n' 'a b'");
    tree_walk(&tree, NULL, 0);
    assert_true(lists(&tree, "xxx/file   2"));
    assert_false(lists(&tree, "proc/1"));
    assert_true(lists(&tree, "- -n"));
    assert_true(lists(&tree, "- a b"));
    tree_drop(&tree);
}

static void names_anywhere_and_first_bytes(void **state)
{
    static const struct walk_gate list[] = {{{GATE_BASENAME, "package.json"}, false},
                                            {{GATE_NAME, "requirements*.txt"}, false},
                                            {{GATE_MAGIC, "\177ELF"}, false}};
    struct tree tree;

    (void)state;
    tree_make(&tree, "mkdir -p a/b/c usr/bin; echo p > a/b/c/package.json; echo q > a/b/c/other.json; "
                     "echo r > a/requirements-dev.txt; printf '\\177ELF123' > usr/bin/tool; echo s > usr/bin/script; "
                     "printf '\\177ELF123' > a/picture.png; printf '\\177ELF123' > a/run.me; chmod +x a/run.me");
    tree_walk(&tree, list, 3);
    assert_true(lists(&tree, "- a/b/c/package.json"));
    assert_true(lists(&tree, "- a/requirements-dev.txt"));
    assert_true(lists(&tree, "- usr/bin/tool"));
    assert_true(lists(&tree, "- a/run.me"));
    assert_false(lists(&tree, "other.json"));
    assert_false(lists(&tree, "script"));
    assert_false(lists(&tree, "picture.png"));
    tree_drop(&tree);
}

static void a_reader_that_goes_away_ends_the_walk(void **state)
{
    struct tree tree;
    int calls = 0;

    (void)state;
    tree_make(&tree, "mkdir -p var/lib/dpkg; head -c 3000000 /dev/zero > var/lib/dpkg/status");
    int folder = open(tree.path, O_RDONLY | O_DIRECTORY);
    const struct walk_sink sink = {.put = refuse, .context = &calls};
    walk_stream(tree.arena, folder, gates, GATES, &sink, &tree.problems);
    close(folder);
    assert_int_equal(calls, 1);
    tree_drop(&tree);
}

/* Takes two pieces by the other way, then cannot any more. */
struct passing {
    int out;
    unsigned pieces;
};

static bool put_passing(void *context, struct slice bytes)
{
    return put(&((struct passing *)context)->out, bytes);
}

static size_t pass_two(void *context, int descriptor, uint64_t len)
{
    struct passing *passing = context;
    char piece[50000];

    if (passing->pieces == 2)
        return 0;
    passing->pieces++;
    ssize_t count = read(descriptor, piece, len < sizeof piece ? (size_t)len : sizeof piece);
    assert_true(count >= 0 && write(passing->out, piece, (size_t)count) == count);
    return (size_t)count;
}

static void large_files_may_go_by(void **state)
{
    static const struct walk_gate wanted[] = {{{GATE_FOLDER, "a"}, false}};
    char command[512];
    struct tree tree;

    (void)state;
    tree_make(&tree, "mkdir a; seq 100 > a/1; seq 20000 > a/2; seq 50000 > a/3; seq 65536 > a/4");
    snprintf(command, sizeof command, "%s.tar", tree.path);
    struct passing passing = {.out = open(command, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    int folder = open(tree.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder >= 0 && passing.out >= 0);
    const struct walk_sink sink = {put_passing, pass_two, &passing};
    walk_stream(tree.arena, folder, wanted, 1, &sink, &tree.problems);
    close(folder);
    close(passing.out);
    assert_int_equal(passing.pieces, 2);
    assert_int_equal(tree.problems.count, 0);
    snprintf(command, sizeof command, "mkdir %s/b && tar -xf %s.tar -C %s/b && diff -r %s/a %s/b/a && rm %s.tar",
             tree.path, tree.path, tree.path, tree.path, tree.path, tree.path);
    assert_int_equal(system(command), 0);
    tree_drop(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_gates_want_is_streamed),
        cmocka_unit_test(hostile_trees_lead_nowhere),
        cmocka_unit_test(what_may_not_be_read_is_told),
        cmocka_unit_test(long_names_and_the_whole_tree),
        cmocka_unit_test(a_reader_that_goes_away_ends_the_walk),
        cmocka_unit_test(names_anywhere_and_first_bytes),
        cmocka_unit_test(large_files_may_go_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
