#include "inventory/origin.h"

/*
 * rpm: what stands in Vendor of a distribution's own builds, and the tag that its releases carry (%{?dist}). Several
 * rows of one distribution are alternatives. The texts were read from the distributions' own package databases.
 */
static const struct {
    const char *said_id;
    const char *vendor; /* Vendor starts with this */
    const char *tag;    /* found in the release; NULL: its releases carry none */
} rpm_rows[] = {
    {"rhel", "Red Hat", ".el"},
    {"centos", "CentOS", ".el"},
    {"centos", "Red Hat", ".el"},
    {"scientific", "Scientific Linux", ".el"},
    {"almalinux", "AlmaLinux", ".el"},
    {"rocky", "Rocky", ".el"},
    {"ol", "Oracle", ".el"},
    {"amzn", "Amazon", ".amzn"},
    {"fedora", "Fedora Project", ".fc"},
    {"fedora", "Red Hat", ".fc"},
    {"sles", "SUSE", NULL},
    {"sles_sap", "SUSE", NULL},
    {"sled", "SUSE", NULL},
    {"sle-micro", "SUSE", NULL},
    {"sle-micro-rancher", "SUSE", NULL},
    {"opensuse-leap", "openSUSE", NULL},
    {"opensuse-leap", "SUSE", NULL},
    {"opensuse", "openSUSE", NULL},
    {"opensuse", "SUSE", NULL},
    {"opensuse-tumbleweed", "openSUSE", NULL},
    {"opensuse-tumbleweed", "SUSE", NULL},
    {"photon", "VMware", ".ph"},
    {"photon", "Broadcom", ".ph"},
    {"azurelinux", "Microsoft", ".azl"},
    {"mariner", "Microsoft", ".cm"},
    {"openEuler", "http://openeuler.org", ".oe"},
    {"openEuler", "openEuler", ".oe"},
    {"mageia", "Mageia", ".mga"},
};

/* Marks of well-known repositories in a release or a Debian revision, whatever vendor or maintainer says. */
static const struct {
    const char *type, *mark, *who;
} version_marks[] = {
    {"rpm", ".remi", "Remi's repository"},
    {"rpm", "PGDG", "the PostgreSQL repository"},
    {"rpm", ".rhel", "a repository of its vendor"},
    {"deb", "pgdg", "the PostgreSQL repository"},
    {"deb", "nodesource", "NodeSource"},
    {"deb", "deb.sury.org", "deb.sury.org"},
    {"deb", "~ppa", "a personal archive"},
    {"deb", "ppa~", "a personal archive"},
    {"deb", ".ppa", "a personal archive"},
    {"deb", "+ppa", "a personal archive"},
    {"deb", "dotdeb", "Dotdeb"},
    {"deb", "+maria~", "the MariaDB repository"},
    {"deb", "~mongodb", "the MongoDB repository"},
};

/*
 * deb: address domains of vendors that publish their own repositories. dpkg does not record where a package came from,
 * and many of a distribution's maintainers use private addresses: only a known foreign one tells.
 */
static const struct {
    const char *domain, *who;
} deb_maintainers[] = {
    {"@docker.com", "Docker"},
    {"@nodesource.com", "NodeSource"},
    {"@google.com", "Google"},
    {"@microsoft.com", "Microsoft"},
    {"@nginx.com", "NGINX"},
    {"@f5.com", "NGINX"},
    {"@hashicorp.com", "HashiCorp"},
    {"@elastic.co", "Elastic"},
    {"@mongodb.com", "MongoDB"},
    {"@oss.oracle.com", "Oracle"},
    {"@lists.mariadb.org", "MariaDB"},
    {"@mariadb.org", "MariaDB"},
    {"@percona.com", "Percona"},
    {"@grafana.com", "Grafana"},
    {"@influxdb.com", "InfluxData"},
    {"@influxdata.com", "InfluxData"},
    {"@gitlab.com", "GitLab"},
    {"@datadoghq.com", "Datadog"},
    {"@newrelic.com", "New Relic"},
    {"@redis.com", "Redis"},
    {"@redis.io", "Redis"},
    {"@rabbitmq.com", "RabbitMQ"},
    {"@confluent.io", "Confluent"},
    {"@nvidia.com", "NVIDIA"},
    {"@slack-corp.com", "Slack"},
    {"@cli.github.com", "GitHub"},
    {"@github.com>", "GitHub"},
    {"@azul.com", "Azul"},
    {"@adoptium.net", "Adoptium"},
    {"@eclipse.org", "Adoptium"},
    {"@amazon.com", "Amazon"},
    {"@varnish-software.com", "Varnish Software"},
    {"@timescale.com", "Timescale"},
    {"@clickhouse.com", "ClickHouse"},
    {"@yandex-team.ru", "Yandex"},
};

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static bool holds(struct slice text, const char *part)
{
    return slice_find(text, slice_text(part)) != SIZE_MAX;
}

static enum package_origin judge_rpm(struct arena *arena, const struct package *package, const struct os *os,
                                     bool vendors_told, struct slice *reason)
{
    bool known = false, tagged = false, uses_tags = false;

    for (size_t i = 0; i < ROWS(rpm_rows); i++) {
        if (!slice_equal(os->said_id, slice_text(rpm_rows[i].said_id)))
            continue;
        known = true;
        if (package->vendor.len && slice_starts(package->vendor, slice_text(rpm_rows[i].vendor)))
            return ORIGIN_DISTRIBUTION;
        uses_tags = uses_tags || rpm_rows[i].tag;
        tagged = tagged || (rpm_rows[i].tag && holds(package->release, rpm_rows[i].tag));
    }
    if (!known)
        return ORIGIN_UNKNOWN;
    if (package->vendor.len) {
        *reason = arena_format(arena, "its vendor is \"%.*s\"", SLICE_ARG(package->vendor));
        return ORIGIN_THIRD_PARTY;
    }
    if (!tagged && uses_tags && vendors_told) {
        *reason = S("it names no vendor and its release does not carry the distribution's tag");
        return ORIGIN_THIRD_PARTY;
    }
    return ORIGIN_DISTRIBUTION;
}

static enum package_origin judge_deb(struct arena *arena, const struct package *package, const struct os *os,
                                     bool vendors_told, struct slice *reason)
{
    (void)os;
    (void)vendors_told;
    for (size_t i = 0; i < ROWS(deb_maintainers); i++)
        if (holds(package->vendor, deb_maintainers[i].domain)) {
            *reason = arena_format(arena, "its maintainer is %s", deb_maintainers[i].who);
            return ORIGIN_THIRD_PARTY;
        }
    return ORIGIN_DISTRIBUTION;
}

static enum package_origin judge_alpm(struct arena *arena, const struct package *package, const struct os *os,
                                      bool vendors_told, struct slice *reason)
{
    (void)arena;
    (void)os;
    (void)vendors_told;
    /* makepkg writes this when PACKAGER is not set: a build of one's own, from the AUR mostly. */
    if (slice_equal(package->packager, S("Unknown Packager"))) {
        *reason = S("its packager is not set, so Arch did not build it");
        return ORIGIN_THIRD_PARTY;
    }
    return ORIGIN_DISTRIBUTION;
}

static const struct {
    const char *type;
    enum package_origin (*judge)(struct arena *, const struct package *, const struct os *, bool, struct slice *);
} judges[] = {{"rpm", judge_rpm}, {"deb", judge_deb}, {"alpm", judge_alpm}};

enum package_origin origin_judge(struct arena *arena, const struct package *package, const struct os *os,
                                 bool vendors_told, struct slice *reason)
{
    *reason = (struct slice){NULL, 0};
    if (package->origin != ORIGIN_UNKNOWN) {
        if (package->origin == ORIGIN_THIRD_PARTY)
            *reason = S("the inventory says so");
        return package->origin;
    }
    for (size_t i = 0; i < ROWS(version_marks); i++) {
        struct slice text = slice_equal(package->type, S("rpm")) ? package->release : package->version;
        if (slice_equal(package->type, slice_text(version_marks[i].type)) && holds(text, version_marks[i].mark)) {
            *reason = arena_format(arena, "its version carries the mark of %s", version_marks[i].who);
            return ORIGIN_THIRD_PARTY;
        }
    }
    for (size_t i = 0; i < ROWS(judges); i++)
        if (slice_equal(package->type, slice_text(judges[i].type)))
            return judges[i].judge(arena, package, os, vendors_told, reason);
    return ORIGIN_UNKNOWN;
}
