#include "analyzer/testing.h"

extern const struct analyzer analyzer_npm_hidden_lock;

static const struct row_case cases[] = {
    {"each package has the path of its own manifest", "app/node_modules/.package-lock.json",
     S_INIT("{\"name\":\"app\",\"lockfileVersion\":3,\"packages\":{\"node_modules/@s/"
            "a\":{\"version\":\"1.0.0\",\"dependencies\":{\"b\":\"1\"}},\"node_modules/"
            "b\":{\"version\":\"1.0.0\",\"dev\":true},\"node_modules/@s/a/node_modules/"
            "b\":{\"version\":\"1.0.0\"},\"w\":{\"version\":\"1.0.0\",\"dependencies\":{\"b\":\"1\"}},\"node_modules/"
            "w\":{\"link\":true,\"resolved\":\"w\"}}}"),
     "package npm|@s/a||1.0.0||||||| [direct prod needs=b@1.0.0 at=app/node_modules/@s/a/package.json]\n"
     "package npm|b||1.0.0||||||| [direct dev at=app/node_modules/b/package.json]\n"
     "package npm|b||1.0.0||||||| [prod at=app/node_modules/@s/a/node_modules/b/package.json]\n"},
    {"at the root", "node_modules/.package-lock.json",
     S_INIT("{\"packages\":{\"node_modules/a\":{\"version\":\"1\"}}}"),
     "package npm|a||1||||||| [direct prod at=node_modules/a/package.json]\n"},
    {"elsewhere it is none of npm's", "app/.package-lock.json",
     S_INIT("{\"packages\":{\"node_modules/a\":{\"version\":\"1\"}}}"), ""},
    {"a path that leads out of the project", "app/node_modules/.package-lock.json",
     S_INIT("{\"packages\":{\"../../../x/node_modules/a\":{\"version\":\"1\"}}}"),
     "package npm|a||1||||||| [direct prod at=x/node_modules/a/package.json]\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/javascript/npm_hidden_lock", &analyzer_npm_hidden_lock, cases,
                         sizeof cases / sizeof *cases);
}
