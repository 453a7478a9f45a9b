#include "analyzer/testing.h"

extern const struct analyzer analyzer_deno_lock;

static const struct row_case cases[] = {
    {"version 4: npm, JSR, modules", "deno.lock",
     S_INIT("{\"version\":\"4\",\"specifiers\":{\"jsr:@std/a@^1\":\"1.0.2\",\"npm:chalk@5\":\"5.3.0\"},\"jsr\":{\"@std/"
            "a@1.0.2\":{\"integrity\":\"x\",\"dependencies\":[\"jsr:@std/b\",\"npm:chalk@5\"]},\"@std/"
            "b@2.0.0\":{\"integrity\":\"x\"}},\"npm\":{\"chalk@5.3.0\":{\"integrity\":\"x\",\"dependencies\":[\"t@1.0."
            "0_p@2.0.0\"]},\"t@1.0.0_p@2.0.0\":{\"integrity\":\"x\"}},\"remote\":{\"https://deno.land/std@0.140.0/path/"
            "mod.ts\":\"x\",\"https://deno.land/std@0.140.0/x.ts\":\"x\",\"https://deno.land/x/oak@v12.6.1/"
            "mod.ts\":\"x\",\"https://esm.sh/@s/p@1.0.0?dts\":\"x\",\"https://h/no/"
            "version.ts\":\"x\"},\"workspace\":{\"dependencies\":[\"jsr:@std/"
            "a@^1\"],\"members\":{\"m\":{\"packageJson\":{\"dependencies\":[\"npm:chalk@5\"]}}}}}"),
     "package npm|chalk||5.3.0||||||| [declared direct needs=t@1.0.0]\n"
     "package npm|t||1.0.0||||||| [declared transitive]\n"
     "package npm|@std/a||1.0.2||||||| [declared direct needs=chalk@5.3.0,@std/b@2.0.0]\n"
     "package npm|@std/b||2.0.0||||||| [declared transitive]\n"
     "package npm|deno.land/std||0.140.0||||||| [declared transitive]\n"
     "package npm|deno.land/x/oak||v12.6.1||||||| [declared transitive]\n"
     "package npm|esm.sh/@s/p||1.0.0||||||| [declared transitive]\n"},
    {"version 3", "deno.lock",
     S_INIT("{\"version\":\"3\",\"packages\":{\"specifiers\":{\"npm:a@1\":\"npm:a@1.0.0\"},\"npm\":{\"a@1.0.0\":{"
            "\"integrity\":\"x\",\"dependencies\":{\"b\":\"b@2.0.0\"}},\"b@2.0.0\":{\"integrity\":\"x\","
            "\"dependencies\":{}}}},\"workspace\":{\"dependencies\":[\"npm:a@1\"]}}"),
     "package npm|a||1.0.0||||||| [declared direct needs=b@2.0.0]\n"
     "package npm|b||2.0.0||||||| [declared transitive]\n"},
    {"no object", "deno.lock", S_INIT("[]"), "problem malformed not an object\n"},
    {"no JSON", "deno.lock", S_INIT("{\"version\": \"4\", this}"), "problem malformed byte 17: unexpected 't'\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/javascript/deno_lock", &analyzer_deno_lock, cases,
                         sizeof cases / sizeof *cases);
}
