/* Licences as package databases write them, held against the SPDX License List: SBOMs tell identifiers from names. */
#ifndef SEAWORTHY_REPORT_LICENCE_H
#define SEAWORTHY_REPORT_LICENCE_H

#include "base/slice.h"

/* "MIT": an identifier of the list. */
bool licence_is_id(struct slice text);
/* An identifier, or an expression of identifiers: "GPL-2.0-only WITH Linux-syscall-note OR (MIT AND BSD-3-Clause)". */
bool licence_is_expression(struct slice text);

#endif
