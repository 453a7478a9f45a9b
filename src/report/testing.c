#include "report/testing.h"

#include <stdlib.h>

#include "report/sink.h"

struct make {
    struct arena *arena;
    const struct test_texts *texts;
};

static struct slice text(const struct make *make, const char *usual)
{
    return make->texts && make->texts->text ? make->texts->text(make->texts->context, usual) : slice_text(usual);
}

static struct slices list(const struct make *make, const char *one, const char *other)
{
    struct slice *at = arena_array(make->arena, struct slice, 2);

    at[0] = text(make, one);
    if (other)
        at[1] = text(make, other);
    return (struct slices){at, other ? 2 : 1};
}

#define DIGEST_OF(digit)                                                                                               \
    "sha256:" digit digit digit digit digit digit digit digit digit digit digit digit digit digit digit digit

static void make_target(const struct make *make, struct report *report)
{
    report->tool_version = S("0.1.0");
    report->target.name = text(make, "app.tar");
    report->target.kind = S("docker-archive");
    report->target.reference = text(make, "registry.example.org/app:1.2");
    report->target.platform = text(make, "linux/amd64");
    report->target.digest = text(make, DIGEST_OF("1f2e"));
    report->target.config_digest = text(make, DIGEST_OF("3d4c"));
    report->target.created = text(make, "2026-01-02T03:04:05.678901Z");
    report->now = S("2026-11-23");
}

static void make_layers(const struct make *make, struct inventory *inventory)
{
    static const struct layer_info layers[] = {{.index = 0, .size = 29124608},
                                               {.index = 1, .empty = true},
                                               {.index = 2, .size = 1048576, .claimed = true},
                                               {.index = 3, .size = 512}};
    static const char *const created_by[] = {
        "/bin/sh -c #(nop) ADD file:9a4f77dfaba7fd2aa78186e4ef0e7486ad55101cefc1fabbc1b385601bb38920 in / ",
        "CMD [\"bash\"]", "RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends curl # buildkit",
        "COPY node_modules /app/node_modules # buildkit"};
    enum { COUNT = sizeof(layers) / sizeof(layers[0]) };

    inventory->layers = arena_array(make->arena, struct layer_info, COUNT);
    inventory->layer_count = COUNT;
    for (size_t i = 0; i < COUNT; i++) {
        inventory->layers[i] = layers[i];
        inventory->layers[i].created_by = text(make, created_by[i]);
        if (layers[i].empty)
            continue;
        inventory->layers[i].digest = text(make, DIGEST_OF("5b6a"));
        inventory->layers[i].diff_id = text(make, DIGEST_OF("7988"));
    }
}

static void make_os(const struct make *make, struct os *os)
{
    *os = (struct os){.id = S("debian"),
                      .said_id = text(make, "raspbian"),
                      .version_id = text(make, "12"),
                      .release = text(make, "12"),
                      .codename = text(make, "bookworm"),
                      .name = text(make, "Raspbian GNU/Linux 12 (bookworm)"),
                      .variant = text(make, "server"),
                      .channels = list(make, "security", "lts"),
                      .from = S("os-release"),
                      .mapping = text(make, "Raspbian rebuilds Debian's packages in the same versions"),
                      .package_type = S("deb")};
}

/* What is usual of a package; "" is left out. */
struct usual {
    const char *type, *name, *version, *release, *arch, *source, *source_version, *vendor, *path;
    int64_t epoch, layer;
};

static const struct usual packages[] = {
    {"deb", "bash", "5.2.15-2+b2", "", "amd64", "bash", "5.2.15-2", "Matthias Klose <doko@debian.org>",
     "var/lib/dpkg/status", EPOCH_ABSENT, 0},
    {"deb", "libssl3", "3.0.11-1~deb12u2", "", "amd64", "openssl", "3.0.11-1~deb12u2",
     "Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>", "var/lib/dpkg/status", EPOCH_ABSENT, 0},
    {"deb", "libssl3", "3.0.11-1~deb12u2", "", "arm64", "openssl", "3.0.11-1~deb12u2",
     "Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>", "var/lib/dpkg/status", EPOCH_ABSENT, 0},
    {"deb", "linux-libc-dev", "6.1.76-1", "", "all", "linux", "6.1.76-1", "Debian Kernel Team", "var/lib/dpkg/status",
     EPOCH_ABSENT, 2},
    {"deb", "openssl", "3.0.11-1~deb12u2", "", "amd64", "openssl", "3.0.11-1~deb12u2",
     "Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>", "var/lib/dpkg/status", EPOCH_ABSENT, 0},
    {"deb", "vim-tiny", "9.0.1378-2", "", "amd64", "vim", "2:9.0.1378-2", "Debian Vim Maintainers",
     "var/lib/dpkg/status", 2, 2},
    {"npm", "@babel/traverse", "7.22.0", "", "", "", "", "", "app/node_modules/@babel/traverse/package.json",
     EPOCH_ABSENT, 3},
    {"rpm", "perl-IO-Socket-SSL", "2.066", "4.module+el8.3.0+6446+594cad75", "noarch", "perl-IO-Socket-SSL",
     "2.066-4.module+el8.3.0+6446+594cad75", "Red Hat, Inc.", "var/lib/rpm/rpmdb.sqlite", 0, -1},
};
enum { PACKAGES = sizeof(packages) / sizeof(packages[0]) };

static struct package make_package(const struct make *make, const struct usual *usual)
{
    struct package package = {.type = text(make, usual->type),
                              .name = text(make, usual->name),
                              .epoch = usual->epoch,
                              .version = text(make, usual->version),
                              .state = S("installed")};

    if (usual->release[0])
        package.release = text(make, usual->release);
    if (usual->arch[0])
        package.arch = text(make, usual->arch);
    if (usual->source[0]) {
        package.source_name = text(make, usual->source);
        package.source_version = text(make, usual->source_version);
    }
    if (usual->vendor[0])
        package.vendor = text(make, usual->vendor);
    return package;
}

/* What only some packages have. */
static void make_rest(const struct make *make, struct inventory_package *at)
{
    at[0].package.licences = list(make, "GPL-3.0-or-later", NULL);
    at[1].package.licences = list(make, "Apache-2.0", "OpenSSL and its friends");
    at[1].package.cpes = list(make, "cpe:2.3:a:openssl:openssl:3.0.11:*:*:*:*:*:*:*", NULL);
    at[1].origin = at[2].origin = at[4].origin = ORIGIN_DISTRIBUTION;
    at[5].origin = ORIGIN_THIRD_PARTY;
    at[5].origin_reason = text(make, "its maintainer is not the distribution's");
    at[5].removed_in = 3;
    at[6].owner = &at[0];
    at[6].depends_on.at = arena_array(make->arena, uint32_t, 2);
    at[6].depends_on.at[1] = 4;
    at[6].depends_on.count = 2;
    at[6].package.locations = list(make, "app/node_modules/.package-lock.json", "app/package-lock.json");
    at[6].package.scope = SCOPE_DECLARED;
    at[6].package.relationship = RELATION_DIRECT;
    at[6].package.main_module = true;
    at[6].package.groups = list(make, "prod", "dev");
    at[6].package.licences = list(make, "MIT OR Apache-2.0", NULL);
    at[6].package.alias = text(make, "traverse");
    at[6].package.embedded_in = text(make, "app.jar");
    at[6].package.repository = text(make, "https://registry.npmjs.org");
    at[7].package.module = text(make, "perl-IO-Socket-SSL:2.066:8030020200427171614:d1dd6bf4");
    at[7].package.channels = list(make, "eus", NULL);
    at[7].package.repos = list(make, "rhel-8-for-x86_64-appstream-rpms", NULL);
    at[7].package.content_sets = list(make, "rhel-8-for-x86_64-baseos-rpms", NULL);
    at[7].package.build_nvr = text(make, "ubi8-container-8.3-227");
    at[7].package.relationship = RELATION_TRANSITIVE;
}

static void make_packages(const struct make *make, struct inventory *inventory)
{
    inventory->packages = arena_array(make->arena, struct inventory_package, PACKAGES);
    inventory->package_count = PACKAGES;
    for (size_t i = 0; i < PACKAGES; i++) {
        struct inventory_package *entry = &inventory->packages[i];
        entry->package = make_package(make, &packages[i]);
        entry->purl = make->texts && make->texts->text ? text(make, "pkg:generic/x")
                                                       : purl_of(make->arena, &entry->package, &inventory->os);
        entry->path = text(make, packages[i].path);
        entry->analyzer = S("made-up");
        entry->layer = packages[i].layer;
        entry->removed_in = -1;
        entry->index = i;
    }
    make_rest(make, inventory->packages);
    inventory->counts.packages = PACKAGES;
    inventory->counts.third_party = 1;
    inventory->counts.declared = 1;
    inventory->counts.version_unknown = 3;
    inventory->counts.files = 8123;
    inventory->counts.skipped = 3;
    inventory->counts.keys = 2;
}

static void make_database(const struct make *make, struct report *report, struct findings *findings)
{
    static const struct {
        const char *name, *built, *source;
        bool used;
    } segments[] = {{"cvss", "2025-11-20T00:00:00Z", "nvd", false},
                    {"debian-12", "2025-12-24T00:00:00Z", "osv-debian", true},
                    {"npm", "2026-11-20T00:00:00Z", "osv-npm", true}};
    enum { COUNT = sizeof(segments) / sizeof(segments[0]) };
    struct database *database = arena_new(make->arena, struct database);

    database->built = text(make, "2026-11-20T00:00:00Z");
    database->segments = arena_array(make->arena, struct segment_info, COUNT);
    database->segment_count = COUNT;
    findings->segments_used = arena_array(make->arena, struct slice, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        struct segment_info *segment = &database->segments[i];
        segment->name = text(make, segments[i].name);
        segment->digest = text(make, DIGEST_OF("abcd"));
        segment->built = text(make, segments[i].built);
        segment->sources = arena_array(make->arena, struct segment_source, 1);
        segment->source_count = 1;
        segment->sources[0] = (struct segment_source){.name = text(make, segments[i].source),
                                                      .date = text(make, "2025-12-24"),
                                                      .licence = text(make, "CC0-1.0"),
                                                      .complete = segments[i].used};
        if (segments[i].used)
            findings->segments_used[findings->segment_count++] = segment->name;
    }
    report->database = database;
}

/* id, package, then the enumerations in turn. */
static const struct {
    const char *id;
    size_t package;
    enum severity severity;
    enum finding_status status;
    enum fix_state fix;
    enum match_by by;
    const char *fixed, *mark;
    bool kev;
} flaws[] = {
    {"CVE-2023-45133", 6, SEVERITY_CRITICAL, FINDING_AFFECTED, FIX_FIXED, MATCH_ECOSYSTEM, "7.23.2", NULL, true},
    {"CVE-2024-5535", 1, SEVERITY_CRITICAL, FINDING_AFFECTED, FIX_FIXED, MATCH_SOURCE, "3.0.14-1~deb12u2", NULL, false},
    {"CVE-2024-5535", 2, SEVERITY_CRITICAL, FINDING_AFFECTED, FIX_FIXED, MATCH_SOURCE, "3.0.14-1~deb12u2", NULL, false},
    {"CVE-2024-1086", 3, SEVERITY_HIGH, FINDING_AFFECTED, FIX_FIXED, MATCH_SOURCE, "6.1.76-2", "kernel_headers", true},
    {"CVE-2024-5535", 4, SEVERITY_CRITICAL, FINDING_AFFECTED, FIX_FIXED, MATCH_SOURCE, "3.0.14-1~deb12u2", NULL, false},
    {"CVE-2024-0727", 1, SEVERITY_MEDIUM, FINDING_AFFECTED, FIX_DEFERRED, MATCH_SOURCE, NULL, NULL, false},
    {"CVE-2024-0727", 2, SEVERITY_MEDIUM, FINDING_AFFECTED, FIX_DEFERRED, MATCH_SOURCE, NULL, NULL, false},
    {"CVE-2024-0727", 4, SEVERITY_MEDIUM, FINDING_AFFECTED, FIX_DEFERRED, MATCH_SOURCE, NULL, NULL, false},
    {"RHSA-2020:9999", 7, SEVERITY_MEDIUM, FINDING_AFFECTED, FIX_END_OF_LIFE, MATCH_CPE, NULL, "unmaintained", false},
    {"CVE-2022-3715", 0, SEVERITY_LOW, FINDING_AFFECTED, FIX_WONT_FIX, MATCH_BINARY, NULL, NULL, false},
    {"CVE-2023-4641", 0, SEVERITY_NEGLIGIBLE, FINDING_AFFECTED, FIX_NONE, MATCH_BINARY, NULL, NULL, false},
    {"CVE-2021-0001", 5, SEVERITY_UNKNOWN, FINDING_AFFECTED, FIX_UNKNOWN, MATCH_UPSTREAM_OF_OWNED, NULL, NULL, false},
    {"CVE-2023-0002", 5, SEVERITY_HIGH, FINDING_UNDER_INVESTIGATION, FIX_UNKNOWN, MATCH_SOURCE, NULL, NULL, false},
    {"CVE-2023-0003", 5, SEVERITY_LOW, FINDING_NOT_AFFECTED, FIX_UNKNOWN, MATCH_SOURCE, NULL, NULL, false},
    {"CVE-2023-0004", 5, SEVERITY_LOW, FINDING_FIXED, FIX_FIXED, MATCH_SOURCE, "2:9.0.1378-1", NULL, false},
};
enum { FLAWS = sizeof(flaws) / sizeof(flaws[0]) };

static void make_words(const struct make *make, struct finding *finding)
{
    static const struct {
        const char *source, *vector;
        double score;
    } words[] = {{"debian", "", -1},
                 {"nvd", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5},
                 {"redhat", "CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:N/A:N", 5}};
    enum { COUNT = sizeof(words) / sizeof(words[0]) };

    finding->severities = arena_array(make->arena, struct severity_word, COUNT);
    finding->severity_count = COUNT;
    for (size_t i = 0; i < COUNT; i++)
        finding->severities[i] = (struct severity_word){.source = text(make, words[i].source),
                                                        .value = i ? SEVERITY_HIGH : finding->severity,
                                                        .cvss = text(make, words[i].vector),
                                                        .score = words[i].score};
    finding->severity_source = text(make, "debian");
}

static void make_finding(const struct make *make, struct findings *findings, const struct inventory *inventory,
                         size_t index)
{
    struct finding *finding = ARENA_PUSH(make->arena, findings);

    finding->id = text(make, flaws[index].id);
    finding->package = &inventory->packages[flaws[index].package];
    finding->status = flaws[index].status;
    finding->severity = flaws[index].severity;
    finding->fix.state = flaws[index].fix;
    finding->match.by = flaws[index].by;
    finding->match.segment = text(make, "debian-12");
    finding->match.rule = text(make, "< 3.0.14-1~deb12u2");
    finding->match.advisory = text(make, flaws[index].id);
    finding->kev = flaws[index].kev;
    finding->epss = -1;
    finding->gated = finding->status == FINDING_AFFECTED && !flaws[index].mark;
    if (flaws[index].mark)
        finding->marks = list(make, flaws[index].mark, NULL);
    if (flaws[index].fixed) {
        finding->fix.version = text(make, flaws[index].fixed);
        finding->fix.channel = text(make, "security");
        finding->fix.available = text(make, "2024-02-11");
    }
    if (index % 2)
        return;
    finding->aliases = list(make, "DSA-5764-1", "GHSA-67hx-6x53-jw92");
    finding->epss = 0.00045;
    finding->epss_date = text(make, "2026-11-19");
    finding->published = text(make, "2024-01-26");
    if (finding->kev)
        finding->kev_due = text(make, "2024-06-20");
    make_words(make, finding);
}

static void make_findings(const struct make *make, struct report *report, bool clean)
{
    struct findings *findings = arena_new(make->arena, struct findings);

    make_database(make, report, findings);
    findings->support.end_of_life = text(make, "2026-06-10");
    findings->support.extended_until = text(make, "2028-06-30");
    findings->support_state = S("extended");
    report->findings = findings;
    if (clean)
        return;
    for (size_t i = 0; i < FLAWS; i++)
        make_finding(make, findings, report->inventory, i);
    findings->unmatched = 2;
    findings->hidden_not_affected = 1;
    findings->hidden_under_investigation = 4;
    findings->hidden_fixed = 5;
}

/* One of each code. */
static void make_problems(const struct make *make, struct report *report)
{
    struct problem *problems = arena_array(make->arena, struct problem, ERROR_COUNT);

    for (int code = ERROR_NONE + 1; code < ERROR_COUNT; code++) {
        struct problem *problem = &problems[report->problem_count++];
        problem->code = (enum error_code)code;
        problem->layer = code % 3 - 1;
        if (code % 2)
            problem->path = text(make, "var/lib/dpkg/status");
        problem->detail = text(make, "line 12: not a 'Key: value' field");
    }
    report->problems = problems;
}

static void make_judgement(const struct make *make, struct report *report, bool clean)
{
    struct judgement *judgement = arena_new(make->arena, struct judgement);

    report->judgement = judgement;
    judgement->asked = !clean;
    judgement->verdict = clean ? VERDICT_PASS : VERDICT_FAIL;
    if (clean)
        return;
    judgement->reasons = arena_array(make->arena, struct verdict_reason, 2);
    judgement->reason_count = 2;
    judgement->reasons[0] = (struct verdict_reason){text(make, "high"), 4};
    judgement->reasons[1] = (struct verdict_reason){text(make, "kev"), 1};
}

struct report *test_report(struct arena *arena, enum test_kind kind, const struct test_texts *texts)
{
    struct make make = {arena, texts};
    struct report *report = arena_new(arena, struct report);
    struct inventory *inventory = arena_new(arena, struct inventory);

    inventory->arena = arena;
    report->inventory = inventory;
    report->complete = kind == TEST_CLEAN || kind == TEST_EMPTY;
    make_target(&make, report);
    if (kind != TEST_EMPTY) {
        make_os(&make, &inventory->os);
        make_layers(&make, inventory);
        make_packages(&make, inventory);
    }
    if (kind == TEST_FULL || kind == TEST_INVENTORY)
        make_problems(&make, report);
    if (kind == TEST_FULL)
        report->sandbox = S("off");
    if (kind == TEST_FULL || kind == TEST_CLEAN)
        make_findings(&make, report, kind == TEST_CLEAN);
    else if (kind == TEST_EMPTY)
        report->findings = arena_new(arena, struct findings);
    if (report->findings)
        make_judgement(&make, report, kind != TEST_FULL);
    return report;
}

struct report_options test_options(void)
{
    return (struct report_options){.severities = UINT32_MAX, .show_all = true};
}

struct slice test_written(struct arena *arena, const struct format *format, const struct report *report,
                          const struct report_options *options)
{
    struct arena *scratch = arena_create_simple();
    struct sink *sink = sink_memory(arena);
    struct error error;

    if (!format->write(sink, report, options, scratch, &error) || !sink_close(sink, &error))
        abort();
    arena_destroy(scratch);
    return sink_bytes(sink);
}

static const struct slice hostile[] = {
    S_INIT("\x1b[2J\x1b[31mred\x1b]0;title\x07"),
    S_INIT("\xe2\x80\xae"
           "gnp.exe\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c"),
    S_INIT("a\nPASS\r\nb\rc"),
    S_INIT("tab\tb\vc\fd"),
    S_INIT("\xff\xfe\xc3\x28\xed\xa0\x80\xf8\x88"),
    S_INIT("nul\0hidden"),
    S_INIT("\xc2\x9b"
           "31m\xc2\x85\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf\xf3\xa0\x81\x81"),
    S_INIT("</script><img src=x onerror=alert(1)>"),
    S_INIT("::set-output name=x::y"),
    S_INIT("  ::error::forged"),
    S_INIT("\xe3\x80\x80::warning::wide blank"),
    S_INIT("x ##[error]forged ##vso[task.setvariable variable=a]b ##teamcity[x]"),
    S_INIT("=cmd|' /C calc'!A0"),
    S_INIT("+1+1"),
    S_INIT("-2+3"),
    S_INIT("@SUM(1+1)*cmd|' /C calc'!A0"),
    S_INIT("\"quotes' and \\backslashes\\\" `ticks` $(x)"),
    S_INIT("[text](https://example.org) {0}"),
    S_INIT("%s%n%1$*2$d"),
    S_INIT("e\xcc\x81\xcc\x81\xcc\x81 \xe6\xbc\xa2\xe5\xad\x97 \xf0\x9f\x90\xb3"),
    S_INIT(" "),
    S_INIT(""),
};
enum { HOSTILE = sizeof(hostile) / sizeof(hostile[0]), LONG_TEXT = 5000 };

size_t test_hostile_count(void)
{
    return HOSTILE + 1;
}

struct slice test_hostile(struct arena *arena, size_t index)
{
    index %= HOSTILE + 1;
    if (index < HOSTILE)
        return hostile[index];
    uint8_t *bytes = arena_array(arena, uint8_t, LONG_TEXT);
    for (size_t i = 0; i < LONG_TEXT; i++)
        bytes[i] = (uint8_t) "long \x1b[m\xff:=#"[i % 11];
    return slice_of(bytes, LONG_TEXT);
}
