#include "base/error.h"

/* One row a code; its meaning for the verdict and what to do, as a user reads it. Names and blocking: contracts.md. */
static const struct problem_kind kinds[ERROR_COUNT] = {
    [ERROR_NONE] = {"none", false, "nothing is wrong", "nothing has to be done"},
    [ERROR_NO_ADVISORY_SOURCE] = {"no_advisory_source", true,
                                  "the database has no advisories for these packages, so nothing is known about them",
                                  "update the database, or add advisories of your own; do not read this as 'no "
                                  "vulnerabilities'"},
    [ERROR_OS_UNKNOWN] = {"os_unknown", true,
                          "the image does not say which distribution its packages come from, so they were not matched",
                          "tell which one with --distro ID-VERSION"},
    [ERROR_END_OF_LIFE] = {"end_of_life", true,
                           "the distribution gives no more advisories for this release, so new vulnerabilities stay "
                           "unseen",
                           "move the image to a supported release"},
    [ERROR_INTEGRITY] =
        {"integrity", true,
         "the bytes are not the ones that the image's digest names, so what was found in them cannot be "
         "trusted",
         "fetch or save the image again; if it stays, somebody changed it"},
    [ERROR_LAYER_UNREADABLE] = {"layer_unreadable", true,
                                "a layer is damaged, and what it holds behind the damage was not looked at",
                                "fetch or save the image again"},
    [ERROR_TRUNCATED] = {"truncated", true, "a file ends too early, and what is missing was not looked at",
                         "fetch or save the image again, and see that the disk was not full"},
    [ERROR_WORKER_DIED] = {"worker_died", true,
                           "the reader of this layer ended abnormally, and the layer was not looked at",
                           "the image may be hostile; please report it to us with the layer's digest"},
    [ERROR_WORKER_STALLED] =
        {"worker_stalled", true,
         "the reader of this layer made no progress and was ended, and the layer was not looked at",
         "raise --stall or --timeout on a slow machine; else the image may be hostile"},
    [ERROR_LIMIT] = {"limit", true, "something is larger than what is read, and what goes beyond was not looked at",
                     "raise the limit that is named (most follow --max-memory) if you trust the image"},
    [ERROR_DATABASE_UNREADABLE] = {"database_unreadable", true,
                                   "a package database could not be read, so packages are missing from the list",
                                   "see that the package manager of the image itself can read it, and build the image "
                                   "again"},
    [ERROR_DATABASE_MISSING] = {"database_missing", true,
                                "the image is built on a distribution but has no package database, so its packages are "
                                "not known",
                                "keep the package database when the image is made small"},
    [ERROR_UNREADABLE] = {"unreadable", false, "a file or folder could not be opened and was not looked at",
                          "scan with the right to read it"},
    [ERROR_UNSUPPORTED] = {"unsupported", true, "something has a form that we know but do not read",
                           "give it in another form, such as an OCI archive with unencrypted layers"},
    [ERROR_DATABASE_STALE] = {"database_stale", true,
                              "the advisories are older than --db-max-age allows, so newer vulnerabilities stay unseen",
                              "update the database"},
    [ERROR_MALFORMED] = {"malformed", false, "one record of many could not be understood and was left out",
                         "look at the record that is named: a package may be missing from the list"},
    [ERROR_PASSED_OVER] = {"passed_over", false,
                           "files in caches and test data were not read, as nothing there is installed",
                           "nothing has to be done"},
    [ERROR_FEED_FIXED_ONLY] =
        {"feed_fixed_only", false,
         "the source of advisories tells only what was fixed, so vulnerabilities without a fix stay "
         "unseen",
         "nothing can be done; bear it in mind when you compare images"},
    [ERROR_LANDLOCK_MISSING] = {"landlock_missing", false,
                                "the kernel has no Landlock, so one of two walls around the reader is missing",
                                "use Linux 5.13 or newer, or --sandbox require to refuse such a machine"},
    [ERROR_UNVERIFIED] = {"unverified", false,
                          "digests were taken from the archive's own word and not checked against its bytes",
                          "scan with --verify to check them"},
    [ERROR_THIRD_PARTY] = {"third_party", false,
                           "packages that the distribution did not build were not judged by its advisories",
                           "follow the advisories of whoever built them"},
    [ERROR_VERSION_UNKNOWN] = {"version_unknown", false,
                               "a version is not told, or could not be understood, so the package was not "
                               "compared with advisories",
                               "look at the package that is named"},
    [ERROR_FOREIGN_PLATFORM] = {"foreign_platform", false, "the image is for another platform than the one asked for",
                                "nothing has to be done, or choose with --platform"},
    [ERROR_NO_FEED] =
        {"no_feed", false,
         "no feed that this program reads speaks of packages of this kind, so nothing is known about them",
         "add advisories of your own where you know of flaws"},
    [ERROR_USAGE] = {"usage", true, "the call was wrong and nothing was done", "see --help"},
    [ERROR_INTERNAL] = {"internal", true, "Seaworthy itself failed", "please report it to us"},
};

const struct problem_kind *problem_kind(enum error_code code)
{
    if ((unsigned)code >= ERROR_COUNT)
        code = ERROR_INTERNAL;
    return &kinds[code];
}

enum error_code problem_code(struct slice name)
{
    for (unsigned code = ERROR_NONE + 1; code < ERROR_COUNT; code++)
        if (slice_equal(name, slice_text(kinds[code].name)))
            return (enum error_code)code;
    return ERROR_NONE;
}

bool problem_blocking(const struct problem *problem)
{
    return problem_kind(problem->code)->blocking || (problem->code == ERROR_UNREADABLE && problem->database);
}
