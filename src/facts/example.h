/* For tests only: facts in which every kind of record and every field of a package stands. */
#ifndef SEAWORTHY_FACTS_EXAMPLE_H
#define SEAWORTHY_FACTS_EXAMPLE_H

#include "facts/facts.h"

static inline struct package example_package(void)
{
    static struct slice licences[] = {S_INIT("GPL-3.0"), S_INIT("MIT")};
    static struct slice needs[] = {S_INIT("glibc"), S_INIT("ncurses")};
    static struct slice groups[] = {S_INIT("prod")}, channels[] = {S_INIT("eus")}, repos[] = {S_INIT("baseos")};
    static struct slice sets[] = {S_INIT("rhel-9-rpms")}, cpes[] = {S_INIT("cpe:/o:example:linux:9")};

    return (struct package){
        .type = S("rpm"),
        .name = S("bash"),
        .epoch = 0,
        .version = S("5.2"),
        .release = S("1.el9"),
        .arch = S("x86_64"),
        .source_name = S("bash-src"),
        .source_version = S("5.2-1.el9"),
        .licences = {licences, 2},
        .vendor = S("Example Corp."),
        .packager = S("Jos\303\251"),
        .module = S("shell:5:1:abc"),
        .state = S("installed"),
        .groups = {groups, 1},
        .scope = SCOPE_DECLARED,
        .relationship = RELATION_ROOT,
        .origin = ORIGIN_THIRD_PARTY,
        .main_module = true,
        .key_entry = true,
        .id = S("p1"),
        .owner = S("p0"),
        .depends_on = {needs, 2},
        .channels = {channels, 1},
        .repos = {repos, 1},
        .content_sets = {sets, 1},
        .cpes = {cpes, 1},
        .build_nvr = S("image-1-2"),
        .repository = S("core"),
        .alias = S("sh"),
        .embedded_in = S("busybox"),
        .purl = S("pkg:rpm/x/bash@5.2"),
        .location = S("usr/bin/bash"),
        .layer_of = S("2"),
        .locations = {needs, 2},
    };
}

static inline void example_facts(struct facts *facts, struct arena *arena)
{
    static const uint8_t digest[16] = "0123456789abcdef";
    static const struct file_digests digests = {FILE_DIGESTS, "md5 16 bytes of ", "sha1 16 bytes of",
                                                "sha256 of 16 byt"};
    struct package package = example_package();
    struct package bare = {.type = S("deb"), .name = S("a"), .epoch = EPOCH_ABSENT, .version = S("1")};

    facts_init(facts, arena, S("sha256:table"));
    facts_source(facts, S("var/lib/rpm/rpmdb.sqlite"), "rpm", 4096, 0644);
    uint32_t index = facts_package(facts, &package);
    facts_package(facts, &bare);
    facts_digests(facts, &digests);
    facts_owned(facts, index, S("usr/bin/bash"), DIGEST_SHA256, digest);
    facts_owned(facts, index, S("usr/bin/sh"), DIGEST_NONE, NULL);
    facts_owned(facts, OWNED_NO_PACKAGE, S("usr/share/doc"), DIGEST_MD5, digest);
    facts_source(facts, S("etc/os-release"), "os_release", 120, 0100644);
    facts_value(facts, "ID", S("example"));
    facts_value(facts, "VERSION_ID", S(""));
    facts_problem(facts, ERROR_MALFORMED, "line %d: odd", 3);
    facts_source(facts, S("empty"), "deb", 0, 0);
    facts_removed(facts, S("b/gone"));
    facts_removed(facts, S("a"));
    facts_opaque(facts, S(""));
    facts_opaque(facts, S("srv"));
    facts_link(facts, S("var/run"), S("/run"), false);
    facts_link(facts, S("bin/sh"), S("bin/bash"), true);
    facts_member(facts, &(struct fact_member){.path = S("manifest.json"), .offset = 512, .size = 77, .mode = 0644});
    facts_member(facts, &(struct fact_member){.path = S("b"), .offset = UINT64_MAX, .link = S("manifest.json")});
    facts_path(facts, path_hash(S("usr/bin/bash")));
    facts_path(facts, path_hash(S("etc/os-release")));
    facts_path(facts, path_hash(S("etc/os-release")));
    facts->entries = 4;
    facts->unpacked = UINT64_MAX;
    facts->diff_id = digest_over(DIGEST_SHA256, S("layer"));
}

#endif
