#include <stdio.h>

#include "base/testing.h"
#include "base/text.h"

/* Every credential is called hunter2 (or has a known form), so that none can be forgotten in what is expected. */
static const struct {
    const char *text, *masked; /* NULL: nothing is masked */
} cases[] = {
    /* URLs */
    {"https://user:hunter2@example.org/x", "https://user:***@example.org/x"},
    {"postgres://app:hunter2@db:5432/app?sslmode=require", "postgres://app:***@db:5432/app?sslmode=require"},
    {"mongodb+srv://u:hunter2@c.example.net,d.example.net/x", "mongodb+srv://u:***@c.example.net,d.example.net/x"},
    {"redis://:hunter2@cache:6379", "redis://:***@cache:6379"},
    {"amqp://u:hunt@er2@mq/vhost", "amqp://u:***@mq/vhost"},
    {"postgres://u:hunt/er2#x@db/app", "postgres://u:***@db/app"},
    {"RUN git clone https://oauth2:hunter2@gitlab.example.org/a.git && cd a",
     "RUN git clone https://oauth2:***@gitlab.example.org/a.git && cd a"},
    {"https://3f786850e387550fdab836ed7e6dc881@example.org/", "https://***@example.org/"},
    {"https://3f786850e387550fdab836ed7e6dc881:x-oauth-basic@example.org/", "https://***:***@example.org/"},
    {"pip install -i https://hunter2:@pypi.example.org/simple", "pip install -i https://***:@pypi.example.org/simple"},
    {"https://x.example.org/a?token=hunter2&page=2", "https://x.example.org/a?token=***&page=2"},
    {"https://x.blob.example.org/a?sv=2020&sig=hunter2%3D", "https://x.blob.example.org/a?sv=2020&sig=***"},
    {"jdbc:postgresql://db/app?user=a&password=hunter2", "jdbc:postgresql://db/app?user=a&password=***"},
    {"https://user@example.org/", NULL},
    {"ssh://git@github.com/a/b.git", NULL},
    {"git@github.com:a/b.git", NULL},
    {"http://example.org:8080/a@b", NULL},
    {"http://[::1]:8080/a@b", NULL},
    {"https://example.org/a:b@c", NULL},
    {"git+https://git.example.org/a@v1.0.0", NULL},
    {"https://registry.npmjs.org/@scope/pkg", NULL},
    {"https://$USER:$TOKEN@example.org", NULL},
    {"https://user:${TOKEN}@example.org", NULL},
    {"https://user:***@example.org", NULL},

    /* Variables: one entry, as in Env of an image configuration */
    {"PASSWORD=hunter2", "PASSWORD=***"},
    {"DB_PASSWORD=hunter2 with; blanks & signs|x", "DB_PASSWORD=***"},
    {"PGPASSWORD=hunter2", "PGPASSWORD=***"},
    {"MYSQL_ROOT_PASSWORD=\"hunter2\"", "MYSQL_ROOT_PASSWORD=\"***\""},
    {"MYSQL_PWD=hunter2", "MYSQL_PWD=***"},
    {"SECRET_KEY_BASE=hunter2", "SECRET_KEY_BASE=***"},
    {"AWS_SECRET_ACCESS_KEY=hunter2", "AWS_SECRET_ACCESS_KEY=***"},
    {"API_KEY=hunter2", "API_KEY=***"},
    {"apikey=hunter2", "apikey=***"},
    {"VAULT_SECRET_ID=hunter2", "VAULT_SECRET_ID=***"},
    {"GITHUB_PAT=hunter2", "GITHUB_PAT=***"},
    {"ADMIN_PASS=hunter2", "ADMIN_PASS=***"},
    {"ROOT_PW=hunter2", "ROOT_PW=***"},
    {"BASIC_AUTH=u:hunter2", "BASIC_AUTH=***"},
    {"APP_PASSWORD_2=hunter2", "APP_PASSWORD_2=***"},
    {"SSHPASS=hunter2", "SSHPASS=***"},
    {"DOCKER_AUTH_CONFIG={\"auths\":{\"r.example.org\":{\"auth\":\"hunter2\"}}}", "DOCKER_AUTH_CONFIG=***"},
    {"DATABASE_URL=postgres://u:hunter2@h/d", "DATABASE_URL=postgres://u:***@h/d"},
    {"JAVA_OPTS=-Xmx1g -Djavax.net.ssl.trustStorePassword=hunter2 -Dx=y",
     "JAVA_OPTS=-Xmx1g -Djavax.net.ssl.trustStorePassword=*** -Dx=y"},
    {"CONN=Server=db;Uid=sa;Pwd=hunter2;Database=x", "CONN=Server=db;Uid=sa;Pwd=***;Database=x"},
    {"CONN=DefaultEndpointsProtocol=https;AccountName=a;AccountKey=hunter2==;EndpointSuffix=x",
     "CONN=DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***;EndpointSuffix=x"},
    {"PATH=/usr/local/bin:/usr/bin", NULL},
    {"PWD=/root", NULL},
    {"GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568", NULL},
    {"PASSWORD_FILE=/run/secrets/db", NULL},
    {"SECRETS_DIR=/run/secrets", NULL},
    {"AUTH_URL=https://login.example.org", NULL},
    {"TOKEN_EXPIRY_SECONDS=3600", NULL},
    {"MAX_TOKENS=4096", NULL},
    {"TOKENIZERS_PARALLELISM=false", NULL},
    {"PASS_MAX_DAYS=99999", NULL},
    {"COMPASS_HOME=/opt/compass", NULL},
    {"AUTHOR=somebody", NULL},
    {"KEYRING=/usr/share/keyrings/a.gpg", NULL},
    {"ALLOW_EMPTY_PASSWORD=yes", NULL},
    {"PASSWORD=", NULL},
    {"PASSWORD=${DB_PASSWORD}", NULL},
    {"PASSWORD=$DB_PASSWORD", NULL},
    {"PASSWORD=${DB_PASSWORD:-hunter2}", "PASSWORD=***"},
    {"PASSWORD=***", NULL},
    {"PYTHON_SHA256=d9b3d6b2b7c8e1b3", NULL},

    /* created_by of instructions */
    {"ENV DB_PASSWORD=hunter2", "ENV DB_PASSWORD=***"},
    {"ENV A=b DB_PASSWORD=hunter2 two C=d", "ENV A=b DB_PASSWORD=*** C=d"},
    {"ENV DB_PASSWORD hunter2", "ENV DB_PASSWORD ***"},
    {"/bin/sh -c #(nop)  ENV DB_PASSWORD=hunter2 two", "/bin/sh -c #(nop)  ENV DB_PASSWORD=***"},
    {"/bin/sh -c #(nop) ARG NPM_TOKEN=hunter2", "/bin/sh -c #(nop) ARG NPM_TOKEN=***"},
    {"ARG NPM_TOKEN", NULL},
    {"LABEL maintainer=a password=hunter2", "LABEL maintainer=a password=***"},
    {"LABEL org.opencontainers.image.authors=a b", NULL},
    {"LABEL description=Change your password: see the manual", NULL},
    {"RUN |2 NPM_TOKEN=hunter2 USER=x /bin/sh -c npm ci # buildkit",
     "RUN |2 NPM_TOKEN=*** USER=x /bin/sh -c npm ci # buildkit"},
    {"RUN |1 NPM_TOKEN=hunter2 two /bin/sh -c npm ci # buildkit", "RUN |1 NPM_TOKEN=*** /bin/sh -c npm ci # buildkit"},
    {"|1 TOKEN=hunter2 /bin/sh -c make", "|1 TOKEN=*** /bin/sh -c make"},
    {"/bin/sh -c PASSWORD=hunter2 make && make install", "/bin/sh -c PASSWORD=*** make && make install"},
    {"RUN /bin/sh -c export TOKEN=hunter2; make # buildkit", "RUN /bin/sh -c export TOKEN=***; make # buildkit"},
    {"RUN /bin/sh -c export TOKEN='hunter2 x' && make", "RUN /bin/sh -c export TOKEN='***' && make"},
    {"RUN /bin/sh -c export TOKEN=\"hun\\\"ter2\" && make", "RUN /bin/sh -c export TOKEN=\"***\" && make"},
    {"RUN sh -c 'export TOKEN=hunter2' x", "RUN sh -c 'export TOKEN=***' x"},
    {"RUN sh -c \"export TOKEN=hunter2\" x", "RUN sh -c \"export TOKEN=***\" x"},
    {"RUN sh -c \"curl -d \\\"password=hunter2\\\" x\"", "RUN sh -c \"curl -d \\\"password=***\\\" x\""},
    {"RUN TOKEN=$(curl -s https://x.example.org) make", NULL},
    {"RUN if [ \"$TOKEN\" = \"x\" ]; then make; fi", NULL},
    {"RUN --mount=type=secret,id=npmrc npm ci", NULL},
    {"RUN /bin/sh -c apt-get install -y passwd libsecret-1-0 # buildkit", NULL},
    {"RUN /bin/sh -c adduser --disabled-password --gecos x app", NULL},
    {"RUN /bin/sh -c adduser --disabled-password app", NULL},
    {"RUN /bin/sh -c chown -R app:app /srv && mkdir -p /srv/a:b", NULL},
    {"RUN /bin/sh -c useradd -u 1000 app", NULL},
    {"COPY --chown=app:app . /srv", NULL},
    {"USER app:app", NULL},
    {"RUN echo 'password = \"hunter2\"' >> /etc/x.toml", "RUN echo 'password = \"***\"' >> /etc/x.toml"},
    {"RUN echo \"password: hunter2\\nuser: a\" > x.yml", "RUN echo \"password: ***\\nuser: a\" > x.yml"},
    {"RUN echo '{\"user\":\"a\",\"password\":\"hunter2\"}' > x",
     "RUN echo '{\"user\":\"a\",\"password\":\"***\"}' > x"},
    {"RUN echo \"{\\\"auth\\\": \\\"hunter2\\\", \\\"a\\\": 1}\" > x",
     "RUN echo \"{\\\"auth\\\": \\\"***\\\", \\\"a\\\": 1}\" > x"},
    {"RUN npm config set //registry.example.org/:_authToken=hunter2",
     "RUN npm config set //registry.example.org/:_authToken=***"},
    {"RUN npm config set //registry.example.org/:_authToken hunter2",
     "RUN npm config set //registry.example.org/:_authToken ***"},
    {"RUN aws configure set aws_secret_access_key hunter2", "RUN aws configure set aws_secret_access_key ***"},
    {"RUN echo machine x login u password hunter2 > ~/.netrc", "RUN echo machine x login u password *** > ~/.netrc"},

    {"RUN export TOKEN=${NPM_TOKEN}\nmake", NULL},
    {"RUN echo //r.example.org/:_authToken=${NPM_TOKEN} > .npmrc", NULL},
    {"RUN echo 'token: ${{ secrets.TOKEN }}' > x", NULL},
    {"RUN PASSWORD=${DB_PASSWORD:-hunter2} make", "RUN PASSWORD=*** make"},
    {"RUN echo '<server><password>hunter2</password></server>' > x",
     "RUN echo '<server><password>***</password></server>' > x"},
    {"RUN MAPS_KEY=hunter2hunter2hunter2 make", "RUN MAPS_KEY=*** make"},
    {"RUN SORT_KEY=name make", NULL},
    {"RUN a='b'c'd' PASSWORD=hun'ter2 x'y make", "RUN a='b'c'd' PASSWORD=*** make"},

    /* Options */
    {"RUN tool --password hunter2 x", "RUN tool --password *** x"},
    {"RUN tool --password=hunter2 x", "RUN tool --password=*** x"},
    {"RUN tool --password='hunter2 y' x", "RUN tool --password='***' x"},
    {"RUN tool --api-key \"hunter2\" x", "RUN tool --api-key \"***\" x"},
    {"RUN tool --token \\\n hunter2 x", "RUN tool --token \\\n *** x"},
    {"CMD [\"tool\", \"--password\", \"hunter2\", \"x\"]", "CMD [\"tool\", \"--password\", \"***\", \"x\"]"},
    {"CMD [\"tool\",\"--password=hunter2\",\"x\"]", "CMD [\"tool\",\"--password=***\",\"x\"]"},
    {"RUN keytool -storepass hunter2 -keypass hunter2", "RUN keytool -storepass *** -keypass ***"},
    {"RUN openssl rsa -passin pass:hunter2 -in x", "RUN openssl rsa -passin *** -in x"},
    {"RUN curl -u user:hunter2 https://x", "RUN curl -u user:*** https://x"},
    {"RUN curl --user user:hunter2 https://x", "RUN curl --user user:*** https://x"},
    {"RUN curl --user=user:hunter2 https://x", "RUN curl --user=user:*** https://x"},
    {"RUN curl -u 'user:hunter2 x' https://x", "RUN curl -u 'user:***' https://x"},
    {"RUN curl -uuser:hunter2 https://x", "RUN curl -uuser:*** https://x"},
    {"RUN curl -u user:$PASS https://x", NULL},
    {"RUN docker run -u 1000:1000 x", NULL},
    {"RUN docker login -u a -p hunter2 r.example.org", "RUN docker login -u a -p *** r.example.org"},
    {"RUN sshpass -p hunter2 ssh x", "RUN sshpass -p *** ssh x"},
    {"RUN sshpass -phunter2 ssh x", "RUN sshpass -p*** ssh x"},
    {"RUN mysql -u root -phunter2 -e 'x'", "RUN mysql -u root -p*** -e 'x'"},
    {"RUN mysql -u root -p app", NULL},
    {"RUN redis-cli -a hunter2 ping", "RUN redis-cli -a *** ping"},
    {"RUN mkdir -p a && cp -p b c", NULL},
    {"RUN echo hunter2 | docker login -u a --password-stdin x", "RUN echo *** | docker login -u a --password-stdin x"},
    {"RUN echo \"root:hunter2\" | chpasswd", "RUN echo \"root:***\" | chpasswd"},
    {"RUN echo 'root:hunter2' | chpasswd && x", "RUN echo 'root:***' | chpasswd && x"},
    {"RUN echo hunter2 | passwd --stdin root", "RUN echo *** | passwd --stdin root"},
    {"RUN echo hello | grep x", NULL},
    {"RUN tool --password-file /run/x --no-password y", NULL},
    {"RUN initdb --auth=trust --pwfile=/x", NULL},
    {"RUN helm install --set auth.password=hunter2,image.tag=1 x",
     "RUN helm install --set auth.password=***,image.tag=1 x"},

    /* Headers */
    {"RUN curl -H \"Authorization: Bearer hunter2\" https://x", "RUN curl -H \"Authorization: Bearer ***\" https://x"},
    {"RUN curl -H 'Authorization: Basic hunter2' https://x", "RUN curl -H 'Authorization: Basic ***' https://x"},
    {"RUN curl -H 'authorization:hunter2' https://x", "RUN curl -H 'authorization:***' https://x"},
    {"RUN curl -H Authorization:\\ Bearer\\ hunter2 https://x", "RUN curl -H Authorization:*** https://x"},
    {"RUN curl -H 'X-Api-Key: hunter2' https://x", "RUN curl -H 'X-Api-Key: ***' https://x"},
    {"RUN curl -H \"PRIVATE-TOKEN: hunter2\" https://x", "RUN curl -H \"PRIVATE-TOKEN: ***\" https://x"},
    {"RUN curl --header \"Authorization: token hunter2\" https://x",
     "RUN curl --header \"Authorization: token ***\" https://x"},
    {"RUN sh -c \"curl -H \\\"Authorization: Bearer hunter2\\\" https://x\"",
     "RUN sh -c \"curl -H \\\"Authorization: Bearer ***\\\" https://x\""},
    {"RUN curl -H \"Authorization: Bearer $TOKEN\" https://x", NULL},
    {"RUN curl -H 'Accept: application/json' https://x", NULL},
    {"GIT_EXTRAHEADER=AUTHORIZATION: basic hunter2", "GIT_EXTRAHEADER=AUTHORIZATION: basic ***"},

    /* Known forms; each is put together here so that no scanner of sources takes it for real */
    {"x AKIA"
     "ABCDEFGHIJKLMN23 y",
     "x *** y"},
    {"x ghp_"
     "0123456789abcdefghijABCDEFGHIJ456789 y",
     "x *** y"},
    {"x glpat-"
     "0123456789abcdefghij y",
     "x *** y"},
    {"x xoxb-"
     "0123456789-0123456789-abcdefghij y",
     "x *** y"},
    {"x npm_"
     "0123456789abcdefghijABCDEFGHIJ456789 y",
     "x *** y"},
    {"x sk_"
     "live_0123456789abcdef y",
     "x *** y"},
    {"x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc-_123 y", "x *** y"},
    {"https://hooks.slack.com/services/"
     "T0123456/B0123456/abcdefghijkl0123",
     "https://hooks.slack.com/services/***"},
    {"-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\n",
     "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----\n"},
    {"KEY=-----BEGIN OPENSSH PRIVATE KEY----- b3Blb", "KEY=-----BEGIN OPENSSH PRIVATE KEY-----***"},
    {"RUN usermod -p '$6$hunter2hunter2$hunter2hunter2' root", "RUN usermod -p '***' root"},
    {"x $6$abcdefgh$0123456789012345678901234567890123456789012345678901234567890123 y", "x $6$*** y"},
    {"-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", NULL},
    {"AKIA is the prefix of a key; ASIAN markets", NULL},
    {"the ghp_ prefix, npm_config_cache=/x", NULL},
    {"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", NULL},
    {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBlBaLl1JbIYIfTAqaX2bkmz4IAXUgve7FTyHIoLOY5q u@h", NULL},
    {"", NULL},
    {"=:-|\"'", NULL},
};

static void credentials_are_masked_and_nothing_else(void **state)
{
    (void)state;
    size_t wrong = 0;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena *arena = arena_create_simple();
        struct slice text = test_exact(slice_text(cases[i].text)), masked = text_mask(arena, text);
        struct slice expected = cases[i].masked ? slice_text(cases[i].masked) : text;
        if (!slice_equal(masked, expected) || (cases[i].masked == NULL && masked.at != text.at)) {
            print_error("%.*s\n  gives  %.*s\n  and not %.*s\n", SLICE_ARG(text), SLICE_ARG(masked),
                        SLICE_ARG(expected));
            wrong++;
        }
        struct slice again = text_mask(arena, masked);
        if (again.at != masked.at) {
            print_error("%.*s\n  masked again gives  %.*s\n", SLICE_ARG(masked), SLICE_ARG(again));
            wrong++;
        }
        test_exact_free(text);
        arena_destroy(arena);
    }
    assert_int_equal(wrong, 0);
}

/* No input makes it read elsewhere; what was masked stays masked in any surroundings that a cut makes. */
static void cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        for (size_t len = 0; len <= strlen(cases[i].text); len++) {
            struct arena *arena = arena_create_simple();
            struct slice head = test_exact(slice_of(cases[i].text, len));
            struct slice tail = test_exact(slice_skip(slice_text(cases[i].text), len));
            text_mask(arena, head);
            text_mask(arena, tail);
            test_exact_free(head);
            test_exact_free(tail);
            arena_destroy(arena);
        }
}

static void time_is_linear(void **state)
{
    (void)state;
    static const char *const units[] = {
        "=",          ":",        "a=",          "://",  "a://b:c/",    "-",       "--p ",      "\"",
        "'",          "|",        "| chpasswd ", "\\",   "token=\"",    "token=[", "token=a'b", "token=a${",
        "<token>",    "token: [", "a=b ",        "eyJ",  "-----BEGIN ", "$(",      "ENV ",      "set ",
        "ENV token ", "echo ",    "token",       "AKIA", "\\\"a\\\":",  "a@",      ",a="};

    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        struct arena *arena = arena_create_simple();
        size_t unit = strlen(units[i]), len = 128 * 1024 / unit * unit;
        uint8_t *bytes = arena_array(arena, uint8_t, len);
        for (size_t at = 0; at < len; at += unit)
            memcpy(bytes + at, units[i], unit);
        text_mask(arena, slice_of(bytes, len));
        memcpy(bytes, "x token=a", 9);
        text_mask(arena, slice_of(bytes, len));
        arena_destroy(arena);
    }
}

/* The lines of a file of the shared corpus; `at` NULL when there is none. */
static struct slice read_corpus(struct arena *arena, const char *name)
{
    const char *root = getenv("SEAWORTHY_SHARED");
    struct slice path = arena_format(arena, "%s/corpus/secrets/%s", root ? root : SEAWORTHY_SHARED_DEFAULT, name);
    FILE *file = fopen(arena_text(arena, path), "rb");
    if (file == NULL)
        return slice_of(NULL, 0);
    fseek(file, 0, SEEK_END);
    size_t len = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = arena_array(arena, uint8_t, len);
    assert_int_equal(fread(bytes, 1, len, file), len);
    fclose(file);
    return slice_of(bytes, len);
}

static struct slice base64_decode(struct arena *arena, struct slice s)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t *out = arena_array(arena, uint8_t, s.len);
    uint32_t bits = 0, count = 0;
    size_t len = 0;

    for (size_t i = 0; i < s.len && s.at[i] != '='; i++) {
        bits = bits << 6 | (uint32_t)(strchr(digits, s.at[i]) - digits);
        count += 6;
        if (count >= 8)
            out[len++] = (uint8_t)(bits >> (count -= 8));
    }
    return slice_of(out, len);
}

/* Rules whose tokens tell what they are by themselves, and not by the name of a vendor nearby. */
static bool tells_itself(struct slice rules, struct slice rule)
{
    struct slice line, column[6] = {0};

    while (slice_next(&rules, '\n', &line)) {
        for (size_t i = 0; i < 6; i++)
            slice_cut(line, '\t', &column[i], &line);
        if (slice_equal(column[1], rule))
            return slice_starts(column[5], S("token:")) && !slice_starts(column[5], S("token: 0..50"));
    }
    return false;
}

/*
 * Lines that a scanner for secrets finds. What is left out are forms with their mark in the middle, and lines cut short
 * by their generator.
 */
static void tokens_of_the_corpus_are_masked(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct slice rules = read_corpus(arena, "rules.tsv"), rest = read_corpus(arena, "positive-tokens.tsv"), line;
    size_t all = 0, masked = 0;

    slice_next(&rest, '\n', &line);
    while (slice_next(&rest, '\n', &line)) {
        struct slice rule, extension, text, secret;
        slice_cut(line, '\t', &rule, &line);
        slice_cut(line, '\t', &extension, &line);
        slice_cut(line, '\t', &text, &line);
        slice_cut(line, '\t', &secret, &line);
        if (!tells_itself(rules, rule))
            continue;
        struct slice given = text_mask(arena, base64_decode(arena, text));
        all++;
        masked += slice_find(given, base64_decode(arena, secret)) == SIZE_MAX;
    }
    print_message("# %zu of %zu tokens are masked\n", masked, all);
    assert_true(masked * 100 >= all * 90);
    arena_destroy(arena);
}

static void text_that_is_no_command_keeps_all_but_passwords_in_urls(void **state)
{
    static const struct {
        const char *given, *wanted;
    } texts[] = {
        {"no such file: https://user:s3cr3t@host/image", "no such file: https://user:***@host/image"},
        {"A <https://u:one@a/>, B <https://u:two@b/>", "A <https://u:***@a/>, B <https://u:***@b/>"},
        {"--fail-on 'secret=x': not a rule", "--fail-on 'secret=x': not a rule"},
        {"someone@example.org https://example.org/a@b", "someone@example.org https://example.org/a@b"},
        {"://", "://"},
        {"", ""},
    };
    (void)state;
    struct arena *arena = arena_create_simple();

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct slice given = slice_text(texts[i].given), exact = test_exact(given);
        assert_slice(text_mask_urls(arena, exact), slice_text(texts[i].wanted));
        test_exact_free(exact);
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(credentials_are_masked_and_nothing_else),
        cmocka_unit_test(cut_at_every_byte),
        cmocka_unit_test(time_is_linear),
        cmocka_unit_test(tokens_of_the_corpus_are_masked),
        cmocka_unit_test(text_that_is_no_command_keeps_all_but_passwords_in_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
