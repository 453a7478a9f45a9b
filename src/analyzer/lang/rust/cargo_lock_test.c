#include "analyzer/testing.h"

extern const struct analyzer analyzer_cargo_lock, analyzer_cargo_toml;

#define CRATE(name, version) "package cargo|" name "||" version "|||||||"

static const struct row_case locks[] = {
    {"members, crates and what they need", "Cargo.lock",
     S_INIT("version = 3\n\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\n \"libc\",\n \"memchr "
            "1.0.2\",\n]\n\n"
            "[[package]]\nname = \"libc\"\nversion = \"0.2.1\"\nsource = \"registry+https://x\"\nchecksum = \"00\"\n\n"
            "[[package]]\nname = \"memchr\"\nversion = \"1.0.2\"\nsource = \"registry+https://x\"\n"
            "dependencies = [\"libc 0.2.1 (registry+https://x)\"]\n"),
     CRATE("app", "0.1.0") " [declared root needs=libc 0.2.1,memchr 1.0.2]\n" CRATE(
         "libc", "0.2.1") " [declared]\n" CRATE("memchr", "1.0.2") " [declared needs=libc 0.2.1]\n"},
    {"a record without a version and the next", "Cargo.lock",
     S_INIT("[[package]]\nname = \"a\"\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\nsource = \"x\"\n"),
     CRATE("b", "1.0.0") " [declared]\nproblem malformed line 1: a package without a name or a version\n"},
    {"empty", "Cargo.lock", S_INIT(""), ""},
};

static const struct row_case manifests[] = {
    {"the version that is named", "Cargo.toml",
     S_INIT("[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\na = \"0.3\"\nb = \"=1.2.3\"\n"
            "c = \"^0.7\"\nd = { git = \"https://x\", rev = \"0c09\" }\n"
            "z = { git = \"https://x\", rev = \"refs/pull/4/head\" }\ne = { path = \"../e\" }\n"
            "f = { version = \"1\", package = \"g\" }\nh.workspace = true\n[dev-dependencies]\ni = \">=1.0, <2\"\n"),
     "package cargo|app||0.1.0||||||| [declared root]\n"
     "package cargo|a||0.3||||||| [declared direct prod]\n"
     "package cargo|b||1.2.3||||||| [declared direct prod]\n"
     "package cargo|c||||||||| [declared direct prod]\n"
     "package cargo|d||0c09||||||| [declared direct prod]\n"
     "package cargo|g||1||||||| [declared direct prod]\n"
     "package cargo|i||||||||| [declared direct dev]\n"},
    {"what cargo would not take", "Cargo.toml",
     S_INIT("[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\na = { git = {b = \"c\"} }\n"),
     "problem malformed a dependency that cargo would not take\n"},
};

static void lock_files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_cargo_lock, locks, sizeof locks / sizeof *locks);
}

static void manifests_alone(void **state)
{
    (void)state;
    test_row_cases(&analyzer_cargo_toml, manifests, sizeof manifests / sizeof *manifests);
}

static void damage_is_read_within_its_bounds(void **state)
{
    (void)state;
    test_row_damage(&analyzer_cargo_lock, "Cargo.lock",
                    S("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\"b 1 (c)\"]\n"));
    test_row_damage(&analyzer_cargo_toml, "Cargo.toml",
                    S("[package]\nname=\"a\"\nversion=\"1.0.0\"\n[dependencies]\nb={version=\"=1.0.0\"}\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lock_files), cmocka_unit_test(manifests_alone),
                                       cmocka_unit_test(damage_is_read_within_its_bounds)};
    return cmocka_run_group_tests_name("analyzer/lang/rust/cargo_lock", tests, NULL, NULL);
}
