#include "inventory/distro.h"

#include "inventory/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void releases_resolve(void **state)
{
    static const struct {
        const char *id, *version, *codename, *name;
        const char *advisory, *release;
    } cases[] = {
        {"debian", "12", "bookworm", "", "debian", "12"},
        {"debian", "", "forky", "Debian GNU/Linux forky/sid", "debian", "14"},
        {"debian", "sid", "", "", "debian", "unstable"},
        {"debian", "10.8", "", "", "debian", "10"},
        {"ubuntu", "22.04", "jammy", "", "ubuntu", "22.04"},
        {"alpine", "3.18.4", "", "", "alpine", "3.18"},
        {"alpine", "3.22.0_alpha20250108", "", "Alpine Linux edge", "alpine", "edge"},
        {"alpine", "edge", "", "", "alpine", "edge"},
        {"centos", "7", "", "CentOS Linux 7 (Core)", "rhel", "7"},
        {"centos", "9", "", "CentOS Stream 9", "centos-stream", "9"},
        {"rhel", "8.10", "", "", "rhel", "8"},
        {"ol", "8.3", "", "", "ol", "8"},
        {"amzn", "2018.03", "", "", "amzn", "1"},
        {"amzn", "2023", "", "", "amzn", "2023"},
        {"sles", "15.5", "", "", "sles", "15.5"},
        {"opensuse", "42.3", "", "", "opensuse-leap", "42.3"},
        {"wolfi", "20230201", "", "", "wolfi", ""},
        {"arch", "", "", "", "arch", ""},
        {"photon", "3.0", "", "", "photon", "3.0"},
        {"never-heard-of", "1", "", "", "never-heard-of", "1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct os os = {.said_id = slice_text(cases[i].id),
                        .version_id = slice_text(cases[i].version),
                        .codename = slice_text(cases[i].codename),
                        .name = slice_text(cases[i].name)};
        distro_resolve(arena, &os);
        print_message("# %s %s %s\n", cases[i].id, cases[i].version, cases[i].codename);
        assert_true(slice_equal(os.id, slice_text(cases[i].advisory)));
        assert_true(slice_equal(os.release, slice_text(cases[i].release)));
        arena_destroy(arena);
    }
}

static void origins_are_judged(void **state)
{
    static const struct {
        const char *name, *type, *os, *version, *release, *vendor;
        bool vendors_told;
        enum package_origin want;
    } cases[] = {
        {"EPEL on Rocky", "rpm", "rocky", "3.0", "1.el8", "Fedora Project", true, ORIGIN_THIRD_PARTY},
        {"Remi on CentOS, vendor of CentOS", "rpm", "centos", "7.4", "1.el7.remi", "CentOS", true, ORIGIN_THIRD_PARTY},
        {"Red Hat's own", "rpm", "rhel", "1", "1.el8", "Red Hat, Inc.", true, ORIGIN_DISTRIBUTION},
        {"no vendor, but the tag", "rpm", "rhel", "1", "1.el8", "", true, ORIGIN_DISTRIBUTION},
        {"no vendor, no tag", "rpm", "rhel", "1", "1", "", true, ORIGIN_THIRD_PARTY},
        {"a list that names no vendors judges nobody", "rpm", "rhel", "1", "1", "", false, ORIGIN_DISTRIBUTION},
        {"SUSE's releases carry no tag", "rpm", "sles", "1", "150400.3.2", "", true, ORIGIN_DISTRIBUTION},
        {"an unknown distribution", "rpm", "somelinux", "1", "1", "Somebody", true, ORIGIN_UNKNOWN},
        {"Docker's engine", "deb", "debian", "5:24.0.7-1~debian.12~bookworm", "", "Docker <support@docker.com>", true,
         ORIGIN_THIRD_PARTY},
        {"PGDG keeps Debian's maintainer", "deb", "debian", "15.5-1.pgdg120+1", "",
         "Debian PostgreSQL Maintainers <team@tracker.debian.org>", true, ORIGIN_THIRD_PARTY},
        {"a Debian maintainer with a private address", "deb", "debian", "1.0-1", "", "Chris Lamb <lamby@gmail.example>",
         true, ORIGIN_DISTRIBUTION},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct slice reason;
        struct package package = {.type = slice_text(cases[i].type),
                                  .name = S("x"),
                                  .version = slice_text(cases[i].version),
                                  .release = slice_text(cases[i].release),
                                  .vendor = slice_text(cases[i].vendor)};
        struct os os = {.said_id = slice_text(cases[i].os)};
        print_message("# %s\n", cases[i].name);
        assert_int_equal(origin_judge(arena, &package, &os, cases[i].vendors_told, &reason), cases[i].want);
        assert_int_equal(reason.len > 0, cases[i].want == ORIGIN_THIRD_PARTY);
        arena_destroy(arena);
    }
}

static void purls_follow_the_specification(void **state)
{
    static const struct {
        const char *type, *name;
        int64_t epoch;
        const char *version, *release, *arch, *os, *os_version, *want;
    } cases[] = {
        {"deb", "curl", EPOCH_ABSENT, "7.50.3-1", "", "i386", "debian", "8",
         "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=debian-8"},
        {"deb", "attr", 1, "2.4.47-2+b1", "", "amd64", "debian", "",
         "pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64&distro=debian"},
        {"rpm", "centerim", 1, "4.22.10", "1.el6", "i686", "fedora", "25",
         "pkg:rpm/fedora/centerim@4.22.10-1.el6?arch=i686&distro=fedora-25&epoch=1"},
        {"rpm", "NetworkManager", EPOCH_ABSENT, "1.40", "2.el9", "x86_64", "rhel", "9.1",
         "pkg:rpm/redhat/NetworkManager@1.40-2.el9?arch=x86_64&distro=rhel-9.1"},
        {"apk", "curl", EPOCH_ABSENT, "7.83.0-r0", "", "x86", "alpine", "3.16.0",
         "pkg:apk/alpine/curl@7.83.0-r0?arch=x86&distro=alpine-3.16.0"},
        {"alpm", "containers-common", 1, "0.47.4-4", "", "x86_64", "arch", "",
         "pkg:alpm/arch/containers-common@1:0.47.4-4?arch=x86_64&distro=arch"},
        {"npm", "@angular/core", EPOCH_ABSENT, "1.0.0", "", "", "alpine", "3.18", "pkg:npm/%40angular/core@1.0.0"},
        {"maven", "org.apache:io", EPOCH_ABSENT, "1.0", "", "", "alpine", "3.18", "pkg:maven/org.apache/io@1.0"},
        {"golang", "github.com/A/b/v2", EPOCH_ABSENT, "v2.1.0+incompatible", "", "", "", "",
         "pkg:golang/github.com/A/b/v2@v2.1.0%2Bincompatible"},
        {"pypi", "Django_x", EPOCH_ABSENT, "1.0", "", "", "debian", "12", "pkg:pypi/django-x@1.0"},
        {"composer", "Laravel/Laravel", EPOCH_ABSENT, "v5.5", "", "", "", "", "pkg:composer/laravel/laravel@v5.5"},
        {"opkg", "Busybox", EPOCH_ABSENT, "1.2-r3", "", "mips", "openwrt", "22", "pkg:opkg/Busybox@1.2-r3?arch=mips"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct package package = {.type = slice_text(cases[i].type),
                                  .name = slice_text(cases[i].name),
                                  .epoch = cases[i].epoch,
                                  .version = slice_text(cases[i].version),
                                  .release = slice_text(cases[i].release),
                                  .arch = slice_text(cases[i].arch)};
        struct os os = {.said_id = slice_text(cases[i].os), .version_id = slice_text(cases[i].os_version)};
        assert_string_equal(arena_text(arena, purl_of(arena, &package, &os)), cases[i].want);
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(releases_resolve),
        cmocka_unit_test(origins_are_judged),
        cmocka_unit_test(purls_follow_the_specification),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
