/*
 * Erlang/OTP: the resource file of an application that is installed, ebin/NAME.app. Source: OTP, app(5):
 *     {application, name, [{description, "…"}, {vsn, "1.2.3"}, …]}.
 * What comes with OTP itself is not told apart: each application has a version of its own.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/erlang/terms.h"
#include "analyzer/lang/lang.h"

static bool take_atom(struct terms *terms, const char *atom)
{
    struct term term = terms_next(terms);

    return term.kind == TERM_ATOM && slice_equal(term.text, slice_text(atom));
}

/* The text of {vsn, "…"} in the list that begins here; empty when there is none. */
static struct slice version_of(struct terms *terms)
{
    if (!terms_take(terms, ',') || !terms_take(terms, '['))
        return (struct slice){0};
    while (terms_take(terms, '{')) {
        struct terms tuple = *terms;
        if (take_atom(&tuple, "vsn") && terms_take(&tuple, ',')) {
            struct term version = terms_next(&tuple);
            return version.kind == TERM_STRING ? version.text : (struct slice){0};
        }
        if (!terms_leave(terms, 1))
            break;
        terms_take(terms, ',');
    }
    return (struct slice){0};
}

static bool otp_app_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice content;
    struct terms terms;

    if (!slice_equal(path_base(path_folder(entry->path)), S("ebin")))
        return true;
    if (!content_read(&entry->reader, entry->arena, TREE_SIZE_MAX, &content, error))
        return false;
    terms_init(&terms, entry->arena, content, '%');
    if (!terms_take(&terms, '{') || !take_atom(&terms, "application") || !terms_take(&terms, ','))
        return fail(error, ERROR_MALFORMED, "not {application, NAME, […]}");
    struct term name = terms_next(&terms);
    if (name.kind != TERM_ATOM || name.text.len == 0)
        return fail(error, ERROR_MALFORMED, "an application without a name");
    struct package package = lang_package("otp", name.text, version_of(&terms), SCOPE_INSTALLED);
    if (package.version.len == 0)
        return fail(error, ERROR_MALFORMED, "an application without a version");
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_otp_app = {
    .name = "otp-app",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".app"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = otp_app_read,
    .ownable = true,
};
