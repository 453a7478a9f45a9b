#include "analyzer/testing.h"

extern const struct analyzer analyzer_pnpm_lock;

static const struct row_case cases[] = {
    {"version 9: peers, aliases, sources, development", "pnpm-lock.yaml",
     S_INIT("lockfileVersion: '9.0'\n"
            "importers:\n"
            "  .:\n"
            "    dependencies:\n"
            "      a:\n"
            "        specifier: ^1\n"
            "        version: 1.0.0(p@2.0.0)\n"
            "      x:\n"
            "        specifier: npm:'@s/real'@1\n"
            "        version: '@s/real@1.0.0'\n"
            "      l:\n"
            "        specifier: link:../l\n"
            "        version: link:../l\n"
            "    optionalDependencies:\n"
            "      o:\n"
            "        specifier: '*'\n"
            "        version: 1.0.0\n"
            "    devDependencies:\n"
            "      d:\n"
            "        specifier: '*'\n"
            "        version: https://h/d.tgz\n"
            "packages:\n"
            "  a@1.0.0:\n"
            "    resolution: {integrity: x}\n"
            "    peerDependencies:\n"
            "      p: '*'\n"
            "  p@2.0.0:\n"
            "    resolution: {integrity: x}\n"
            "  '@s/real@1.0.0':\n"
            "    resolution: {integrity: x}\n"
            "  o@1.0.0:\n"
            "    resolution: {integrity: x}\n"
            "  d@https://h/d.tgz:\n"
            "    resolution: {tarball: https://h/d.tgz}\n"
            "    version: 4.0.0\n"
            "  e@5.0.0:\n"
            "    resolution: {integrity: x}\n"
            "snapshots:\n"
            "  a@1.0.0(p@2.0.0):\n"
            "    dependencies:\n"
            "      p: 2.0.0\n"
            "  p@2.0.0: {}\n"
            "  '@s/real@1.0.0': {}\n"
            "  o@1.0.0:\n"
            "    optional: true\n"
            "  d@https://h/d.tgz:\n"
            "    dependencies:\n"
            "      e: 5.0.0\n"
            "  e@5.0.0: {}\n"),
     "package npm|a||1.0.0||||||| [declared direct prod needs=p@2.0.0]\n"
     "package npm|p||2.0.0||||||| [declared transitive prod]\n"
     "package npm|@s/real||1.0.0||||||| [declared direct prod]\n"
     "package npm|o||1.0.0||||||| [declared direct prod]\n"
     "package npm|d||4.0.0||||||| [declared direct dev needs=e@5.0.0]\n"
     "package npm|e||5.0.0||||||| [declared transitive dev]\n"},
    {"version 9: the same package with other peers is another node", "pnpm-lock.yaml",
     S_INIT("importers:\n"
            "  .:\n"
            "    dependencies:\n"
            "      a: {version: 1.0.0(p@1.0.0)}\n"
            "    devDependencies:\n"
            "      b: {version: 1.0.0}\n"
            "packages:\n"
            "  a@1.0.0: {}\n"
            "  b@1.0.0: {}\n"
            "  p@1.0.0: {}\n"
            "  p@2.0.0: {}\n"
            "snapshots:\n"
            "  a@1.0.0(p@1.0.0):\n"
            "    dependencies: {p: 1.0.0}\n"
            "  a@1.0.0(p@2.0.0):\n"
            "    dependencies: {p: 2.0.0}\n"
            "  b@1.0.0:\n"
            "    dependencies: {a: 1.0.0(p@2.0.0)}\n"
            "  p@1.0.0: {}\n"
            "  p@2.0.0: {}\n"),
     "package npm|a||1.0.0||||||| [declared direct prod needs=p@1.0.0,p@2.0.0]\n"
     "package npm|b||1.0.0||||||| [declared direct dev needs=a@1.0.0]\n"
     "package npm|p||1.0.0||||||| [declared transitive prod]\n"
     "package npm|p||2.0.0||||||| [declared transitive dev]\n"},
    {"version 9: through a folder of the project", "pnpm-lock.yaml",
     S_INIT("importers:\n"
            "  .:\n"
            "    dependencies:\n"
            "      f: {version: file:f}\n"
            "packages:\n"
            "  f@file:f:\n"
            "    resolution: {directory: f, type: directory}\n"
            "  a@1.0.0: {}\n"
            "snapshots:\n"
            "  f@file:f:\n"
            "    dependencies: {a: 1.0.0}\n"
            "  a@1.0.0: {}\n"),
     "package npm|a||1.0.0||||||| [declared direct prod]\n"},
    {"version 6", "pnpm-lock.yaml",
     S_INIT("lockfileVersion: '6.0'\n"
            "dependencies:\n"
            "  a:\n"
            "    specifier: 1\n"
            "    version: 1.0.0(p@2.0.0)\n"
            "  x:\n"
            "    specifier: npm:b@1\n"
            "    version: /b@1.0.0\n"
            "packages:\n"
            "  /a@1.0.0(p@2.0.0):\n"
            "    dependencies:\n"
            "      b: 1.0.0\n"
            "    dev: false\n"
            "  /b@1.0.0:\n"
            "    dev: false\n"
            "  /@s/c@3.0.0:\n"
            "    dev: true\n"
            "  github.com/u/g/abc:\n"
            "    resolution: {tarball: x}\n"
            "    name: g\n"
            "    version: 7.0.0\n"),
     "package npm|a||1.0.0||||||| [declared direct prod needs=b@1.0.0]\n"
     "package npm|b||1.0.0||||||| [declared direct prod]\n"
     "package npm|@s/c||3.0.0||||||| [declared transitive dev]\n"
     "package npm|g||7.0.0||||||| [declared transitive prod]\n"},
    {"version 5", "pnpm-lock.yaml",
     S_INIT("lockfileVersion: 5.4\n"
            "dependencies:\n"
            "  a: 1.0.0_p@2.0.0\n"
            "devDependencies:\n"
            "  x: /@s/b/1.0.0\n"
            "packages:\n"
            "  /a/1.0.0_p@2.0.0:\n"
            "    dependencies:\n"
            "      c: 3.0.0\n"
            "  /@s/b/1.0.0:\n"
            "    dev: true\n"
            "  r.example/c/3.0.0:\n"
            "    dev: false\n"
            "  /d/4.0.0_abc+x@1.0.0: {}\n"
            "  file:a.tgz:\n"
            "    name: f\n"
            "    version: 0.1.0\n"
            "  file:nameless:\n"
            "    version: 1.0.0\n"
            "  nonsense: {}\n"
            "  github.com/u/r: {}\n"
            "  h.example/u/r/abc:\n"
            "    name: r\n"
            "    resolution: {commit: abc}\n"),
     "package npm|a||1.0.0||||||| [declared direct prod]\n"
     "package npm|@s/b||1.0.0||||||| [declared direct dev]\n"
     "package npm|c||3.0.0||||||| [declared transitive prod]\n"
     "package npm|d||4.0.0||||||| [declared transitive prod]\n"
     "package npm|f||0.1.0||||||| [declared transitive prod]\n"
     "package npm|r||abc||||||| [declared transitive prod]\n"},
    {"several documents", "pnpm-lock.yaml",
     S_INIT("---\n"
            "packages:\n"
            "  a@1.0.0: {}\n"
            "---\n"
            "packages:\n"
            "  a@2.0.0: {}\n"),
     "package npm|a||1.0.0||||||| [declared transitive prod]\n"
     "package npm|a||2.0.0||||||| [declared transitive prod]\n"},
    {"no documents", "pnpm-lock.yaml", S_INIT(""), ""},
    {"no map", "pnpm-lock.yaml", S_INIT("this is not valid yaml!\n"), "problem malformed line 1: not a map\n"},
    {"no YAML", "pnpm-lock.yaml",
     S_INIT("# x\n"
            ",x: [\n"),
     "problem malformed line 2: did not find expected node content\n"},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pnpm_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pnpm_lock, cases[1].path, cases[1].input);
    test_row_damage(&analyzer_pnpm_lock, cases[3].path, cases[3].input);
    test_row_damage(&analyzer_pnpm_lock, cases[4].path, cases[4].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/javascript/pnpm_lock", tests, NULL, NULL);
}
