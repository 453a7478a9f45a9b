#include "match/cvss_metric.h"

static const struct cvss_kind *const kinds[] = {&cvss_kind_3_1, &cvss_kind_4_0, &cvss_kind_3_0, &cvss_kind_2_0};

static const struct {
    enum cvss_severity severity;
    int from[4]; /* tenths, for each version; above 100: not used */
} ratings[] = {
    {CVSS_CRITICAL, {[CVSS_2_0] = 101, 90, 90, 90}},
    {CVSS_HIGH, {[CVSS_2_0] = 70, 70, 70, 70}},
    {CVSS_MEDIUM, {[CVSS_2_0] = 40, 40, 40, 40}},
    {CVSS_LOW, {[CVSS_2_0] = 0, 1, 1, 1}},
    {CVSS_NONE, {0}},
};

static size_t cvss_find_metric(const struct cvss_kind *kind, struct slice name)
{
    size_t i = 0;
    while (i < kind->count && !slice_equal(name, slice_text(kind->metrics[i].name)))
        i++;
    return i;
}

static bool cvss_find_value(const struct cvss_metric *metric, struct slice value, uint8_t *place)
{
    for (uint8_t i = 0; metric->values[i]; i++)
        if (slice_equal(value, slice_text(metric->values[i]))) {
            *place = i;
            return true;
        }
    return false;
}

/* Reads "AV:N/AC:L/…": every metric at most once, all base metrics. */
static bool cvss_read(const struct cvss_kind *kind, struct slice fields, uint8_t *values)
{
    uint64_t seen = 0;
    bool more = true;

    while (more) {
        struct slice field, name, value;
        more = slice_cut(fields, '/', &field, &fields);
        if (!slice_cut(field, ':', &name, &value))
            return false;
        size_t metric = cvss_find_metric(kind, name);
        if (metric == kind->count || seen >> metric & 1)
            return false;
        if (!cvss_find_value(&kind->metrics[metric], value, &values[metric]))
            return false;
        seen |= (uint64_t)1 << metric;
    }
    uint64_t base = ((uint64_t)1 << kind->base) - 1;
    return (seen & base) == base;
}

static enum cvss_severity cvss_rate(enum cvss_version version, int tenths)
{
    size_t i = 0;
    while (tenths < ratings[i].from[version])
        i++;
    return ratings[i].severity;
}

/* Without the parentheses that 2.0 may have around. */
static struct slice cvss_bare(struct slice vector)
{
    if (slice_starts(vector, S("(")) && slice_ends(vector, S(")")) && vector.len > 1)
        return slice_head(slice_skip(vector, 1), vector.len - 2);
    return vector;
}

bool cvss_parse(struct slice vector, struct cvss *out)
{
    const struct cvss_kind *kind = &cvss_kind_2_0;
    uint8_t values[CVSS_METRICS_MAX] = {0};
    struct slice fields = vector;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (slice_starts(vector, kinds[i]->prefix)) {
            kind = kinds[i];
            fields = slice_skip(vector, kind->prefix.len);
        }
    if (fields.len == vector.len)
        fields = cvss_bare(fields);
    if (!cvss_read(kind, fields, values))
        return false;

    struct cvss_tenths score = kind->score(kind, values);
    out->version = kind->version;
    out->base = score.base / 10.0; /* of integers: the nearest double everywhere */
    out->temporal = score.temporal / 10.0;
    out->environmental = score.environmental / 10.0;
    out->severity = cvss_rate(kind->version, kind->version == CVSS_4_0 ? score.environmental : score.base);
    return true;
}

const char *cvss_version_name(enum cvss_version version)
{
    static const char *const names[] = {"2.0", "3.0", "3.1", "4.0"};
    return names[version];
}

const char *cvss_severity_name(enum cvss_severity severity)
{
    static const char *const names[] = {"none", "low", "medium", "high", "critical"};
    return names[severity];
}
