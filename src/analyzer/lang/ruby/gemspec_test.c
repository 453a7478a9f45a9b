#include "analyzer/testing.h"

extern const struct analyzer analyzer_gemspec;

static const struct row_case cases[] = {
    {"as RubyGems writes it", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec",
     S_INIT("# -*- encoding: utf-8 -*-\n"
            "Gem::Specification.new do |s|\n"
            "  s.name = \"loofah\".freeze\n"
            "  s.version = \"2.3.1\"\n"
            "\n"
            "  s.required_rubygems_version = Gem::Requirement.new(\">= 0\".freeze) if s.respond_to? "
            ":required_rubygems_version=\n"
            "  s.licenses = [\"MIT\".freeze, \"BSD\".freeze]\n"
            "  s.rubygems_version = \"3.0.3\".freeze\n"
            "  s.installed_by_version = \"9.9\" if s.respond_to? :installed_by_version\n"
            "end\n"),
     "package gem|loofah||2.3.1||||MIT ; BSD||installed|\n"},
    {"as old ones wrote it", "x/specifications/default/a.gemspec",
     S_INIT("Gem::Specification.new do |s|\n"
            "  s.name = %q{a-b}\n"
            "  s.version = '0.4.1'\n"
            "  s.license = %q(MIT)\n"
            "end\n"),
     "package gem|a-b||0.4.1||||||installed|\n"},
    {"a constant of the file", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec",
     S_INIT("VERSION = '3.0'\n"
            "Gem::Specification.new do |spec|\n"
            "  spec.name = 'a' # c\n"
            "  spec.version = VERSION\n"
            "end\n"),
     "package gem|a||3.0||||||installed|\n"},
    {"a constant of another file", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec",
     S_INIT("Gem::Specification.new do |spec|\n"
            "  spec.name = 'a'\n"
            "  spec.version = A::VERSION\n"
            "end\n"),
     "problem version_unknown a name or version that is computed\n"},
    {"a name that is computed", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec",
     S_INIT("Gem::Specification.new do |spec|\n"
            "  spec.name = \"a#{x}\"\n"
            "  spec.version = '1'\n"
            "end\n"),
     "problem version_unknown a name or version that is computed\n"},
    {"a source tree", "src/a/a.gemspec",
     S_INIT("Gem::Specification.new do |s|\n"
            "  s.name = 'a'\n"
            "  s.version = '1'\n"
            "end\n"),
     ""},
    {"an empty name", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec",
     S_INIT("Gem::Specification.new do |s|\n"
            "  s.name = ''\n"
            "  s.version = '1'\n"
            "end\n"),
     "problem malformed no name is assigned\n"},
    {"no specification", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec",
     S_INIT("  s.name = 'a'\n"
            "  s.version = '1'\n"),
     ""},
    {"a name that is missing", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec",
     S_INIT("Gem::Specification.new do |s|\n"
            "  s.name =\n"
            "  s.version = \"1\"\n"
            "end\n"),
     "problem malformed no name is assigned\n"},
    {"an empty file", "usr/lib/ruby/gems/3.2.0/specifications/a-1.0.gemspec", S_INIT(""), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_gemspec, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_gemspec, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/ruby/gemspec", tests, NULL, NULL);
}
