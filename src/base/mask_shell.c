/* Commands of a shell: options, settings, what is piped into a command that reads a password. */
#include "base/mask.h"

enum { COMMAND_MAX = 300 }; /* how far back the command that an option belongs to is looked for */

/* Whether a word stands in `s` between what is no letter, digit or '_'. */
static bool has_word(struct slice s, struct slice word)
{
    for (size_t at; (at = slice_find(s, word)) != SIZE_MAX; s = slice_skip(s, at + 1)) {
        bool before = at > 0 && (mask_is_alnum(s.at[at - 1]) || s.at[at - 1] == '_');
        size_t end = at + word.len;
        if (!before && !(end < s.len && (mask_is_alnum(s.at[end]) || s.at[end] == '_')))
            return true;
    }
    return false;
}

/* The command at hand, as far as it was read. */
static struct slice command_before(const struct mask *m, size_t at)
{
    return mask_part(m, at - m->command > COMMAND_MAX ? at - COMMAND_MAX : m->command, at);
}

/* Options of one letter that take a password, by the words of their command. */
static const struct {
    uint8_t letter;
    bool attached; /* -pVALUE alone; the next word is something else */
    struct slice command, also;
} short_options[] = {
    {'p', false, S_INIT("sshpass"), S_INIT("")},
    {'p', false, S_INIT("docker"), S_INIT("login")},
    {'p', false, S_INIT("podman"), S_INIT("login")},
    {'p', false, S_INIT("buildah"), S_INIT("login")},
    {'p', false, S_INIT("nerdctl"), S_INIT("login")},
    {'p', false, S_INIT("skopeo"), S_INIT("login")},
    {'p', false, S_INIT("crane"), S_INIT("login")},
    {'p', false, S_INIT("oras"), S_INIT("login")},
    {'p', false, S_INIT("helm"), S_INIT("login")},
    {'p', false, S_INIT("az"), S_INIT("login")},
    {'p', false, S_INIT("oc"), S_INIT("login")},
    {'p', false, S_INIT("cf"), S_INIT("login")},
    {'p', false, S_INIT("useradd"), S_INIT("")},
    {'p', false, S_INIT("usermod"), S_INIT("")},
    {'p', true, S_INIT("mysql"), S_INIT("")},
    {'p', true, S_INIT("mysqldump"), S_INIT("")},
    {'p', true, S_INIT("mysqladmin"), S_INIT("")},
    {'p', true, S_INIT("mariadb"), S_INIT("")},
    {'p', true, S_INIT("7z"), S_INIT("")},
    {'P', false, S_INIT("unzip"), S_INIT("")},
    {'P', false, S_INIT("zip"), S_INIT("")},
    {'P', false, S_INIT("sqlcmd"), S_INIT("")},
    {'P', false, S_INIT("mosquitto_pub"), S_INIT("")},
    {'a', false, S_INIT("redis-cli"), S_INIT("")},
    {'w', false, S_INIT("ldapsearch"), S_INIT("")},
    {'w', false, S_INIT("ldapadd"), S_INIT("")},
    {'w', false, S_INIT("ldapmodify"), S_INIT("")},
};

static bool short_option(const struct mask *m, size_t at, bool attached)
{
    struct slice command = command_before(m, at);

    for (size_t i = 0; i < sizeof(short_options) / sizeof(*short_options); i++)
        if (mask_byte(m, at + 1) == short_options[i].letter && (attached || !short_options[i].attached) &&
            has_word(command, short_options[i].command) &&
            (short_options[i].also.len == 0 || has_word(command, short_options[i].also)))
            return true;
    return false;
}

/* user:password, but for numbers (of users and groups) and paths (of hosts) */
static size_t hide_user_value(struct mask *m, struct mask_value value)
{
    size_t colon = value.from + slice_find_byte(mask_part(m, value.from, value.to), ':');
    struct slice password = mask_part(m, colon + 1, value.to);

    if (colon < value.to && mask_byte(m, colon + 1) != '/' &&
        !(mask_all_digits(password) && mask_all_digits(mask_part(m, value.from, colon))))
        mask_hide(m, colon + 1, value.to);
    return value.end;
}

/*
 * The start of the word behind an option that ends at `end`: behind blanks and a continued line, or in ["--name",
 * "value"]. returns  false when none comes
 */
static bool next_word(const struct mask *m, size_t end, size_t *start, bool *list)
{
    size_t at = mask_skip_blanks(m, end);

    *list = m->quote && mask_byte(m, end) == m->quote;
    if (*list) {
        at = mask_skip_blanks(m, end + 1);
        if (mask_byte(m, at) != ',')
            return false;
        at = mask_skip_blanks(m, at + 1);
        *start = at + 1;
        return mask_byte(m, at) == m->quote;
    }
    if (at > end && mask_byte(m, at) == '\\' && mask_byte(m, at + 1) == '\n')
        at = mask_skip_blanks(m, at + 2);
    *start = at;
    return at > end && at < m->text.len;
}

size_t mask_on_dash(struct mask *m, size_t at)
{
    static const struct slice user_options[] = {S_INIT("u"), S_INIT("U"), S_INIT("user"), S_INIT("proxy-user")};
    size_t name_start = at, name_end, start;
    bool list = false, user = false;

    if (at > 0 && !mask_is_blank(m->text.at[at - 1]) && !mask_is_quote(m->text.at[at - 1]))
        return at + 1;
    while (mask_byte(m, name_start) == '-' && name_start - at < 2)
        name_start++;
    for (name_end = name_start; name_end - name_start < MASK_NAME_MAX && mask_in_name(mask_byte(m, name_end));)
        name_end++;
    struct slice name = mask_part(m, name_start, name_end);
    for (size_t i = 0; i < sizeof(user_options) / sizeof(*user_options); i++)
        user |= slice_equal(name, user_options[i]);

    if (name_start == at + 1 && name.len > 1 && short_option(m, at, true)) {
        struct mask_value value = mask_plain_value(m, at + 2);
        mask_hide(m, value.from, value.to);
        return value.end;
    }
    if (name_start == at + 1 && mask_byte(m, at + 1) == 'u' && name.len > 1 && mask_byte(m, name_end) == ':')
        return hide_user_value(m, mask_plain_value(m, at + 2));
    if (user && mask_byte(m, name_end) == '=')
        return hide_user_value(m, mask_value_at(m, name_end + 1));
    if (!next_word(m, name_end, &start, &list) || mask_byte(m, start) == '-')
        return name_end > at ? name_end : at + 1;
    struct mask_value value = list ? mask_rest_of_quotes(m, start) : mask_value_at(m, start);
    if (user)
        return hide_user_value(m, value);
    bool letter = name_start == at + 1 && name.len == 1;
    if (letter ? !short_option(m, at, false) : !mask_name_secret(name) || mask_name_switch(name))
        return name_end;
    return mask_hide_value(m, value);
}

/* "config set NAME VALUE", "ENV NAME value", netrc's "login NAME password VALUE": the word at `at` is NAME. */
size_t mask_on_word(struct mask *m, size_t at)
{
    static const struct slice setters[] = {S_INIT("set"), S_INIT("config"), S_INIT("configure"), S_INIT("ENV"),
                                           S_INIT("ARG"), S_INIT("setx"),   S_INIT("login")};
    size_t end = at, name_start;
    bool setter = false;

    while (end < m->text.len && end - at < MASK_NAME_MAX && !mask_is_blank(m->text.at[end]))
        end++;
    for (name_start = end; name_start > at && mask_in_name(m->text.at[name_start - 1]);)
        name_start--;
    if (name_start == end || !mask_is_blank(mask_byte(m, end)) || mask_byte(m, at) == '-' ||
        !mask_name_secret(mask_part(m, name_start, end)))
        return at;
    struct slice command = command_before(m, at);
    for (size_t i = 0; i < sizeof(setters) / sizeof(*setters); i++)
        setter |= has_word(command, setters[i]);
    size_t start = mask_skip_blanks(m, end);
    if (!setter || mask_byte(m, start) == '-')
        return at;
    return mask_hide_value(m, mask_value_at(m, start));
}

/* echo SECRET | docker login --password-stdin, echo user:SECRET | chpasswd */
void mask_on_pipe(struct mask *m, size_t at)
{
    size_t end = at + 1;
    struct slice left = mask_part(m, m->command, at);

    while (end < m->text.len && end - at < COMMAND_MAX && !strchr(";|&\n", m->text.at[end]))
        end++;
    struct slice right = mask_part(m, at + 1, end);
    bool pairs = has_word(right, S("chpasswd"));
    if (!pairs && !has_word(right, S("--password-stdin")) && !has_word(right, S("sudo -S")) &&
        !(has_word(right, S("passwd")) && has_word(right, S("--stdin"))))
        return;
    size_t word = slice_find(left, S("echo ")), from, to = at;
    if (word == SIZE_MAX)
        word = slice_find(left, S("printf "));
    if (word == SIZE_MAX)
        return;
    for (from = at - left.len + word; from < at && mask_byte(m, from) != ' ';)
        from++;
    for (from = mask_skip_blanks(m, from); mask_byte(m, from) == '-' && from < at; from = mask_skip_blanks(m, from))
        while (from < at && !mask_is_blank(mask_byte(m, from)))
            from++;
    if (pairs)
        from = from + slice_find_byte(mask_part(m, from, at), ':') + 1;
    while (to > from && (mask_is_blank(mask_byte(m, to - 1)) || mask_is_quote(mask_byte(m, to - 1))))
        to--;
    if (from < to && mask_is_quote(mask_byte(m, from)))
        from++;
    mask_hide(m, from, to);
}
