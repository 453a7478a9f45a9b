#include "inventory/distro.h"

/*
 * `id` is ID of os-release(5) as the distribution ships it. The key of a release is what the distribution's own
 * advisories are filed under. A row whose `advisory` differs from its `id` was reviewed: its reason stands beside it.
 */
static const struct distro distros[] = {
    {"debian", "debian", NULL, "deb", "deb", "debian", DISTRO_MAJOR, "debian", NULL},
    {"raspbian", "debian", "Raspbian rebuilds Debian's sources under Debian's versions", "deb", "deb", "raspbian",
     DISTRO_MAJOR, "debian", NULL},
    {"ubuntu", "ubuntu", NULL, "deb", "deb", "ubuntu", DISTRO_WHOLE, "ubuntu", NULL},
    {"echo", "echo", NULL, "deb", "deb", "echo", DISTRO_ROLLING, NULL, NULL},
    {"alpine", "alpine", NULL, "apk", "apk", "alpine", DISTRO_MINOR, "alpine-linux", NULL},
    {"postmarketos", "postmarketos", NULL, "apk", "apk", "postmarketos", DISTRO_WHOLE, NULL, NULL},
    {"wolfi", "wolfi", NULL, "apk", "apk", "wolfi", DISTRO_ROLLING, NULL, NULL},
    {"chainguard", "chainguard", NULL, "apk", "apk", "chainguard", DISTRO_ROLLING, NULL, NULL},
    {"minimos", "minimos", NULL, "apk", "apk", "minimos", DISTRO_ROLLING, NULL, NULL},
    {"secureos", "secureos", NULL, "apk", "apk", "secureos", DISTRO_ROLLING, NULL, NULL},
    {"rhel", "rhel", NULL, "rpm", "rpm", "redhat", DISTRO_MAJOR, "rhel", NULL},
    {"centos", "rhel", "CentOS Linux rebuilds RHEL's sources under RHEL's versions", "rpm", "rpm", "centos",
     DISTRO_MAJOR, "centos", NULL},
    {"scientific", "rhel", "Scientific Linux rebuilds RHEL's sources under RHEL's versions", "rpm", "rpm", "scientific",
     DISTRO_MAJOR, NULL, NULL},
    /* Stream runs ahead of RHEL: RHEL's bounds neither clear nor convict its builds. */
    {"centos-stream", "centos-stream", NULL, "rpm", "rpm", "centos", DISTRO_MAJOR, "centos-stream", NULL},
    {"almalinux", "almalinux", NULL, "rpm", "rpm", "almalinux", DISTRO_MAJOR, "almalinux", NULL},
    {"rocky", "rocky", NULL, "rpm", "rpm", "rocky", DISTRO_MAJOR, "rocky-linux", NULL},
    {"ol", "ol", NULL, "rpm", "rpm", "oracle", DISTRO_MAJOR, "oracle-linux", NULL},
    {"amzn", "amzn", NULL, "rpm", "rpm", "amazon", DISTRO_MAJOR, "amazon-linux", NULL},
    {"fedora", "fedora", NULL, "rpm", "rpm", "fedora", DISTRO_MAJOR, "fedora", NULL},
    {"hummingbird", "hummingbird", NULL, "rpm", "rpm", "hummingbird", DISTRO_ROLLING, NULL, NULL},
    {"sles", "sles", NULL, "rpm", "rpm", "suse", DISTRO_WHOLE, "sles", NULL},
    {"sles_sap", "sles", "SLES for SAP Applications is SLES with additions, from the same repositories", "rpm", "rpm",
     "suse", DISTRO_WHOLE, "sles", "sap"},
    {"sled", "sled", NULL, "rpm", "rpm", "suse", DISTRO_WHOLE, NULL, NULL},
    {"sle-micro", "sle-micro", NULL, "rpm", "rpm", "suse", DISTRO_WHOLE, "suse-linux-micro", NULL},
    {"sle-micro-rancher", "sle-micro", "SLE Micro for Rancher is SLE Micro under another name", "rpm", "rpm", "suse",
     DISTRO_WHOLE, "suse-linux-micro", NULL},
    {"opensuse-leap", "opensuse-leap", NULL, "rpm", "rpm", "opensuse", DISTRO_WHOLE, "opensuse", NULL},
    {"opensuse", "opensuse-leap", "Leap 42 called itself opensuse", "rpm", "rpm", "opensuse", DISTRO_WHOLE, "opensuse",
     NULL},
    {"opensuse-leap-micro", "opensuse-leap-micro", NULL, "rpm", "rpm", "opensuse", DISTRO_WHOLE, NULL, NULL},
    {"opensuse-tumbleweed", "opensuse-tumbleweed", NULL, "rpm", "rpm", "opensuse", DISTRO_ROLLING, NULL, NULL},
    {"photon", "photon", NULL, "rpm", "rpm", "photon", DISTRO_WHOLE, "vmware-photon", NULL},
    {"azurelinux", "azurelinux", NULL, "rpm", "rpm", "azurelinux", DISTRO_WHOLE, NULL, NULL},
    {"mariner", "mariner", NULL, "rpm", "rpm", "mariner", DISTRO_WHOLE, NULL, NULL},
    {"openEuler", "openeuler", NULL, "rpm", "rpm", "openeuler", DISTRO_WHOLE, NULL, NULL},
    {"mageia", "mageia", NULL, "rpm", "rpm", "mageia", DISTRO_MAJOR, "mageia", NULL},
    {"bottlerocket", "bottlerocket", NULL, "rpm", "rpm", "bottlerocket", DISTRO_ROLLING, NULL, NULL},
    {"arch", "arch", NULL, "alpm", "alpm", "arch", DISTRO_ROLLING, NULL, NULL},
    {"archarm", "archarm", NULL, "alpm", "alpm", "archarm", DISTRO_ROLLING, NULL, NULL},
    {"manjaro", "manjaro", NULL, "alpm", "alpm", "manjaro", DISTRO_ROLLING, NULL, NULL},
    {"openwrt", "openwrt", NULL, "deb", "opkg", "openwrt", DISTRO_MINOR, "openwrt", NULL},
    {"gentoo", "gentoo", NULL, NULL, NULL, "gentoo", DISTRO_ROLLING, NULL, NULL},
};

/* Releases that name themselves by code name alone while they are in development, and where that name led to. */
static const struct {
    const char *id, *codename, *release;
} codenames[] = {
    {"debian", "buster", "10"},    {"debian", "bullseye", "11"},       {"debian", "bookworm", "12"},
    {"debian", "trixie", "13"},    {"debian", "forky", "14"},          {"debian", "duke", "15"},
    {"debian", "sid", "unstable"}, {"debian", "unstable", "unstable"}, {"debian", "jessie", "8"},
    {"debian", "stretch", "9"},    {"alpine", "edge", "edge"},         {"fedora", "rawhide", "rawhide"},
};

const struct distro *distro_find(struct slice id)
{
    for (size_t i = 0; i < sizeof(distros) / sizeof(distros[0]); i++)
        if (slice_equal_nocase(id, slice_text(distros[i].id)))
            return &distros[i];
    return NULL;
}

static struct slice release_by_codename(struct slice id, struct slice codename)
{
    for (size_t i = 0; i < sizeof(codenames) / sizeof(codenames[0]); i++)
        if (slice_equal(id, slice_text(codenames[i].id)) &&
            slice_equal_nocase(codename, slice_text(codenames[i].codename)))
            return slice_text(codenames[i].release);
    return (struct slice){NULL, 0};
}

/* "3.18.4" with 2 parts gives "3.18"; one that has fewer parts stays as it is. */
static struct slice version_parts(struct slice version, unsigned parts)
{
    for (size_t i = 0; i < version.len; i++)
        if (version.at[i] == '.' && --parts == 0)
            return slice_head(version, i);
    return version;
}

static struct slice release_key(const struct distro *distro, const struct os *os)
{
    struct slice version = os->version_id;

    if (distro->release == DISTRO_ROLLING)
        return (struct slice){NULL, 0};
    struct slice id = slice_text(distro->advisory);
    /* Alpine edge calls itself by the release to come, with _alpha and a day behind it. */
    if (slice_equal(id, S("alpine")) &&
        (slice_find(version, S("_alpha")) != SIZE_MAX || slice_equal(version, S("edge"))))
        return S("edge");
    /* VERSION_ID that is a code name ("sid" on the command line), or none at all: a release in development. */
    struct slice by_name = release_by_codename(id, version.len ? version : os->codename);
    if (by_name.len)
        return by_name;
    /* Amazon Linux 1 is numbered by year and month. */
    if (slice_equal(id, S("amzn")) && slice_starts(version, S("201")))
        return S("1");
    if (distro->release == DISTRO_MAJOR)
        return version_parts(version, 1);
    if (distro->release == DISTRO_MINOR)
        return version_parts(version, 2);
    return version;
}

void distro_resolve(struct arena *arena, struct os *os)
{
    struct slice said = os->said_id;

    /* CentOS Stream says ID=centos; only its name tells it apart. */
    if (slice_equal(said, S("centos")) && slice_find(os->name, S("Stream")) != SIZE_MAX)
        said = S("centos-stream");
    const struct distro *distro = distro_find(said);
    if (!distro) {
        os->id = said;
        if (!os->release.len)
            os->release = os->version_id;
        return;
    }
    os->id = slice_text(distro->advisory);
    os->package_type = slice_text(distro->package_type);
    os->product = slice_text(distro->eol_product);
    if (distro->channel && !os->channels.count) {
        os->channels.at = arena_array(arena, struct slice, 1);
        os->channels.at[0] = slice_text(distro->channel);
        os->channels.count = 1;
    }
    if (distro->reason)
        os->mapping = arena_format(arena, "judged by the advisories of %s: %s", distro->advisory, distro->reason);
    if (!os->release.len)
        os->release = release_key(distro, os);
}
