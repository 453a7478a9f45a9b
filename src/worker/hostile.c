/*
 * An analyzer that was taken over: put in front of the real rows of a test build of the worker, and of that alone
 * (meson.build, --wrap). A file named "hostile" says what it tries; tests hold that it gets nowhere.
 */
#include "analyzer/analyzer.h"
#include "facts/wire.h"
#include "worker/protocol.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

const struct analyzer *__real_analyzer_at(size_t index);
const struct analyzer *__wrap_analyzer_at(size_t index);

/* Reached when the attempt went through: the test sees it as a value in the facts. */
static void succeeded(struct facts *facts)
{
    facts_value(facts, "succeeded", S("yes"));
}

static void open_file(struct facts *facts)
{
    if (open("/etc/passwd", O_RDONLY) >= 0)
        succeeded(facts);
}

static void open_by_openat2(struct facts *facts)
{
    static const uint64_t how[3] = {O_RDONLY, 0, 0};
    if (syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof(how)) >= 0)
        succeeded(facts);
}

static void connect_socket(struct facts *facts)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(0x7f000001)};
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    connect(descriptor, (const struct sockaddr *)&address, sizeof(address));
    succeeded(facts);
}

static void execute(struct facts *facts)
{
    execl("/bin/true", "true", NULL);
    succeeded(facts);
}

static void fork_process(struct facts *facts)
{
    if (fork() >= 0)
        succeeded(facts);
}

static void clone_thread(struct facts *facts)
{
    if (syscall(SYS_clone, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, NULL, NULL, NULL, NULL) >= 0)
        succeeded(facts);
}

static void trace_parent(struct facts *facts)
{
    if (ptrace(PTRACE_ATTACH, 1, NULL, NULL) == 0)
        succeeded(facts);
}

static void read_parent(struct facts *facts)
{
    syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0);
    succeeded(facts);
}

static void kill_parent(struct facts *facts)
{
    kill(1, SIGTERM);
    succeeded(facts);
}

static void executable_memory(struct facts *facts)
{
    mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    succeeded(facts);
}

static void executable_later(struct facts *facts)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(page, 4096, PROT_READ | PROT_EXEC);
    succeeded(facts);
}

static void map_file(struct facts *facts)
{
    mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, WORKER_SCRATCH, 0);
    succeeded(facts);
}

static void write_input(struct facts *facts)
{
    if (write(WORKER_INPUT, "x", 1) != 0)
        succeeded(facts);
}

static void raise_limit(struct facts *facts)
{
    syscall(SYS_prlimit64, 0, 9, (const uint64_t[]){UINT64_MAX, UINT64_MAX}, NULL);
    succeeded(facts);
}

/* The same numbers mean other calls to a 32-bit entry: 5 is open there. */
static void call_of_32_bits(struct facts *facts)
{
#ifdef __x86_64__
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory"); /* getpid */
#else
    syscall(SYS_getpid);
#endif
    succeeded(facts);
}

static void call_of_x32(struct facts *facts)
{
    syscall(0x40000000 | SYS_getpid);
    succeeded(facts);
}

static void allocate_from_arena(struct facts *facts)
{
    for (;;)
        memset(arena_array(facts->arena, uint8_t, 1 << 20), 1, 1 << 20);
}

static void allocate_pages(struct facts *facts)
{
    size_t taken = 0;
    uint8_t *last = NULL;

    for (;; taken += 1 << 20) {
        uint8_t *page = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (page == MAP_FAILED)
            break;
        memset(page, 1, 1 << 20);
        last = page;
    }
    munmap(last, 1 << 20); /* for the answer */
    facts_value(facts, "megabytes", arena_format(facts->arena, "%zu", taken >> 20));
}

static void write_output(struct facts *facts)
{
    static const uint8_t zeros[65536];
    (void)facts;
    for (;;)
        if (write(WORKER_OUTPUT, zeros, sizeof(zeros)) < 0)
            break;
}

static void write_scratch(struct facts *facts)
{
    (void)facts;
    for (off_t at = 0;; at += 1 << 20)
        if (pwrite(WORKER_SCRATCH, "x", 1, at) < 0)
            break;
}

static void loop(struct facts *facts)
{
    (void)facts;
    for (;;)
        __asm__ volatile("");
}

/* Moves in its input for ever, so that it seems to make progress. */
static void pretend(struct facts *facts)
{
    (void)facts;
    for (off_t at = 0;; at++)
        lseek(WORKER_INPUT, at, SEEK_SET);
}

static void overflow_stack(struct facts *facts)
{
    volatile uint8_t some[65536];
    some[0] = 1;
    if (facts->arena)
        overflow_stack(facts);
    some[1] = some[0];
}

static void send_bytes(struct slice bytes)
{
    if (write(WORKER_OUTPUT, bytes.at, bytes.len) >= 0)
        _exit(0);
}

static void malformed_facts(struct facts *facts)
{
    static const uint8_t version[] = {FACTS_VERSION};
    const struct slice parts[] = {S("SWFACTS\n"), slice_of(version, sizeof version),
                                  S("\1t\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1SWFEND.\n")};

    send_bytes(arena_join(facts->arena, parts, 3));
}

static void half_facts(struct facts *facts)
{
    struct slice whole = facts_encode(facts);
    send_bytes(slice_head(whole, whole.len / 2));
}

static void no_facts(struct facts *facts)
{
    (void)facts;
    _exit(0);
}

static const struct attempt {
    const char *name;
    void (*run)(struct facts *facts);
} attempts[] = {
    {"open", open_file},
    {"openat2", open_by_openat2},
    {"connect", connect_socket},
    {"exec", execute},
    {"fork", fork_process},
    {"clone", clone_thread},
    {"ptrace", trace_parent},
    {"read_parent", read_parent},
    {"kill", kill_parent},
    {"executable_memory", executable_memory},
    {"executable_later", executable_later},
    {"map_file", map_file},
    {"write_input", write_input},
    {"raise_limit", raise_limit},
    {"call_of_32_bits", call_of_32_bits},
    {"call_of_x32", call_of_x32},
    {"arena", allocate_from_arena},
    {"pages", allocate_pages},
    {"output", write_output},
    {"scratch", write_scratch},
    {"loop", loop},
    {"pretend", pretend},
    {"stack", overflow_stack},
    {"malformed", malformed_facts},
    {"half", half_facts},
    {"nothing", no_facts},
};

static bool hostile_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice what = reader_take_upto(&entry->reader, 64);

    for (size_t i = 0; i < sizeof(attempts) / sizeof(*attempts); i++) {
        if (!slice_equal(what, slice_text(attempts[i].name)))
            continue;
        attempts[i].run(facts);
        facts_value(facts, "survived", S("yes"));
    }
    return reader_ok(&entry->reader, error);
}

static const struct analyzer hostile = {
    .name = "hostile",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "hostile"}, {0}},
    .read = hostile_read,
};

const struct analyzer *__wrap_analyzer_at(size_t index)
{
    return index == 0 ? &hostile : __real_analyzer_at(index - 1);
}
