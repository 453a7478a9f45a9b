/*
 * Forms of token that tell what they are by their first bytes, as their issuers publish them.
 */
#include "base/mask.h"

enum token_bytes {
    HEX = 1,    /* 0-9 a-f A-F */
    ALNUM = 2,  /* letters, digits */
    WORD = 4,   /* and - _ */
    BASE64 = 8, /* and + / = */
    ANY = 16,   /* and - _ . ~ % = */
    CRYPT = 32, /* and . / $ + = , */
};

static const struct form {
    struct slice prefix;
    uint16_t bytes; /* what follows */
    uint16_t min;   /* of these bytes */
    uint16_t max;   /* 0: no limit */
    bool apart;     /* the prefix is too short to stand within a word */
    uint8_t keep;   /* bytes of the prefix that are shown */
} forms[] = {
    /* Code hosts and registries */
    {S_INIT("ghp_"), ALNUM, 30, 0, false, 0},
    {S_INIT("gho_"), ALNUM, 30, 0, false, 0},
    {S_INIT("ghu_"), ALNUM, 30, 0, false, 0},
    {S_INIT("ghs_"), ALNUM, 30, 0, false, 0},
    {S_INIT("ghr_"), ALNUM, 30, 0, false, 0},
    {S_INIT("github_pat_"), WORD, 20, 0, false, 0},
    {S_INIT("glpat-"), ANY, 16, 0, false, 0},
    {S_INIT("gldt-"), WORD, 16, 0, false, 0},
    {S_INIT("glrt-"), ANY, 16, 0, false, 0},
    {S_INIT("glcbt-"), WORD, 16, 0, false, 0},
    {S_INIT("glptt-"), WORD, 16, 0, false, 0},
    {S_INIT("glft-"), WORD, 16, 0, false, 0},
    {S_INIT("glffct-"), WORD, 16, 0, false, 0},
    {S_INIT("glimt-"), WORD, 16, 0, false, 0},
    {S_INIT("glagent-"), WORD, 16, 0, false, 0},
    {S_INIT("gloas-"), WORD, 16, 0, false, 0},
    {S_INIT("glsoat-"), WORD, 16, 0, false, 0},
    {S_INIT("GR1348941"), WORD, 16, 0, false, 0},
    {S_INIT("npm_"), ALNUM, 30, 0, false, 0},
    {S_INIT("pypi-"), WORD, 50, 0, false, 0},
    {S_INIT("rubygems_"), HEX, 40, 0, false, 0},
    {S_INIT("dckr_pat_"), WORD, 20, 0, false, 0},
    {S_INIT("dckr_oat_"), WORD, 20, 0, false, 0},
    {S_INIT("AKCp"), ALNUM, 60, 0, true, 0},
    {S_INIT("cmVmd"), ALNUM, 55, 0, true, 0},
    {S_INIT("CLOJARS_"), ALNUM, 50, 0, false, 0},
    {S_INIT("ATATT3"), ANY, 40, 0, false, 0},
    {S_INIT("ATCTT3"), ANY, 40, 0, false, 0},
    {S_INIT("ATBB"), ALNUM, 28, 0, true, 0},
    {S_INIT("sgp_"), WORD, 40, 0, false, 0},
    {S_INIT("sha256~"), WORD, 40, 0, false, 0},
    /* Clouds and infrastructure */
    {S_INIT("AKIA"), ALNUM, 16, 0, true, 0},
    {S_INIT("ASIA"), ALNUM, 16, 0, true, 0},
    {S_INIT("ABIA"), ALNUM, 16, 0, true, 0},
    {S_INIT("ACCA"), ALNUM, 16, 0, true, 0},
    {S_INIT("A3T"), ALNUM, 17, 0, true, 0},
    {S_INIT("ABSK"), BASE64, 100, 0, true, 0},
    {S_INIT("bedrock-api-key-"), BASE64, 20, 0, false, 0},
    {S_INIT("AIza"), WORD, 35, 0, true, 0},
    {S_INIT("ya29."), WORD, 20, 0, false, 0},
    {S_INIT("GOCSPX-"), WORD, 24, 0, false, 0},
    {S_INIT("LTAI"), ALNUM, 12, 24, true, 0},
    {S_INIT("v1.0-"), WORD, 100, 0, true, 0},
    {S_INIT("dop_v1_"), HEX, 40, 0, false, 0},
    {S_INIT("doo_v1_"), HEX, 40, 0, false, 0},
    {S_INIT("dor_v1_"), HEX, 40, 0, false, 0},
    {S_INIT("dp.pt."), ALNUM, 40, 0, false, 0},
    {S_INIT("dp.st."), ANY, 40, 0, false, 0},
    {S_INIT("dapi"), HEX, 32, 0, true, 0},
    {S_INIT("hvs."), WORD, 24, 0, false, 0},
    {S_INIT("hvb."), WORD, 24, 0, false, 0},
    {S_INIT("hvr."), WORD, 24, 0, false, 0},
    {S_INIT("s."), ALNUM, 24, 24, true, 0},
    {S_INIT("HRKU-"), WORD, 40, 0, false, 0},
    {S_INIT("fo1_"), WORD, 40, 0, true, 0},
    {S_INIT("fm1a_"), BASE64, 60, 0, true, 0},
    {S_INIT("fm1r_"), BASE64, 60, 0, true, 0},
    {S_INIT("fm2_"), BASE64, 60, 0, true, 0},
    {S_INIT("pul-"), HEX, 40, 0, true, 0},
    {S_INIT("pnu_"), ALNUM, 36, 0, true, 0},
    {S_INIT("tskey-"), WORD, 16, 0, false, 0},
    {S_INIT("pscale_tkn_"), ANY, 30, 0, false, 0},
    {S_INIT("pscale_oauth_"), ANY, 30, 0, false, 0},
    {S_INIT("pscale_pw_"), ANY, 30, 0, false, 0},
    {S_INIT("4b1d"), ALNUM, 38, 38, true, 0},
    {S_INIT("tk-us-"), WORD, 40, 0, false, 0},
    {S_INIT("sbp_"), HEX, 40, 0, true, 0},
    {S_INIT("nfp_"), ALNUM, 36, 0, true, 0},
    {S_INIT("ico-"), ALNUM, 32, 0, true, 0},
    {S_INIT("API-"), ALNUM, 26, 0, true, 0},
    {S_INIT("sm_aat_"), ALNUM, 16, 0, false, 0},
    {S_INIT("sm_pat_"), ALNUM, 16, 0, false, 0},
    {S_INIT("sm_sat_"), ALNUM, 16, 0, false, 0},
    /* Talk and mail */
    {S_INIT("xoxb-"), WORD, 8, 0, false, 0},
    {S_INIT("xoxa-"), WORD, 8, 0, false, 0},
    {S_INIT("xoxp-"), WORD, 8, 0, false, 0},
    {S_INIT("xoxr-"), WORD, 8, 0, false, 0},
    {S_INIT("xoxs-"), WORD, 8, 0, false, 0},
    {S_INIT("xoxo-"), WORD, 8, 0, false, 0},
    {S_INIT("xoxe"), ANY, 20, 0, false, 0},
    {S_INIT("xapp-"), WORD, 8, 0, false, 0},
    {S_INIT("hooks.slack.com/services/"), BASE64, 20, 0, false, 25},
    {S_INIT("hooks.slack.com/workflows/"), BASE64, 20, 0, false, 26},
    {S_INIT("hooks.slack.com/triggers/"), BASE64, 20, 0, false, 25},
    {S_INIT(".webhook.office.com/webhookb2/"), (BASE64 | ANY), 20, 0, false, 30},
    {S_INIT("discord.com/api/webhooks/"), (BASE64 | ANY), 20, 0, false, 25},
    {S_INIT("SG."), ANY, 60, 0, true, 0},
    {S_INIT("xkeysib-"), WORD, 60, 0, false, 0},
    {S_INIT("key-"), HEX, 32, 32, true, 0},
    {S_INIT("SK"), HEX, 32, 32, true, 0},
    /* Shops and payment */
    {S_INIT("sk_live_"), ALNUM, 10, 0, false, 0},
    {S_INIT("sk_test_"), ALNUM, 10, 0, false, 0},
    {S_INIT("sk_prod_"), ALNUM, 10, 0, false, 0},
    {S_INIT("rk_live_"), ALNUM, 10, 0, false, 0},
    {S_INIT("rk_test_"), ALNUM, 10, 0, false, 0},
    {S_INIT("rk_prod_"), ALNUM, 10, 0, false, 0},
    {S_INIT("whsec_"), BASE64, 20, 0, false, 0},
    {S_INIT("shpat_"), HEX, 32, 0, false, 0},
    {S_INIT("shpss_"), HEX, 32, 0, false, 0},
    {S_INIT("shpca_"), HEX, 32, 0, false, 0},
    {S_INIT("shppa_"), HEX, 32, 0, false, 0},
    {S_INIT("EAAA"), WORD, 22, 0, true, 0},
    {S_INIT("EAAC"), ALNUM, 90, 0, true, 0},
    {S_INIT("EAAM"), ALNUM, 90, 0, true, 0},
    {S_INIT("sq0atp-"), WORD, 22, 0, false, 0},
    {S_INIT("sq0csp-"), WORD, 22, 0, false, 0},
    {S_INIT("EZAK"), ALNUM, 54, 0, true, 0},
    {S_INIT("EZTK"), ALNUM, 54, 0, true, 0},
    {S_INIT("FLWSECK_TEST-"), WORD, 12, 0, false, 0},
    {S_INIT("FLWSECK-"), WORD, 12, 0, false, 0},
    {S_INIT("duffel_live_"), ANY, 40, 0, false, 0},
    {S_INIT("duffel_test_"), ANY, 40, 0, false, 0},
    {S_INIT("shippo_live_"), HEX, 40, 0, false, 0},
    {S_INIT("shippo_test_"), HEX, 40, 0, false, 0},
    /* Models */
    {S_INIT("sk-ant-"), WORD, 20, 0, false, 0},
    {S_INIT("sk-proj-"), WORD, 20, 0, false, 0},
    {S_INIT("sk-svcacct-"), WORD, 20, 0, false, 0},
    {S_INIT("sk-admin-"), WORD, 20, 0, false, 0},
    {S_INIT("sk-"), ALNUM, 32, 0, true, 0},
    {S_INIT("hf_"), ALNUM, 30, 0, true, 0},
    {S_INIT("api_org_"), ALNUM, 30, 0, true, 0},
    {S_INIT("pplx-"), ALNUM, 40, 0, false, 0},
    /* Hashes of passwords: crypt(5) */
    {S_INIT("$1$"), CRYPT, 20, 0, true, 3},
    {S_INIT("$2a$"), CRYPT, 40, 0, true, 4},
    {S_INIT("$2b$"), CRYPT, 40, 0, true, 4},
    {S_INIT("$2y$"), CRYPT, 40, 0, true, 4},
    {S_INIT("$5$"), CRYPT, 40, 0, true, 3},
    {S_INIT("$6$"), CRYPT, 60, 0, true, 3},
    {S_INIT("$y$"), CRYPT, 40, 0, true, 3},
    {S_INIT("$7$"), CRYPT, 40, 0, true, 3},
    {S_INIT("$apr1$"), CRYPT, 20, 0, true, 6},
    {S_INIT("$argon2"), CRYPT, 40, 0, true, 7},
    /* Tools */
    {S_INIT("glc_"), BASE64, 32, 0, true, 0},
    {S_INIT("glsa_"), WORD, 32, 0, true, 0},
    {S_INIT("eyJrIjoi"), BASE64, 60, 0, true, 0},
    {S_INIT("sntrys_"), (BASE64 | WORD), 30, 0, false, 0},
    {S_INIT("sntryu_"), HEX, 60, 0, false, 0},
    {S_INIT("dt0c01."), ANY, 60, 0, false, 0},
    {S_INIT("lin_api_"), ALNUM, 36, 0, false, 0},
    {S_INIT("ntn_"), ALNUM, 40, 0, true, 0},
    {S_INIT("PMAK-"), WORD, 40, 0, false, 0},
    {S_INIT("rdme_"), ALNUM, 60, 0, true, 0},
    {S_INIT("fio-u-"), ANY, 60, 0, false, 0},
    {S_INIT("ops_eyJ"), BASE64, 60, 0, false, 0},
    {S_INIT("A3-"), WORD, 30, 0, true, 0},
    {S_INIT("AGE-SECRET-KEY-1"), ALNUM, 50, 0, false, 0},
    {S_INIT("p8e-"), ALNUM, 32, 32, true, 0},
    {S_INIT("s-s4t2"), WORD, 60, 0, true, 0},
    {S_INIT("pat"), ANY, 75, 90, true, 0},
    {S_INIT("pat."), ANY, 60, 0, true, 0},
    {S_INIT("sat."), ANY, 60, 0, true, 0},
    {S_INIT("NRAK-"), ALNUM, 27, 0, true, 0},
    {S_INIT("_gitlab_session="), ALNUM, 32, 0, false, 16},
    {S_INIT("ZXlK"), (BASE64 | WORD), 50, 0, true, 0}, /* a JWT in base64 */
    {S_INIT("Bearer "), (BASE64 | ANY), 20, 0, false, 7},
    {S_INIT("bearer "), (BASE64 | ANY), 20, 0, false, 7},
};

static bool allowed(unsigned bytes, uint8_t c)
{
    bool digit = c >= '0' && c <= '9', letter = (c | 32) >= 'a' && (c | 32) <= 'z';

    if (bytes == HEX)
        return digit || (letter && (c | 32) <= 'f');
    if (digit || letter)
        return true;
    return (bytes & (WORD | ANY) && (c == '-' || c == '_')) || (bytes & BASE64 && (c == '+' || c == '/' || c == '=')) ||
           (bytes & CRYPT && memchr("./$+=,", c, 6)) || (bytes & ANY && (c == '.' || c == '~' || c == '%' || c == '='));
}

static size_t run_of(struct slice s, unsigned bytes)
{
    size_t len = 0;
    while (len < s.len && allowed(bytes, s.at[len]))
        len++;
    return len;
}

/* Prose has words; what was drawn at random has digits, or capitals in the middle. */
static bool looks_random(struct slice s)
{
    bool digit = false, upper = false, lower = false;

    for (size_t i = 0; i < s.len; i++) {
        digit |= s.at[i] >= '0' && s.at[i] <= '9';
        upper |= s.at[i] >= 'A' && s.at[i] <= 'Z';
        lower |= s.at[i] >= 'a' && s.at[i] <= 'z';
    }
    return digit || (upper && lower);
}

/* RFC 7519: two JSON objects in base64url, so "eyJ" each, and a signature that may be empty. */
static size_t jwt_len(struct slice rest)
{
    if (!slice_starts(rest, S("ey")))
        return 0;
    size_t head = run_of(rest, WORD);
    struct slice claims = slice_skip(rest, head);
    if (head < 17 || !slice_starts(claims, S(".ey")))
        return 0;
    size_t body = 1 + run_of(slice_skip(claims, 1), WORD);
    if (body < 12)
        return 0;
    struct slice signature = slice_skip(claims, body);
    return head + body + (slice_starts(signature, S(".")) ? 1 + run_of(slice_skip(signature, 1), WORD) : 0);
}

#define FORMS (sizeof(forms) / sizeof(*forms))
_Static_assert(FORMS <= MASK_FORMS_MAX, "mask_forms is too small");

void mask_forms_index(struct mask_forms *index)
{
    *index = (struct mask_forms){0};
    for (size_t i = FORMS; i-- > 0;) {
        uint8_t *first = &index->first[forms[i].prefix.at[0]];
        index->next[i] = *first;
        *first = (uint8_t)(i + 1);
    }
}

size_t mask_token(const struct mask_forms *index, struct slice rest, bool inside, size_t *keep)
{
    *keep = 0;
    size_t jwt = inside ? 0 : jwt_len(rest);
    if (jwt)
        return jwt;
    for (size_t i = index->first[rest.at[0]]; i > 0; i = index->next[i - 1]) {
        const struct form *form = &forms[i - 1];
        if ((inside && form->apart) || !slice_starts(rest, form->prefix))
            continue;
        struct slice body = slice_skip(rest, form->prefix.len);
        size_t len = run_of(body, form->bytes);
        if (len < form->min || (form->max && len > form->max) || (form->keep && !looks_random(slice_head(body, len))))
            continue;
        *keep = form->keep;
        return form->prefix.len + len;
    }
    return 0;
}
