/*
 * Inventories and SBOMs as a target: ours ("seaworthy.inventory/1", "seaworthy.report/1"), CycloneDX JSON, SPDX JSON.
 * All become facts of one source named "document". What our own CycloneDX and SPDX files carry beyond their formats
 * (named values, report/fields.h) is read back, so that they match to the same findings; other tools' files are read by
 * purl.
 */
#ifndef SEAWORTHY_ANALYZER_DOCUMENT_DOCUMENT_H
#define SEAWORTHY_ANALYZER_DOCUMENT_DOCUMENT_H

#include "base/json.h"
#include "facts/facts.h"

/* fails  unsupported for JSON that is none of these, malformed for what is no JSON */
bool document_read(struct reader *reader, struct facts *facts, struct error *error);

/* A package while its members come in, and what decides between them at the end. */
struct document_package {
    struct arena *arena;
    struct package package;
    struct slice full_version; /* as SBOMs write it: [epoch:]version[-release] */
    struct slice component;    /* CycloneDX "type": only libraries and applications are packages */
    bool has_fields;           /* named values of ours were there */
    struct {
        struct slice *at;
        size_t count, room;
    } lists[8]; /* while they grow, in the order of document_lists */
};

/* A named value of ours; unknown names are passed over. */
void document_field(struct document_package *package, struct slice name, struct slice value);
/* Files the package: completes it from its purl where it has no values of ours. Nothing without a name. */
void document_finish(struct document_package *package, struct facts *facts);
/* A named value of the operating system, under os-release's names. */
void document_os_field(struct facts *facts, struct slice name, struct slice value);

/* One object of "packages" or "components". */
void document_inventory_package(struct json *json, struct facts *facts);
void document_cyclonedx_component(struct json *json, struct facts *facts);
void document_spdx_package(struct json *json, struct facts *facts);

#endif
