#include "base/error.h"

#include <stdio.h>

bool fail(struct error *error, enum error_code code, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fail_list(error, code, format, arguments);
    va_end(arguments);
    return false;
}

bool fail_list(struct error *error, enum error_code code, const char *format, va_list arguments)
{
    char text[ERROR_TEXT_MAX]; /* the text at hand may be among the arguments */

    vsnprintf(text, sizeof(text), format, arguments);
    error->code = code;
    memcpy(error->text, text, strlen(text) + 1);
    return false;
}

bool fail_within(struct error *error, const char *format, ...)
{
    char place[ERROR_TEXT_MAX];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(place, sizeof(place), format, arguments);
    va_end(arguments);

    size_t place_len = strnlen(place, sizeof(place) - 3);
    size_t text_len = strnlen(error->text, sizeof(place) - 3 - place_len);
    memmove(error->text + place_len + 2, error->text, text_len);
    memcpy(error->text, place, place_len);
    memcpy(error->text + place_len, ": ", 2);
    error->text[place_len + 2 + text_len] = '\0';
    return false;
}
