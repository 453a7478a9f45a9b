#include "analyzer/testing.h"

extern const struct analyzer analyzer_mac_app;

#define PATH "Applications/X.app/Contents/Info.plist"

/* A dictionary of two strings, the second in UTF-16: objects, their offsets, the trailer (CFBinaryPList.c). */
#define BINARY                                                                                                         \
    "\142\160\154\151\163\164\060\060\322\001\002\003\004\134\103\106\102\165\156\144"                                 \
    "\154\145\116\141\155\145\137\020\032\103\106\102\165\156\144\154\145\123\150\157"                                 \
    "\162\164\126\145\162\163\151\157\156\123\164\162\151\156\147\121\102\143\000\061"                                 \
    "\000\056\000\060\010\015\032\067\071\000\000\000\000\000\000\001\001\000\000\000"                                 \
    "\000\000\000\000\005\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"                                 \
    "\100"

static const struct row_case cases[] = {
    {"the binary form", PATH, S_INIT(BINARY), "package macapps|B||1.0|||||||\n"},
    {"name and version", PATH,
     S_INIT("<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
            "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"><plist "
            "version=\"1.0\"><dict><key>CFBundleName</key><string>X</string><key>Other</key><dict><key>CFBundleName</"
            "key><string>Y</string></dict><key>CFBundleShortVersionString</key><string>4.5</string></dict></plist>"),
     "package macapps|X||4.5|||||||\n"},
    {"no version", PATH, S_INIT("<plist><dict><key>CFBundleName</key><string>X</string></dict></plist>"),
     "package macapps|X|||||||||\n"},
    {"no name", PATH, S_INIT("<plist><dict><key>CFBundleExecutable</key><string>X</string></dict></plist>"), ""},
    {"no dictionary", PATH, S_INIT("<plist><array/></plist>"),
     "problem malformed a property list without a dictionary\n"},
    {"neither XML nor binary", PATH, S_INIT("{ aa:bb }"),
     "problem malformed line 1: not well-formed (invalid token)\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/mac_app", &analyzer_mac_app, cases, sizeof(cases) / sizeof(cases[0]));
}
