#include "base/xml.h"

#include <expat.h>

struct xml {
    XML_Parser parser;
    const struct xml_handler *handler;
    void *context;
    uint8_t *text; /* of the element at hand */
    size_t text_len;
    unsigned depth;
    bool too_deep, doctype;
};

static struct slice local_name(const char *name)
{
    struct slice text = slice_text(name);
    size_t colon = slice_find_byte(text, ':');

    return colon < text.len ? slice_skip(text, colon + 1) : text;
}

static void on_start(void *data, const char *name, const char **attributes)
{
    struct xml *xml = data;

    if (++xml->depth > XML_DEPTH_MAX) {
        xml->too_deep = true;
        XML_StopParser(xml->parser, XML_FALSE);
        return;
    }
    xml->text_len = 0;
    xml->handler->start(xml->context, local_name(name), attributes);
}

static void on_end(void *data, const char *name)
{
    struct xml *xml = data;

    xml->depth--;
    xml->handler->end(xml->context, local_name(name), slice_of(xml->text, xml->text_len));
    xml->text_len = 0;
}

static void on_text(void *data, const char *text, int len)
{
    struct xml *xml = data;
    size_t room = XML_TEXT_MAX - xml->text_len, take = (size_t)len < room ? (size_t)len : room;

    memcpy(xml->text + xml->text_len, text, take);
    xml->text_len += take;
}

static void on_doctype(void *data, const char *name, const char *system_id, const char *public_id, int internal)
{
    struct xml *xml = data;

    (void)name, (void)system_id, (void)public_id;
    if (!internal)
        return;
    xml->doctype = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

struct slice xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] && attributes[i + 1]; i += 2)
        if (slice_equal(slice_text(attributes[i]), slice_text(name)))
            return slice_text(attributes[i + 1]);
    return (struct slice){0};
}

static bool parse_failed(struct xml *xml, struct error *error)
{
    if (xml->too_deep)
        return fail(error, ERROR_LIMIT, "elements nested deeper than %d", XML_DEPTH_MAX);
    if (xml->doctype)
        return fail(error, ERROR_UNSUPPORTED, "a document type that defines entities");
    return fail(error, ERROR_MALFORMED, "line %lu: %s", XML_GetCurrentLineNumber(xml->parser),
                XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

/* Pieces of one size, whatever the chunks of the source: which of two errors expat tells first depends on them. */
static bool parse(struct xml *xml, struct reader *reader, struct error *error)
{
    enum { PIECE = 64 * 1024 };
    struct slice piece;

    while ((piece = reader_take_upto(reader, PIECE)).len)
        if (XML_Parse(xml->parser, (const char *)piece.at, (int)piece.len, false) != XML_STATUS_OK)
            return parse_failed(xml, error);
    if (!reader_ok(reader, error))
        return false;
    return XML_Parse(xml->parser, "", 0, true) == XML_STATUS_OK || parse_failed(xml, error);
}

bool xml_read(struct reader *reader, struct arena *arena, const struct xml_handler *handler, void *context,
              struct error *error)
{
    struct xml xml = {.handler = handler, .context = context, .text = arena_array(arena, uint8_t, XML_TEXT_MAX)};
    bool good;

    xml.parser = XML_ParserCreate(NULL);
    if (xml.parser == NULL)
        return fail(error, ERROR_LIMIT, "no memory for an XML parser");
    /* A salt of our own, or expat asks the system for one: the wall kills for that. */
    XML_SetHashSalt(xml.parser, 0x53656177);
    XML_SetUserData(xml.parser, &xml);
    XML_SetElementHandler(xml.parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml.parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
    good = parse(&xml, reader, error);
    XML_ParserFree(xml.parser);
    return good;
}
