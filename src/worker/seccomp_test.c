#include "base/testing.h"

#include "worker/filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct filter {
    struct sock_filter at[4096];
    size_t len;
};

/* Classic BPF as the kernel runs it (kernel/seccomp.c, net/core/filter.c): only the instructions that filters use. */
static uint32_t run(const struct filter *filter, const struct seccomp_data *data)
{
    uint32_t a = 0;

    for (size_t pc = 0; pc < filter->len; pc++) {
        const struct sock_filter *f = &filter->at[pc];
        bool yes = false;
        switch (f->code) {
        case BPF_LD | BPF_W | BPF_ABS:
            assert_true(f->k % 4 == 0 && f->k + 4 <= sizeof(*data));
            memcpy(&a, (const uint8_t *)data + f->k, 4);
            continue;
        case BPF_ALU | BPF_AND | BPF_K: a &= f->k; continue;
        case BPF_JMP | BPF_JA: pc += f->k; continue;
        case BPF_JMP | BPF_JEQ | BPF_K: yes = a == f->k; break;
        case BPF_JMP | BPF_JGE | BPF_K: yes = a >= f->k; break;
        case BPF_JMP | BPF_JGT | BPF_K: yes = a > f->k; break;
        case BPF_JMP | BPF_JSET | BPF_K: yes = (a & f->k) != 0; break;
        case BPF_RET | BPF_K: return f->k;
        default: fail_msg("instruction %zu has code 0x%x", pc, f->code);
        }
        pc += yes ? f->jt : f->jf;
    }
    fail_msg("ran over the end");
    return 0;
}

static void load(struct filter *filter, enum seccomp_stage stage)
{
    filter->len = seccomp_program(stage, filter->at);
    assert_in_range(filter->len, 10, SECCOMP_PROGRAM_MAX);
}

/* The same policy, said again in libseccomp's words. */
static void load_reference(struct filter *filter, enum seccomp_stage stage)
{
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
#define ALLOW(call, ...) assert_int_equal(seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(call), __VA_ARGS__), 0)
#define FD(fd)           1, SCMP_A0_64(SCMP_CMP_MASKED_EQ, UINT32_MAX, (fd)) /* the kernel takes the lower half */

    assert_non_null(context);
    ALLOW(read, FD(0));
    ALLOW(pread64, FD(0));
    ALLOW(pread64, FD(3));
    ALLOW(pwrite64, FD(3));
    ALLOW(lseek, FD(0));
    ALLOW(write, FD(1));
    ALLOW(mmap, 2, SCMP_A2_32(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
          SCMP_A3_32(SCMP_CMP_MASKED_EQ, MAP_TYPE | MAP_ANONYMOUS, MAP_PRIVATE | MAP_ANONYMOUS));
    ALLOW(munmap, 0);
    ALLOW(mremap, 0);
    ALLOW(madvise, 1, SCMP_A2_64(SCMP_CMP_MASKED_EQ, UINT32_MAX, MADV_HUGEPAGE));
    ALLOW(brk, 0);
    ALLOW(exit, 0);
    ALLOW(exit_group, 0);
    ALLOW(rt_sigreturn, 0);
    ALLOW(restart_syscall, 0);
    if (stage == SECCOMP_OPENING) {
        ALLOW(prlimit64, FD(0));
        ALLOW(prctl, FD(PR_SET_SECCOMP));
    }
    int descriptor = memfd_create("filter", 0);
    assert_int_equal(seccomp_export_bpf(context, descriptor), 0);
    ssize_t len = pread(descriptor, filter->at, sizeof(filter->at), 0);
    assert_true(len > 0 && (size_t)len < sizeof(filter->at) && (size_t)len % sizeof(*filter->at) == 0);
    filter->len = (size_t)len / sizeof(*filter->at);
    close(descriptor);
    seccomp_release(context);
}

/* Values at which a test on an argument may turn. */
static const uint64_t values[] = {
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    PR_SET_SECCOMP,
    MAP_PRIVATE | MAP_ANONYMOUS,
    MAP_SHARED | MAP_ANONYMOUS,
    MAP_PRIVATE,
    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
    MAP_SHARED_VALIDATE | MAP_ANONYMOUS,
    UINT32_MAX,
    UINT64_MAX,
    UINT64_C(1) << 32,
};

static uint32_t verdict(const struct filter *filter, uint32_t call, uint64_t a0, uint64_t a2, uint64_t a3)
{
    struct seccomp_data data = {.nr = (int)call, .arch = seccomp_arch_native(), .args = {a0, 0, a2, a3}};
    return run(filter, &data);
}

static void the_filter_says_what_libseccomps_says(void **state)
{
    (void)state;
    static struct filter ours, theirs;
    enum { CALLS = 1024, VALUES = sizeof(values) / sizeof(*values) };
    size_t allowed = 0;

    for (enum seccomp_stage stage = SECCOMP_OPENING; stage <= SECCOMP_CLOSED; stage++) {
        load(&ours, stage);
        load_reference(&theirs, stage);
        for (uint32_t call = 0; call < CALLS; call++) {
            bool is_map = call == __NR_mmap;
            for (size_t i = 0; i < VALUES; i++) {
                for (size_t j = 0; j < (is_map ? (size_t)VALUES : 1); j++) {
                    uint64_t a0 = is_map ? 0 : values[i], a2 = is_map ? values[i] : 0, a3 = values[j];
                    uint32_t verdict_ours = verdict(&ours, call, a0, a2, a3);
                    uint32_t verdict_theirs = verdict(&theirs, call, a0, a2, a3);
                    if (verdict_ours != verdict_theirs)
                        fail_msg("call %u (%#lx, %#lx, %#lx): 0x%x, libseccomp 0x%x", call, (unsigned long)a0,
                                 (unsigned long)a2, (unsigned long)a3, verdict_ours, verdict_theirs);
                    allowed += verdict_ours == SECCOMP_RET_ALLOW;
                }
            }
        }
    }
    assert_true(allowed > 100);
}

static void no_other_architecture_may_call(void **state)
{
    (void)state;
    static struct filter filter;
    static const uint32_t others[] = {AUDIT_ARCH_I386, AUDIT_ARCH_ARM, AUDIT_ARCH_MIPS, 0, UINT32_MAX};

    load(&filter, SECCOMP_OPENING);
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
        for (int call = 0; call < 1024; call++) {
            struct seccomp_data data = {.nr = call, .arch = others[i]};
            assert_int_equal(run(&filter, &data), SECCOMP_RET_KILL_PROCESS);
        }
    }
    for (int call = 0; call < 1024; call++) {
        struct seccomp_data data = {.nr = call | 0x40000000, .arch = seccomp_arch_native()}; /* x32 */
        assert_int_equal(run(&filter, &data), SECCOMP_RET_KILL_PROCESS);
    }
}

static void once_closed_nothing_can_be_changed(void **state)
{
    (void)state;
    static struct filter filter;

    load(&filter, SECCOMP_CLOSED);
    assert_int_equal(verdict(&filter, __NR_prlimit64, 0, 0, 0), SECCOMP_RET_KILL_PROCESS);
    assert_int_equal(verdict(&filter, __NR_prctl, PR_SET_SECCOMP, 0, 0), SECCOMP_RET_KILL_PROCESS);
    assert_int_equal(verdict(&filter, __NR_write, 1, 0, 0), SECCOMP_RET_ALLOW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_filter_says_what_libseccomps_says),
        cmocka_unit_test(no_other_architecture_may_call),
        cmocka_unit_test(once_closed_nothing_can_be_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
