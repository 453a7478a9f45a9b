/* Names of the CPE dictionary for a version. Source: NIST IR 7695, "Common Platform Enumeration: Naming", 6.2. */
#ifndef SEAWORTHY_ANALYZER_BINARY_CPE_H
#define SEAWORTHY_ANALYZER_BINARY_CPE_H

#include "base/arena.h"

/*
 * products  "VENDOR:PRODUCT", several apart by a blank, as CPE writes them
 * version   Java's "1.8.0_352-b08" is version 1.8.0 with update352
 */
struct slices cpe_list(struct slice products, struct slice version, struct arena *arena);

#endif
