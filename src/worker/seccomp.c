/*
 * The second program of every worker: a list of the system calls that it may make, as a classic BPF program. Whatever
 * is not in the list ends the process at once (SECCOMP_RET_KILL_PROCESS): a decoder that was taken over gets no error
 * to try again with.
 *
 * See seccomp(2), Documentation/userspace-api/seccomp_filter.rst, <linux/seccomp.h>.
 */
#include "worker/filter.h"

#include "worker/protocol.h"

#include <assert.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCHITECTURE AUDIT_ARCH_S390X
#else
#error "which AUDIT_ARCH_ value has this machine? (linux/audit.h)"
#endif

/* What one argument must be: compared as 32 bits, since the kernel takes no more of a descriptor, a mode or a
 * protection. */
enum test {
    TEST_NONE,
    TEST_DESCRIPTOR, /* its bit is set in `value` */
    TEST_MEMORY,     /* mmap: anonymous, private and never executable */
    TEST_EQUAL,
};

struct rule {
    uint32_t call;
    enum test test;
    unsigned argument;
    uint32_t value;
    bool opening; /* gone once the walls are closed */
};

#define ONLY(fd) (1u << (fd))

/* Ordered by how often a job makes them: the list is walked from its start. */
static const struct rule rules[] = {
    {__NR_read, TEST_DESCRIPTOR, 0, ONLY(WORKER_INPUT), false},
    {__NR_pread64, TEST_DESCRIPTOR, 0, ONLY(WORKER_INPUT) | ONLY(WORKER_SCRATCH), false},
    {__NR_pwrite64, TEST_DESCRIPTOR, 0, ONLY(WORKER_SCRATCH), false},
    {__NR_lseek, TEST_DESCRIPTOR, 0, ONLY(WORKER_INPUT), false},
    {__NR_mmap, TEST_MEMORY, 0, 0, false},
    {__NR_munmap, TEST_NONE, 0, 0, false},
    {__NR_brk, TEST_NONE, 0, 0, false},
    {__NR_mremap, TEST_NONE, 0, 0, false}, /* realloc of large blocks */
    {__NR_madvise, TEST_EQUAL, 2, MADV_HUGEPAGE, false},
    {__NR_write, TEST_DESCRIPTOR, 0, ONLY(WORKER_OUTPUT), false},
    {__NR_exit_group, TEST_NONE, 0, 0, false},
    {__NR_exit, TEST_NONE, 0, 0, false},
    {__NR_rt_sigreturn, TEST_NONE, 0, 0, false},    /* the kernel's own return from a handler; none is set */
    {__NR_restart_syscall, TEST_NONE, 0, 0, false}, /* a read that was stopped and continued (SIGSTOP, a debugger) */
    /* walls_close: one limit more, and the second, final filter */
    {__NR_prlimit64, TEST_EQUAL, 0, 0, true},
    {__NR_prctl, TEST_EQUAL, 0, PR_SET_SECCOMP, true},
};

struct program {
    struct sock_filter *at;
    size_t len;
};

static void put(struct program *program, uint16_t code, uint8_t if_true, uint8_t if_false, uint32_t value)
{
    assert(program->len < SECCOMP_PROGRAM_MAX);
    program->at[program->len++] = (struct sock_filter){code, if_true, if_false, value};
}

static void put_load(struct program *program, size_t offset)
{
    put(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

/* The lower half of an argument: arguments are 64 bits in the order of this machine. */
static void put_load_argument(struct program *program, unsigned argument)
{
    size_t offset = offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t);
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        offset += sizeof(uint32_t);
    put_load(program, offset);
}

static void put_kill(struct program *program)
{
    put(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
}

static void put_allow(struct program *program)
{
    put(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
}

static void put_test(struct program *program, const struct rule *rule)
{
    switch (rule->test) {
    case TEST_NONE: put_allow(program); return;
    case TEST_DESCRIPTOR:
        put_load_argument(program, rule->argument);
        for (uint32_t fd = 0; fd <= WORKER_SCRATCH; fd++) {
            if (!(rule->value & ONLY(fd)))
                continue;
            put(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, fd);
            put_allow(program);
        }
        put_kill(program);
        return;
    case TEST_MEMORY:
        put_load_argument(program, 2);
        put(program, BPF_JMP | BPF_JSET | BPF_K, 0, 1, PROT_EXEC);
        put_kill(program);
        put_load_argument(program, 3);
        put(program, BPF_ALU | BPF_AND | BPF_K, 0, 0, MAP_TYPE | MAP_ANONYMOUS);
        put(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, MAP_PRIVATE | MAP_ANONYMOUS);
        put_allow(program);
        put_kill(program);
        return;
    case TEST_EQUAL:
        put_load_argument(program, rule->argument);
        put(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, rule->value);
        put_allow(program);
        put_kill(program);
        return;
    }
}

/* "Is it this call? then its test, else on to the next rule": the test's length is known when it was written. */
static void put_rule(struct program *program, const struct rule *rule)
{
    size_t jump = program->len;

    put(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, rule->call);
    put_test(program, rule);
    program->at[jump].jf = (uint8_t)(program->len - jump - 1);
}

size_t seccomp_program(enum seccomp_stage stage, struct sock_filter instructions[SECCOMP_PROGRAM_MAX])
{
    struct program program = {.at = instructions};

    /* Another architecture's numbers mean other calls: 32-bit calls of a 64-bit process end here. */
    put_load(&program, offsetof(struct seccomp_data, arch));
    put(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
    put_kill(&program);
    /* x32 (bit 30 of the number) is of the same architecture; its numbers are in no rule. */
    put_load(&program, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
        if (stage == SECCOMP_OPENING || !rules[i].opening)
            put_rule(&program, &rules[i]);
    put_kill(&program);
    return program.len;
}

bool seccomp_raise(enum seccomp_stage stage, struct error *error)
{
    struct sock_filter instructions[SECCOMP_PROGRAM_MAX];
    struct sock_fprog program = {.filter = instructions};

    program.len = (unsigned short)seccomp_program(stage, instructions);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0)
        return fail(error, ERROR_UNSUPPORTED, "the kernel refuses a seccomp filter: %s", strerrordesc_np(errno));
    return true;
}
