/*
 * What a feed worker tells the parent: a stream of records, each `kind, length, payload`, written as they come and
 * ended by RECORD_END. The worker read other people's bytes, so the parent checks every length, count and text.
 */
#ifndef SEAWORTHY_ADVISORY_RECORD_H
#define SEAWORTHY_ADVISORY_RECORD_H

#include "advisory/advisory.h"
#include "advisory/bytes.h"

enum record_kind {
    RECORD_STATEMENT = 1, /* an advisory about a package */
    RECORD_WORD,          /* somebody's vector or word on the severity of a CVE */
    RECORD_CVE,           /* when a CVE was published, whether it was rejected */
    RECORD_EPSS,
    RECORD_KEV,
    RECORD_SUPPORT,    /* end of life of a distribution release */
    RECORD_REPOSITORY, /* CPEs of a repository (content set) */
    RECORD_DAY,        /* newest day of the feed's data, at its end */
    RECORD_PROBLEM,
    RECORD_END, /* the stream is whole */
};

enum {
    RECORD_HEAD = 5,              /* kind, length as four bytes, low ones first */
    RECORD_LEN_MAX = 4096 * 1024, /* a thousand long texts */
};

struct record_word {
    struct slice cve, source, vector; /* vector empty: `severity` is the word */
    enum severity severity;
};
struct record_cve {
    struct slice cve;
    uint32_t published; /* day; 0: not known */
    bool rejected;
};
struct record_epss {
    struct slice cve;
    uint32_t score, percentile; /* in 1/100000 */
};
struct record_kev {
    struct slice cve;
    uint32_t added, due; /* days; 0: not known */
    bool ransomware;
};
struct record_support {
    struct slice distro_id, release;
    uint32_t end_of_life, extended_until; /* days; 0: not known; end_of_life also DAY_ENDED */
    bool authority;                       /* the distribution itself says so; it wins over collectors */
};
struct record_repository {
    struct slice name;
    struct slices cpes;
};
struct record_problem {
    enum error_code code;
    struct slice path, detail;
};
struct record_end {
    uint64_t problems; /* all of them: those behind the first ones are only counted */
};

struct record {
    enum record_kind kind;
    union {
        struct {
            struct advisory advisory;
            struct slice shape, bound, extra; /* its parts (part.h), by record_take */
            bool secondary;                   /* see emit_statement in feed/emit.h */
        } statement;
        struct record_word word;
        struct record_cve cve;
        struct record_epss epss;
        struct record_kev kev;
        struct record_support support;
        struct record_repository repository;
        uint32_t day;
        struct record_problem problem;
        struct record_end end;
    };
};

/* Appends the record with its head. A statement's parts are made from its advisory. */
void record_put(struct bytes *bytes, const struct record *record);

/*
 * payload  of one record. Texts are borrowed from it, arrays are on `arena`
 * fails    ERROR_MALFORMED
 */
bool record_take(uint8_t kind, struct slice payload, struct arena *arena, struct record *record, struct error *error);

/* Puts a stream together from the pieces that a pipe gives. */
struct record_stream {
    struct arena *scratch; /* of one record at a time */
    struct bytes rest;     /* the beginning of a record that is not whole yet; on an arena of its own */
    bool ended;
};
struct record_stream *record_stream_create(struct arena *arena);
void record_stream_destroy(struct record_stream *stream);
/*
 * take     called for each record but RECORD_END's followers; returns false with `error` set to stop
 * fails    on the first record that is none, or anything behind RECORD_END
 */
bool record_stream_push(struct record_stream *stream, struct slice piece,
                        bool (*take)(void *context, const struct record *record, struct error *error), void *context,
                        struct error *error);
/* returns  true when the stream came to its RECORD_END; else `truncated` */
bool record_stream_end(const struct record_stream *stream, struct error *error);

#endif
