/*
 * Names that speak of a credential. A name falls into words at punctuation and at capitals ("DB_PASSWORD",
 * "trustStorePassword", "x-api-key"); its words decide, but for names that go on to say that they hold a file, an age …
 */
#include "base/mask.h"

enum { WORDS_MAX = 16 };

struct words {
    struct slice at[WORDS_MAX];
    size_t count;
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Secret wherever they stand, also as the end of a word ("pgpassword"). */
static const struct slice strong[] = {
    S_INIT("password"),      S_INIT("passwd"),           S_INIT("passphrase"),    S_INIT("passcode"),
    S_INIT("passwort"),      S_INIT("secret"),           S_INIT("secrets"),       S_INIT("token"),
    S_INIT("tokens"),        S_INIT("credential"),       S_INIT("credentials"),   S_INIT("apikey"),
    S_INIT("accesskey"),     S_INIT("secretkey"),        S_INIT("privatekey"),    S_INIT("authkey"),
    S_INIT("masterkey"),     S_INIT("signingkey"),       S_INIT("encryptionkey"), S_INIT("passwords"),
    S_INIT("authorization"), S_INIT("dockerconfigjson"), S_INIT("dockercfg"),     S_INIT("apisecret"),
    S_INIT("sshpass"),       S_INIT("storepass"),        S_INIT("keypass"),       S_INIT("userpass"),
    S_INIT("dbpass"),        S_INIT("pgpass"),           S_INIT("dbpwd"),         S_INIT("userpwd"),
};

/* Secret as the last word. */
static const struct slice weak[] = {
    S_INIT("pass"), S_INIT("pw"),  S_INIT("pwd"), S_INIT("auth"),   S_INIT("creds"),   S_INIT("cred"),
    S_INIT("jwt"),  S_INIT("psk"), S_INIT("otp"), S_INIT("passin"), S_INIT("passout"), S_INIT("cookie"),
};

/* What makes the word behind it secret. */
static const struct {
    struct slice first, second;
} pairs[] = {
    {S_INIT("api"), S_INIT("key")},           {S_INIT("api"), S_INIT("keys")},
    {S_INIT("access"), S_INIT("key")},        {S_INIT("private"), S_INIT("key")},
    {S_INIT("auth"), S_INIT("key")},          {S_INIT("signing"), S_INIT("key")},
    {S_INIT("encryption"), S_INIT("key")},    {S_INIT("encrypt"), S_INIT("key")},
    {S_INIT("master"), S_INIT("key")},        {S_INIT("account"), S_INIT("key")},
    {S_INIT("storage"), S_INIT("key")},       {S_INIT("deploy"), S_INIT("key")},
    {S_INIT("ssh"), S_INIT("key")},           {S_INIT("session"), S_INIT("key")},
    {S_INIT("service"), S_INIT("key")},       {S_INIT("license"), S_INIT("key")},
    {S_INIT("licence"), S_INIT("key")},       {S_INIT("write"), S_INIT("key")},
    {S_INIT("insert"), S_INIT("key")},        {S_INIT("admin"), S_INIT("key")},
    {S_INIT("app"), S_INIT("key")},           {S_INIT("application"), S_INIT("key")},
    {S_INIT("connection"), S_INIT("string")}, {S_INIT("auth"), S_INIT("config")},
    {S_INIT("key"), S_INIT("data")},          {S_INIT("pass"), S_INIT("word")},
    {S_INIT("pass"), S_INIT("phrase")},       {S_INIT("app"), S_INIT("pat")},
    {S_INIT("github"), S_INIT("pat")},        {S_INIT("gh"), S_INIT("pat")},
    {S_INIT("devops"), S_INIT("pat")},
};

/* Keys that everybody may see. */
static const struct slice public[] = {
    S_INIT("gpg"),     S_INIT("pgp"),    S_INIT("public"), S_INIT("pub"),   S_INIT("apt"),     S_INIT("release"),
    S_INIT("primary"), S_INIT("sort"),   S_INIT("cache"),  S_INIT("index"), S_INIT("foreign"), S_INIT("repo"),
    S_INIT("archive"), S_INIT("signed"), S_INIT("host"),   S_INIT("rpm"),   S_INIT("publish"), S_INIT("site"),
};

/* A last word that says the value is about the credential and not the credential. */
static const struct slice about[] = {
    S_INIT("file"),       S_INIT("files"),     S_INIT("path"),     S_INIT("paths"),
    S_INIT("dir"),        S_INIT("directory"), S_INIT("url"),      S_INIT("uri"),
    S_INIT("endpoint"),   S_INIT("host"),      S_INIT("hostname"), S_INIT("name"),
    S_INIT("names"),      S_INIT("type"),      S_INIT("mode"),     S_INIT("enabled"),
    S_INIT("disabled"),   S_INIT("required"),  S_INIT("length"),   S_INIT("len"),
    S_INIT("min"),        S_INIT("max"),       S_INIT("days"),     S_INIT("age"),
    S_INIT("ttl"),        S_INIT("expiry"),    S_INIT("expires"),  S_INIT("expire"),
    S_INIT("expiration"), S_INIT("lifetime"),  S_INIT("timeout"),  S_INIT("policy"),
    S_INIT("algorithm"),  S_INIT("alg"),       S_INIT("algo"),     S_INIT("format"),
    S_INIT("prefix"),     S_INIT("header"),    S_INIT("env"),      S_INIT("ref"),
    S_INIT("count"),      S_INIT("size"),      S_INIT("limit"),    S_INIT("version"),
    S_INIT("issuer"),     S_INIT("audience"),  S_INIT("scope"),    S_INIT("scopes"),
    S_INIT("provider"),   S_INIT("method"),    S_INIT("store"),    S_INIT("manager"),
    S_INIT("helper"),     S_INIT("field"),     S_INIT("stdin"),    S_INIT("authentication"),
    S_INIT("rotation"),   S_INIT("location"),  S_INIT("mount"),    S_INIT("plugin"),
    S_INIT("backend"),    S_INIT("encoder"),   S_INIT("encoding"), S_INIT("check"),
    S_INIT("prompt"),     S_INIT("hint"),      S_INIT("regex"),    S_INIT("pattern"),
    S_INIT("interval"),   S_INIT("cache"),     S_INIT("arn"),      S_INIT("namespace"),
    S_INIT("engine"),     S_INIT("server"),    S_INIT("port"),     S_INIT("seconds"),
    S_INIT("minutes"),    S_INIT("hours"),     S_INIT("cost"),     S_INIT("rounds"),
};

/* First words of what is counted or switched. */
static const struct slice counting[] = {S_INIT("max"), S_INIT("min"), S_INIT("num"), S_INIT("count")};
static const struct slice switching[] = {
    S_INIT("no"),      S_INIT("disable"), S_INIT("disabled"), S_INIT("enable"),  S_INIT("enabled"), S_INIT("allow"),
    S_INIT("without"), S_INIT("skip"),    S_INIT("use"),      S_INIT("require"), S_INIT("ask"),     S_INIT("empty"),
    S_INIT("with"),    S_INIT("force"),   S_INIT("ignore"),   S_INIT("prompt"),  S_INIT("show"),    S_INIT("lock"),
};

static bool is_upper(uint8_t c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(uint8_t c)
{
    return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z');
}

/* Whether a word begins at `i`: behind punctuation, at "aB", and at the last capital of "ABc". */
static bool word_begins(struct slice name, size_t i)
{
    if (i == 0 || !is_alnum(name.at[i - 1]))
        return true;
    if (!is_upper(name.at[i]))
        return false;
    return !is_upper(name.at[i - 1]) || (i + 1 < name.len && name.at[i + 1] >= 'a' && name.at[i + 1] <= 'z');
}

/* Words without the digits at their end ("PASSWORD2"). Of a name with too many the last ones count. */
static struct words words_of(struct slice name)
{
    struct words words = {0};
    size_t end = name.len;

    for (size_t i = name.len; i-- > 0 && words.count < WORDS_MAX;) {
        if (!is_alnum(name.at[i])) {
            end = i;
            continue;
        }
        if (!word_begins(name, i))
            continue;
        struct slice word = slice_of(name.at + i, end - i);
        end = i;
        while (word.len > 1 && is_digit(word.at[word.len - 1]))
            word.len--;
        if (!is_digit(word.at[0]))
            words.at[words.count++] = word;
    }
    return words; /* the last word is the first here */
}

static bool among(const struct slice *table, size_t count, struct slice word)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_nocase(word, table[i]))
            return true;
    return false;
}

static bool ends_strong(struct slice word)
{
    for (size_t i = 0; i < COUNT(strong); i++)
        if (word.len >= strong[i].len && slice_equal_nocase(slice_skip(word, word.len - strong[i].len), strong[i]))
            return true;
    return false;
}

static bool pair_at(const struct words *words, size_t second)
{
    if (second + 1 >= words->count)
        return false;
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (slice_equal_nocase(words->at[second + 1], pairs[i].first) &&
            slice_equal_nocase(words->at[second], pairs[i].second))
            return true;
    return false;
}

bool mask_name_secret(struct slice name)
{
    struct words words = words_of(name);

    if (words.count == 0 || slice_equal(name, S("PWD")) || slice_equal(name, S("OLDPWD")))
        return false; /* the shell's working directory */
    if (among(about, COUNT(about), words.at[0]) || among(counting, COUNT(counting), words.at[words.count - 1]))
        return false;
    if (among(weak, COUNT(weak), words.at[0]))
        return true;
    for (size_t i = 0; i < words.count; i++)
        if (ends_strong(words.at[i]) || pair_at(&words, i))
            return true;
    return false;
}

bool mask_name_key(struct slice name)
{
    struct words words = words_of(name);
    return words.count > 1 && slice_equal_nocase(words.at[0], S("key")) && !among(public, COUNT(public), words.at[1]);
}

bool mask_name_switch(struct slice name)
{
    struct words words = words_of(name);
    return words.count && among(switching, COUNT(switching), words.at[words.count - 1]);
}

static const struct slice plain_words[] = {
    S_INIT("true"),    S_INIT("false"),    S_INIT("yes"),           S_INIT("no"),       S_INIT("on"),
    S_INIT("off"),     S_INIT("null"),     S_INIT("none"),          S_INIT("nil"),      S_INIT("0"),
    S_INIT("1"),       S_INIT("required"), S_INIT("stdin"),         S_INIT("optional"), S_INIT("trust"),
    S_INIT("peer"),    S_INIT("ident"),    S_INIT("md5"),           S_INIT("ldap"),     S_INIT("pam"),
    S_INIT("default"), S_INIT("basic"),    S_INIT("scram-sha-256"),
};

/* "$NAME", "${NAME}", "%NAME%"; but "${NAME:-default}" tells the default. */
static bool is_reference(struct slice value)
{
    static const struct {
        struct slice before, after;
    } forms[] = {{S_INIT("${{"), S_INIT("}}")}, {S_INIT("{{"), S_INIT("}}")}, {S_INIT("${"), S_INIT("}")},
                 {S_INIT("$"), S_INIT("")},     {S_INIT("%"), S_INIT("%")},   {S_INIT("%("), S_INIT(")s")}};

    if (slice_starts(value, S("$(")) || slice_starts(value, S("`")))
        return true; /* the output of a command; what stands in it is looked at by itself */
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (value.len <= forms[i].before.len + forms[i].after.len || !slice_starts(value, forms[i].before) ||
            !slice_ends(value, forms[i].after))
            continue;
        struct slice name = slice_skip(slice_head(value, value.len - forms[i].after.len), forms[i].before.len);
        size_t at = 0;
        while (at < name.len && (is_alnum(name.at[at]) || name.at[at] == '_' || (i < 2 && strchr(" .", name.at[at]))))
            at++;
        if (at == name.len)
            return true;
    }
    return false;
}

bool mask_value_harmless(struct slice value)
{
    size_t stars = 0;

    while (stars < value.len && value.at[stars] == '*')
        stars++;
    return stars == value.len || among(plain_words, COUNT(plain_words), value) || is_reference(value) ||
           slice_starts(value, S("env:")) || slice_starts(value, S("file:"));
}
