#include "analyzer/lang/go/module.h"

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(struct slice s)
{
    size_t len = 0;

    while (len < s.len && is_digit(s.at[len]))
        len++;
    return len;
}

/* One number without zeros before it; `rest` is behind it. */
static bool take_number(struct slice *rest, struct slice *number)
{
    size_t len = digits(*rest);

    if (len == 0 || (len > 1 && rest->at[0] == '0'))
        return false;
    *number = slice_head(*rest, len);
    *rest = slice_skip(*rest, len);
    return true;
}

static bool take_byte(struct slice *rest, uint8_t byte)
{
    if (rest->len == 0 || rest->at[0] != byte)
        return false;
    *rest = slice_skip(*rest, 1);
    return true;
}

/* "-pre.1+build", or empty. */
static bool is_suffix(struct slice s)
{
    if (s.len == 0)
        return true;
    if (s.len == 1 || (s.at[0] != '-' && s.at[0] != '+'))
        return false;
    for (size_t i = 1; i < s.len; i++) {
        uint8_t c = s.at[i];
        if (!is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && c != '-' && c != '.' && c != '+')
            return false;
    }
    return true;
}

static bool split(struct slice version, struct slice *major, struct slice *suffix)
{
    struct slice number;

    if (!take_byte(&version, 'v') || !take_number(&version, major))
        return false;
    for (int i = 0; i < 2; i++)
        if (!take_byte(&version, '.') || !take_number(&version, &number))
            return false;
    *suffix = version;
    return is_suffix(version);
}

bool go_version_valid(struct slice version)
{
    struct slice major, suffix;

    return split(version, &major, &suffix);
}

/* The number of "/v2" (of gopkg.in: ".v2") at the end of the path; empty without one. */
static struct slice path_major(struct slice path)
{
    size_t cut = path.len;

    while (cut > 0 && is_digit(path.at[cut - 1]))
        cut--;
    if (cut == path.len || cut < 2 || path.at[cut - 1] != 'v')
        return S("");
    uint8_t before = path.at[cut - 2];
    bool dotted = slice_starts(path, S("gopkg.in/"));
    if (before != (dotted ? '.' : '/'))
        return S("");
    return slice_skip(path, cut);
}

bool go_version_fits(struct slice path, struct slice version)
{
    struct slice major, suffix, wanted = path_major(path);

    if (!split(version, &major, &suffix))
        return false;
    if (wanted.len == 0)
        return slice_equal(major, S("0")) || slice_equal(major, S("1")) || slice_ends(suffix, S("+incompatible"));
    /* Pseudo-versions of gopkg.in may be v0.0.0-… whatever the path says (module.CheckPathMajor). */
    return slice_equal(major, wanted) || slice_starts(version, S("v0.0.0-"));
}

bool go_path_is_local(struct slice path)
{
    return slice_equal(path, S(".")) || slice_equal(path, S("..")) || slice_starts(path, S("./")) ||
           slice_starts(path, S("../")) || slice_starts(path, S("/")) || slice_starts(path, S(".\\")) ||
           slice_starts(path, S("..\\")) || (path.len > 2 && path.at[1] == ':');
}

/* "rc1", "beta2" at the end of a release; other letters are a vendor's: 1.18.2b7 is 1.18.2 with another TLS library. */
static size_t candidate(struct slice s)
{
    static const struct slice words[] = {S_INIT("rc"), S_INIT("beta")};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t count = digits(slice_skip(s, words[i].len));
        if (slice_starts(s, words[i]) && count > 0)
            return words[i].len + count;
    }
    return 0;
}

struct slice go_release(struct slice text)
{
    struct slice number, rest;

    if (slice_starts(text, S("go")))
        text = slice_skip(text, 2);
    rest = text;
    if (!take_number(&rest, &number) || !take_byte(&rest, '.') || !take_number(&rest, &number))
        return S("");
    while (rest.len > 1 && rest.at[0] == '.' && is_digit(rest.at[1]))
        rest = slice_skip(rest, 1 + digits(slice_skip(rest, 1)));
    rest = slice_skip(rest, candidate(rest));
    return slice_head(text, text.len - rest.len);
}

bool go_release_at_least(struct slice release, uint64_t minor)
{
    struct slice first, second;
    uint64_t value;

    if (!take_number(&release, &first) || !take_byte(&release, '.') || !take_number(&release, &second))
        return false;
    if (!slice_equal(first, S("1")))
        return true;
    return slice_decimal(second, &value) && value >= minor;
}
