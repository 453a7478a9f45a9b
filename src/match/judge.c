#include "match/judge.h"

#include "match/cpe.h"

/*
 * rpm forbids '-' within version and release (rpmbuild, "Illegal char '-'"), so the first one parts them. Where a
 * document has more, they are read as the separators that they are to rpmvercmp; rpm itself would part at the last one.
 */
static struct slice one_dash(struct arena *arena, struct slice version)
{
    size_t first = slice_find_byte(version, '-');

    if (slice_find_last(version, '-') == first)
        return version;
    uint8_t *copy = arena_array(arena, uint8_t, version.len);
    for (size_t i = 0; i < version.len; i++)
        copy[i] = i > first && version.at[i] == '-' ? '.' : version.at[i];
    return slice_of(copy, version.len);
}

void subject_init(struct arena *arena, const struct inventory_package *entry, const struct os *os,
                  struct subject *subject)
{
    const struct package *package = &entry->package;
    struct slice name, stream, rest, minor;

    *subject = (struct subject){.entry = entry, .os = os};
    subject->version = package_full_version(arena, package);
    subject->source_name = package->source_name.len ? package->source_name : package->name;
    subject->source_version = package->source_version.len ? package->source_version : subject->version;
    /* The name of an rpm source package carries no epoch; it is that of its binaries. */
    if (slice_equal(package->type, S("rpm")) && package->source_version.len && package->epoch != EPOCH_ABSENT &&
        slice_find_byte(package->source_version, ':') == package->source_version.len)
        subject->source_version =
            arena_format(arena, "%lld:%.*s", (long long)package->epoch, SLICE_ARG(package->source_version));
    subject->ecosystem = ecosystem_find(package->type);
    if (subject->ecosystem)
        subject->version = ecosystem_version(arena, subject->ecosystem, subject->version);
    if (slice_equal(package->type, S("rpm"))) {
        subject->version = one_dash(arena, subject->version);
        subject->source_version = one_dash(arena, subject->source_version);
    }
    /* name:stream:version:context:arch */
    slice_cut(package->module, ':', &name, &rest);
    slice_cut(rest, ':', &stream, &rest);
    if (name.len)
        subject->module = slice_head(package->module, name.len + (stream.len ? 1 + stream.len : 0));
    subject->repos = package->repos;
    subject->key = subject->ecosystem ? ecosystem_key(arena, subject->ecosystem, package->name) : package->name;
    subject->third_party = entry->origin == ORIGIN_THIRD_PARTY;
    slice_cut(os->version_id, '.', &rest, &minor);
    slice_cut(minor, '.', &minor, &rest);
    if (!slice_decimal(minor, &subject->minor))
        subject->minor = 0;
}

static bool in_list(struct slices list, struct slice text)
{
    for (size_t i = 0; i < list.count; i++)
        if (slice_equal(list.at[i], text))
            return true;
    return false;
}

/* Marks that a build of a channel carries in its version: such a build proves that the channel was there. */
static const struct {
    const char *channel; /* channels that start so */
    const char *mark;
} channel_marks[] = {
    {"esm", "+esm"}, {"esm", "~esm"}, {"fips", "+Fips"}, {"fips", "+fips"}, {"fips", ".fips"},
};

/* Red Hat's extended streams are products of their own: "cpe:/o:redhat:rhel_eus:9.2::baseos" for channel "eus". */
static bool has_stream_product(struct slices repos, struct slice channel)
{
    struct slice prefix = S(":redhat:rhel_");

    for (size_t i = 0; i < repos.count; i++) {
        size_t at = slice_find(repos.at[i], prefix);
        struct slice product, rest;
        if (at == SIZE_MAX)
            continue;
        slice_cut(slice_skip(repos.at[i], at + prefix.len), ':', &product, &rest);
        if (slice_equal(product, channel))
            return true;
    }
    return false;
}

/* A channel that this package or system has: named by either, or proven by the installed build itself (rule 4). */
static bool judge_channel(const struct subject *subject, struct slice channel)
{
    const struct package *package = &subject->entry->package;

    if (!channel.len || in_list(package->channels, channel) || in_list(subject->os->channels, channel))
        return true;
    /* Amazon Linux 2 extras: the topic is part of the repository's name. */
    if (slice_starts(channel, S("extras:")) && slice_starts(package->repository, S("amzn2extra-")) &&
        slice_equal(slice_skip(package->repository, 11), slice_skip(channel, 7)))
        return true;
    if (has_stream_product(subject->repos, channel))
        return true;
    for (size_t i = 0; i < sizeof(channel_marks) / sizeof(channel_marks[0]); i++)
        if (slice_starts(channel, slice_text(channel_marks[i].channel)) &&
            (slice_find(subject->version, slice_text(channel_marks[i].mark)) != SIZE_MAX ||
             slice_find(subject->source_version, slice_text(channel_marks[i].mark)) != SIZE_MAX))
            return true;
    return false;
}

bool judge_extended_stream(const struct os *os)
{
    static const char *const streams[] = {"eus", "aus", "tus", "e4s", "els"};

    for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
        if (in_list(os->channels, slice_text(streams[i])))
            return true;
    return false;
}

int judge_build_minor(struct slice version)
{
    size_t at = slice_find(version, S(".el"));

    if (at == SIZE_MAX)
        return -1;
    struct slice rest = slice_skip(version, at + 3);
    while (rest.len && rest.at[0] >= '0' && rest.at[0] <= '9')
        rest = slice_skip(rest, 1);
    if (!rest.len || rest.at[0] != '_')
        return -1;
    rest = slice_skip(rest, 1);
    int minor = -1;
    for (size_t i = 0; i < rest.len && i < 3 && rest.at[i] >= '0' && rest.at[i] <= '9'; i++)
        minor = (minor < 0 ? 0 : minor) * 10 + (rest.at[i] - '0');
    return minor;
}

/* Oracle's ksplice and FIPS rebuilds stand beside ordinary builds and only speak of their own kind. */
static unsigned oracle_flavour(struct slice version)
{
    unsigned ksplice = slice_find(version, S(".ksplice")) != SIZE_MAX;
    unsigned fips = slice_find(version, S("_fips")) != SIZE_MAX;

    return ksplice | fips << 1;
}

static bool arch_fits(const struct advisory *advisory, struct slice arch)
{
    if (!advisory->arches.count || !arch.len || slice_equal(arch, S("noarch")) || slice_equal(arch, S("all")))
        return true;
    return in_list(advisory->arches, arch);
}

/* Products that every installation of RHEL has its packages from: the release itself and its extended streams. */
static bool is_base_product(struct slice cpe)
{
    struct slice vendor = S(":redhat:");
    size_t at = slice_find(cpe, vendor);

    if (at == SIZE_MAX)
        return false;
    struct slice product = slice_skip(cpe, at + vendor.len);
    return slice_starts(product, S("enterprise_linux")) || slice_starts(product, S("rhel_"));
}

/*
 * A record that names products speaks of packages from their repositories. An image that does not tell its repositories
 * is taken to have the distribution's own, not those of every product that Red Hat sells.
 */
static bool repos_fit(const struct advisory *advisory, struct slices repos)
{
    if (!advisory->repos.count)
        return true;
    for (size_t i = 0; i < advisory->repos.count; i++) {
        if (!repos.count && is_base_product(advisory->repos.at[i]))
            return true;
        for (size_t k = 0; k < repos.count; k++)
            if (cpe_covers(advisory->repos.at[i], repos.at[k]))
                return true;
    }
    return false;
}

static bool name_fits(const struct subject *subject, const struct advisory *advisory)
{
    if (advisory->ecosystem.len)
        return slice_equal(subject->key, advisory->package);
    switch (advisory->kind) {
    case KIND_BINARY: return slice_equal(subject->entry->package.name, advisory->package);
    case KIND_SOURCE: return slice_equal(subject->source_name, advisory->package);
    case KIND_SOURCE_OR_BINARY:
        return slice_equal(subject->entry->package.name, advisory->package) ||
               slice_equal(subject->source_name, advisory->package);
    case KIND_CPE: return false;
    }
    return false;
}

/* Absent must equal absent; "*" is a feed's word for "some stream, it does not say which". */
static bool module_fits(struct slice record, struct slice module)
{
    return slice_equal(record, S("*")) ? module.len > 0 : slice_equal(record, module);
}

static const char *reach_distribution(const struct subject *subject, const struct advisory *advisory)
{
    const struct package *package = &subject->entry->package;

    if (subject->third_party)
        return "the package was not built by the distribution";
    if (!slice_equal(advisory->distro_id, subject->os->id))
        return "the record speaks of another distribution";
    if (advisory->release.len && subject->os->release.len && !slice_equal(advisory->release, subject->os->release))
        return "the record speaks of another release";
    if (slice_equal(package->type, S("rpm")) && !module_fits(advisory->module, subject->module))
        return "the record speaks of another module stream";
    if (slice_equal(subject->os->id, S("ol")) && advisory->fixed_version.len &&
        oracle_flavour(advisory->fixed_version) != oracle_flavour(subject->version))
        return "the record speaks of another build flavour (ksplice, FIPS)";
    return NULL;
}

bool judge_names(const struct subject *subject, const struct advisory *advisory)
{
    return advisory->distro_id.len && !advisory->withdrawn && name_fits(subject, advisory) &&
           !reach_distribution(subject, advisory);
}

bool judge_owned(const struct inventory_package *entry)
{
    return entry->owner && entry->owner->origin != ORIGIN_THIRD_PARTY;
}

bool judge_of_system(struct slice type)
{
    static const struct slice types[] = {S_INIT("deb"),  S_INIT("rpm"),     S_INIT("apk"),   S_INIT("alpm"),
                                         S_INIT("opkg"), S_INIT("portage"), S_INIT("ebuild")};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (slice_equal(type, types[i]))
            return true;
    return false;
}

/* A package of an ecosystem with advisories of its own is never judged by CPEs, which others guessed for it. */
static const char *reach_cpe(const struct subject *subject, const struct advisory *advisory)
{
    const struct package *package = &subject->entry->package;

    if ((subject->ecosystem && subject->ecosystem->published) || judge_of_system(package->type))
        return "the record speaks of a program by its CPE, the package has advisories of its own";
    for (size_t i = 0; i < package->cpes.count; i++)
        if (cpe_speaks_of(advisory->cpe, package->cpes.at[i]))
            return NULL;
    return "the record speaks of another product, or for other target software";
}

static const char *reach_ecosystem(const struct subject *subject, const struct advisory *advisory)
{
    struct slice own = subject->ecosystem ? slice_text(subject->ecosystem->name) : subject->entry->package.type;

    if (!slice_equal(advisory->ecosystem, own))
        return "the record speaks of another ecosystem";
    if (!name_fits(subject, advisory))
        return "the record names another package";
    if (subject->entry->package.main_module && slice_starts(subject->version, S("v0.0.0")))
        return "the version of a main module that was built without a tag is made up";
    return NULL;
}

/* What the record speaks of: a distribution, a program by its CPE, an ecosystem. */
static const char *reach_subject(const struct subject *subject, const struct advisory *advisory)
{
    if (advisory->cpe.len)
        return reach_cpe(subject, advisory);
    if (!advisory->distro_id.len)
        return reach_ecosystem(subject, advisory);
    if (!name_fits(subject, advisory))
        return "the record names another package";
    return reach_distribution(subject, advisory);
}

const char *judge_reach(const struct subject *subject, const struct advisory *advisory)
{
    const struct package *package = &subject->entry->package;
    const char *why;

    if (advisory->withdrawn)
        return "the record was withdrawn";
    if ((why = reach_subject(subject, advisory)))
        return why;
    if (advisory->systems.count && subject->on_linux && !in_list(advisory->systems, S("linux")))
        return "the flaw needs another operating system";
    if (!arch_fits(advisory, package->arch))
        return "the record speaks of other architectures";
    if (!repos_fit(advisory, subject->repos))
        return "the record speaks of products that the package's repositories do not belong to";
    if (!judge_channel(subject, advisory->channel))
        return "the record speaks of a channel that is not enabled";
    return NULL;
}

struct slice judge_operand(const struct subject *subject, const struct advisory *advisory)
{
    if (advisory->kind == KIND_SOURCE ||
        (advisory->kind == KIND_SOURCE_OR_BINARY && !slice_equal(subject->entry->package.name, advisory->package)))
        return subject->source_version;
    return subject->version;
}

/* PEP 440, "Local version identifiers": one that the bound does not name does not count. */
static struct slice without_local(const struct version_scheme *scheme, struct slice bound, struct slice version)
{
    if (!slice_equal(slice_text(scheme->name), S("pep440")) || slice_find_byte(bound, '+') < bound.len)
        return version;
    return slice_head(version, slice_find_byte(version, '+'));
}

static enum judge_answer any_clause(const struct version_scheme *scheme, struct slices clauses, struct slice version)
{
    for (size_t i = 0; i < clauses.count; i++) {
        enum version_answer answer =
            version_range(scheme, clauses.at[i], without_local(scheme, clauses.at[i], version));
        if (answer == VERSION_INVALID)
            return JUDGE_INVALID;
        if (answer == VERSION_YES)
            return JUDGE_AFFECTED;
    }
    return JUDGE_CLEAN;
}

/* An ecosystem's enumerated versions may be written otherwise: "1.0rc1" and "1.0-rc.1". */
static bool in_versions(const struct version_scheme *scheme, const struct advisory *advisory, struct slice version)
{
    for (size_t i = 0; advisory->ecosystem.len && i < advisory->versions.count; i++)
        if (version_placed(scheme, advisory->versions.at[i]) && scheme->compare(version, advisory->versions.at[i]) == 0)
            return true;
    return false;
}

enum judge_answer judge_version(const struct subject *subject, const struct advisory *advisory)
{
    struct slice version = judge_operand(subject, advisory);
    const struct version_scheme *scheme = version_scheme(advisory->scheme);

    if (!scheme || !version.len)
        return JUDGE_INVALID;
    if (!version_placed(scheme, version)) /* a name among the enumerated ones needs no order */
        return !advisory->has_not_affected && in_list(advisory->versions, version) ? JUDGE_AFFECTED : JUDGE_INVALID;
    if (advisory->has_not_affected) {
        enum judge_answer answer = any_clause(scheme, advisory->not_affected_ranges, version);
        if (answer != JUDGE_CLEAN)
            return answer == JUDGE_AFFECTED ? JUDGE_CLEAN : JUDGE_INVALID;
    }
    if (in_list(advisory->versions, version) || in_versions(scheme, advisory, version))
        return JUDGE_AFFECTED;
    if (advisory->has_ranges)
        return any_clause(scheme, advisory->ranges, version);
    if (advisory->versions.count)
        return JUDGE_CLEAN;
    if (advisory->has_not_affected || !advisory->fixed_version.len)
        return JUDGE_AFFECTED;
    if (!version_placed(scheme, advisory->fixed_version))
        return JUDGE_INVALID;
    return scheme->compare(without_local(scheme, advisory->fixed_version, version), advisory->fixed_version) < 0
               ? JUDGE_AFFECTED
               : JUDGE_CLEAN;
}
