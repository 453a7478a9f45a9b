/*
 * Bills of materials that lie in an image: SPDX 2 (JSON, YAML, RDF, tags), CycloneDX (JSON, XML), Syft's JSON. What a
 * vendor's own one says of the image it lies in is installed (Bitnami, Docker's hardened images); any other speaks of
 * something that need not be there: declared. None takes away what is found otherwise.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/lang.h"
#include "analyzer/systems/sbom_item.h"

/* Where vendors leave the one of the image itself. */
static enum package_scope scope_of(struct slice path)
{
    return path_within(path, S("opt/bitnami")) || path_within(path, S("opt/docker/sbom")) ? SCOPE_INSTALLED
                                                                                          : SCOPE_DECLARED;
}

/* By how it begins, as names lie: ".spdx" holds JSON or tags. */
static bool read_text(struct slice content, struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice begin = slice_trim(slice_starts(content, S("\xef\xbb\xbf")) ? slice_skip(content, 3) : content);
    bool yaml = slice_ends(entry->path, S(".yml")) || slice_ends(entry->path, S(".yaml"));
    enum tree_format format = slice_starts(begin, S("{")) ? TREE_JSON : yaml ? TREE_YAML : TREE_XML;
    struct reader reader = reader_over(content);
    const struct tree *root;
    struct sbom sbom;

    sbom_init(&sbom, facts, scope_of(entry->path), content);
    if (format == TREE_XML && !slice_starts(begin, S("<")))
        return sbom_spdx_tags(&sbom, &reader) || fail(error, ERROR_MALFORMED, "no bill of materials");
    if (!tree_read(format, &reader, entry->arena, &root, error))
        return false;
    return sbom_spdx(&sbom, root) || sbom_cyclonedx(&sbom, root) || sbom_syft(&sbom, root) ||
           sbom_spdx_rdf(&sbom, root) || fail(error, ERROR_UNSUPPORTED, "neither SPDX 2 nor CycloneDX nor Syft's form");
}

static bool sbom_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice content;

    return content_read(&entry->reader, entry->arena, TREE_SIZE_MAX, &content, error) &&
           read_text(content, entry, facts, error);
}

const struct analyzer analyzer_sbom = {
    .name = "sbom",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".spdx"},
                                   {GATE_SUFFIX, "spdx.json"},
                                   {GATE_NAME, ".spdx.*.json"},
                                   {GATE_SUFFIX, ".spdx.yml"},
                                   {GATE_SUFFIX, ".spdx.yaml"},
                                   {GATE_SUFFIX, ".spdx.rdf"},
                                   {GATE_SUFFIX, ".cdx.json"},
                                   {GATE_SUFFIX, ".cdx.xml"},
                                   {GATE_SUFFIX, ".syft.json"},
                                   {GATE_BASENAME, "bom.json"},
                                   {GATE_BASENAME, "bom.xml"},
                                   {GATE_BASENAME, "sbom.json"},
                                   {0}},
    .size_max = TREE_SIZE_MAX,
    .read = sbom_read,
};
