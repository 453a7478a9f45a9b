#include "match/reach.h"

#include "match/cpe.h"

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
static bool has_channel(const struct subject *subject, struct slice channel)
{
    const struct package *package = &subject->entry->package;

    if (!channel.len || slices_has(package->channels, channel) || slices_has(subject->os->channels, channel))
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
    return slices_has(advisory->arches, arch);
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

/* A package of an ecosystem with advisories of its own is never judged by CPEs, which others guessed for it. */
static const char *reach_cpe(const struct subject *subject, const struct advisory *advisory)
{
    const struct package *package = &subject->entry->package;

    if ((subject->ecosystem && subject->ecosystem->published) || subject_of_system(package->type))
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

const char *reach_why_not(const struct subject *subject, const struct advisory *advisory)
{
    const struct package *package = &subject->entry->package;
    const char *why;

    if (advisory->withdrawn)
        return "the record was withdrawn";
    if ((why = reach_subject(subject, advisory)))
        return why;
    if (advisory->systems.count && subject->on_linux && !slices_has(advisory->systems, S("linux")))
        return "the flaw needs another operating system";
    if (!arch_fits(advisory, package->arch))
        return "the record speaks of other architectures";
    if (!repos_fit(advisory, subject->repos))
        return "the record speaks of products that the package's repositories do not belong to";
    if (!has_channel(subject, advisory->channel))
        return "the record speaks of a channel that is not enabled";
    return NULL;
}

bool reach_names(const struct subject *subject, const struct advisory *advisory)
{
    return advisory->distro_id.len && !advisory->withdrawn && name_fits(subject, advisory) &&
           !reach_distribution(subject, advisory);
}
