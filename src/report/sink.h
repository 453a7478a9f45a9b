/*
 * Where a report goes. Two ways in, and no third: constants of ours, and text from anywhere else, which comes out
 * printable whatever it was. So no format can be made to emit a control character, nor to speak to a CI service: GitHub
 * takes a line that begins with "::" (blanks before it or not) for a command, Azure and TeamCity "##vso[" and
 * "##teamcity[" anywhere. Text that is the first on a line cannot begin with ':' or '=', and no text holds "##word[".
 */
#ifndef SEAWORTHY_REPORT_SINK_H
#define SEAWORTHY_REPORT_SINK_H

#include "report/report.h"

/* A sink that keeps nothing but the SHA-256 of what was written. */
struct sink *sink_digest(struct arena *arena);
struct digest sink_digest_end(struct sink *sink);

/* A constant of ours: punctuation, element names, line ends, colours. Never anything that was read. */
void sink_constant(struct sink *sink, const char *text);
/*
 * Any bytes on one line: controls, bidirectional marks and bytes that are no UTF-8 come out escaped (base/text.h), and
 * so do the characters above where they would be taken for a command: "\u{003A}".
 */
void sink_text(struct sink *sink, struct slice text);
/* What text_printable_copy gave out, or a part of it that ends at a character; checked again, never escaped twice. */
void sink_printable(struct sink *sink, struct slice text);
/* The contents of a JSON string, without its quotes: escaped so that what is not printable is \uNNNN. */
void sink_json_text(struct sink *sink, struct slice text);
void sink_number(struct sink *sink, uint64_t number);
/* `count` spaces. */
void sink_spaces(struct sink *sink, size_t count);

#endif
