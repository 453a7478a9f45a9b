/*
 * XML as events, over expat: OVAL feeds, project files. Nothing outside the document is ever read; one that defines
 * entities of its own (a document type with an internal part) is refused, and with it their expansion without end.
 */
#ifndef SEAWORTHY_BASE_XML_H
#define SEAWORTHY_BASE_XML_H

#include "base/reader.h"

struct xml_handler {
    /* name  without its prefix. attributes: see xml_attribute */
    void (*start)(void *context, struct slice name, const char **attributes);
    /* text  of the element itself, up to XML_TEXT_MAX bytes; borrowed */
    void (*end)(void *context, struct slice name, struct slice text);
};

/* Value of the attribute with that name, borrowed; empty when there is none. */
struct slice xml_attribute(const char **attributes, const char *name);

/* fails  ERROR_MALFORMED with the line, ERROR_LIMIT (depth), or what the reader says */
bool xml_read(struct reader *reader, struct arena *arena, const struct xml_handler *handler, void *context,
              struct error *error);

enum { XML_DEPTH_MAX = 64, XML_TEXT_MAX = 64 * 1024 };

#endif
