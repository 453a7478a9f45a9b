/* Unlinked temporary files: an outer archive that was compressed, or came from a pipe. */
#ifndef SEAWORTHY_TARGET_SPOOL_H
#define SEAWORTHY_TARGET_SPOOL_H

#include "base/error.h"

/* folder  NULL: /var/tmp, then /tmp. fails  ERROR_INTERNAL naming the folder and --tmp. returns  a descriptor or -1 */
int spool_create(const char *folder, struct error *error);
/* Copies `from` to its end into `to`. fails  ERROR_INTERNAL where `to` is full, ERROR_UNREADABLE where `from` ends
 * badly */
bool spool_copy(int from, int to, struct error *error);

#endif
