/*
 * The rows of the codec table, in the order in which they are tried: X(NAME) is NAME.c, which defines codec_NAME.
 * meson reads the list from here.
 */
#ifndef SEAWORTHY_LAYER_ROWS_H
#define SEAWORTHY_LAYER_ROWS_H

#define CODEC_ROWS(X)                                                                                                  \
    X(gzip)                                                                                                            \
    X(zstd)                                                                                                            \
    X(xz)                                                                                                              \
    X(bzip2)

#endif
