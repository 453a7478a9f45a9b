#include "facts/wire.h"

/* The order is that of the stream: a new row goes to the end, and FACTS_VERSION up. */
#define STRING(member, most)                                                                                           \
    {                                                                                                                  \
        FIELD_STRING, offsetof(struct package, member), most                                                           \
    }
#define LIST(member)                                                                                                   \
    {                                                                                                                  \
        FIELD_LIST, offsetof(struct package, member), FACTS_TEXT_MAX                                                   \
    }
#define CHOICE(member, last)                                                                                           \
    {                                                                                                                  \
        FIELD_CHOICE, offsetof(struct package, member), last                                                           \
    }
#define FLAG(member)                                                                                                   \
    {                                                                                                                  \
        FIELD_FLAG, offsetof(struct package, member), 0                                                                \
    }

const struct fact_field facts_fields[FACTS_FIELDS] = {
    STRING(type, FACTS_NAME_MAX),
    STRING(name, FACTS_NAME_MAX),
    {FIELD_EPOCH, offsetof(struct package, epoch), 0},
    STRING(version, FACTS_NAME_MAX),
    STRING(release, FACTS_NAME_MAX),
    STRING(arch, FACTS_TEXT_MAX),
    STRING(source_name, FACTS_TEXT_MAX),
    STRING(source_version, FACTS_TEXT_MAX),
    LIST(licences),
    STRING(vendor, FACTS_TEXT_MAX),
    STRING(packager, FACTS_TEXT_MAX),
    STRING(module, FACTS_TEXT_MAX),
    STRING(state, FACTS_TEXT_MAX),
    LIST(groups),
    CHOICE(scope, SCOPE_DECLARED),
    CHOICE(relationship, RELATION_ROOT),
    CHOICE(origin, ORIGIN_THIRD_PARTY),
    FLAG(main_module),
    FLAG(key_entry),
    STRING(id, FACTS_TEXT_MAX),
    STRING(owner, FACTS_TEXT_MAX),
    LIST(depends_on),
    LIST(channels),
    LIST(repos),
    LIST(content_sets),
    LIST(cpes),
    STRING(build_nvr, FACTS_TEXT_MAX),
    STRING(repository, FACTS_TEXT_MAX),
    STRING(alias, FACTS_TEXT_MAX),
    STRING(embedded_in, FACTS_TEXT_MAX),
    STRING(purl, FACTS_TEXT_MAX),
    STRING(location, FACTS_TEXT_MAX),
    STRING(layer_of, FACTS_TEXT_MAX),
    LIST(locations),
};
