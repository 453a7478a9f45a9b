/* What Python's packaging says of names, versions and requirements (packaging.python.org: PEP 440, 503, 508). */
#ifndef SEAWORTHY_ANALYZER_LANG_PYTHON_PYPI_H
#define SEAWORTHY_ANALYZER_LANG_PYTHON_PYPI_H

#include "analyzer/analyzer.h"

/* Lower case, runs of '-', '_' and '.' as one '-'; on the arena. */
struct slice pypi_name(struct arena *arena, struct slice name);
/* A package with that name, in normal form, and version; declared. */
struct package pypi_declared(struct arena *arena, struct slice name, struct slice version);

struct requirement {
    struct slice name; /* as written */
    /*
     * What a requirement names as the version: by one '==', '===', '~=', '>=' or '<='. Empty for ranges of several
     * bounds, exclusions, wildcards, and what is no version.
     */
    struct slice version;
    bool compared; /* it has any comparison */
};

/*
 * "name [extra] (>=1.0, <2) ; marker", without comments and options. Slices point into `text`.
 * returns  false for anything else: addresses ("name @ url", "./folder"), templates, sentences
 */
bool requirement_parse(struct slice text, struct requirement *requirement);

/* Whether that is a path or address, by its form: "./x", "x/y", "x @ https://…", "x-1.0.whl". */
bool requirement_is_address(struct slice text);

/* The name alone that a requirement starts with: "tomli; python_version < '3.11'" is "tomli". Empty when it has none.
 */
struct slice requirement_name(struct slice text);

#endif
