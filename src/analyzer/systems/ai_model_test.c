#include "analyzer/testing.h"

extern const struct analyzer analyzer_ai_model;

#define GGUF "GGUF\3\0\0\0\0\0\0\0\0\0\0\0"

static const struct row_case cases[] = {
    {"GGUF says name and version", "models/x.gguf",
     S_INIT(GGUF "\3\0\0\0\0\0\0\0"
                 "\1\0\0\0\0\0\0\0"
                 "a\x09\0\0\0\4\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0"
                 "\x0c\0\0\0\0\0\0\0general.name\x08\0\0\0\4\0\0\0\0\0\0\0Tiny"
                 "\x0f\0\0\0\0\0\0\0general.version\x08\0\0\0\3\0\0\0\0\0\0\0"
                 "3.1"),
     "package model|Tiny||3.1|||||||\n"},
    {"GGUF without a name", "models/x.gguf", S_INIT(GGUF "\0\0\0\0\0\0\0\0"), "package model|x|||||||||\n"},
    {"GGUF cut in its head", "models/x.gguf", S_INIT(GGUF),
     "problem truncated ends before byte 24\n"},
    {"safetensors: the folder says the name", "models/tiny/model.safetensors", S_INIT("\2\0\0\0\0\0\0\0{}"),
     "package model|tiny|||||||||\n"},
    {"safetensors without a header", "models/tiny/model.safetensors", S_INIT("\2\0\0\0\0\0\0\0[]"),
     "problem malformed no header of safetensors\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/ai_model", &analyzer_ai_model, cases, sizeof(cases) / sizeof(cases[0]));
}
