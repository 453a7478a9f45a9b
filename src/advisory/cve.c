#include "advisory/cve.h"

bool cve_code(struct slice id, uint32_t *code)
{
    struct slice year_text = slice_head(slice_skip(id, 4), 4);
    struct slice number_text = slice_skip(id, 9);
    uint64_t year, number;

    if (!cve_is(id) || id.len < 13 || id.len > 9 + 8 || id.at[8] != '-')
        return false;
    if (!slice_decimal(year_text, &year) || year < CVE_YEAR_FIRST || year > CVE_YEAR_LAST)
        return false;
    /* Four digits at least, and no zero before more than four. */
    if ((number_text.len > 4 && number_text.at[0] == '0') || !slice_decimal(number_text, &number))
        return false;
    if (number >> CVE_NUMBER_BITS)
        return false;
    *code = (uint32_t)(year - CVE_YEAR_FIRST) << CVE_NUMBER_BITS | (uint32_t)number;
    return true;
}

size_t cve_write(uint32_t code, uint8_t *out)
{
    uint32_t year = CVE_YEAR_FIRST + (code >> CVE_NUMBER_BITS);
    uint32_t number = code & ((1u << CVE_NUMBER_BITS) - 1);
    uint8_t digits[10];
    size_t count = 0, len = 9;

    memcpy(out, "CVE-0000-", 9);
    for (size_t i = 7; i >= 4; i--, year /= 10)
        out[i] = (uint8_t)('0' + year % 10);
    for (; number || count < 4; number /= 10)
        digits[count++] = (uint8_t)('0' + number % 10);
    while (count)
        out[len++] = digits[--count];
    return len;
}
