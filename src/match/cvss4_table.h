/* The scores of the macro vectors of CVSS 4.0; used by cvss4.c alone. */
#ifndef SEAWORTHY_MATCH_CVSS4_TABLE_H
#define SEAWORTHY_MATCH_CVSS4_TABLE_H

#include <stdint.h>

enum { CVSS4_NO_SCORE = 255 };

/* The levels of the six equivalence classes; 0 is the most severe. */
struct cvss4_macro {
    unsigned eq1, eq2, eq3, eq4, eq5, eq6;
};

/* returns  tenths; CVSS4_NO_SCORE for a macro vector that does not exist, any levels are safe */
int cvss4_macro_score(const struct cvss4_macro *macro);

#endif
