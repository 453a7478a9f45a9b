/* For tests of feeds that are OSV records: the parts of one, to be put together in tables. */
#ifndef SEAWORTHY_ADVISORY_FEED_TESTING_OSV_H
#define SEAWORTHY_ADVISORY_FEED_TESTING_OSV_H

#include "advisory/feed/testing.h"

#define RECORD(id, aliases, more, affected)                                                                            \
    "{\"id\":\"" id "\",\"modified\":\"2024-05-07T00:00:00Z\",\"aliases\":[" aliases "]" more                          \
    ",\"affected\":[" affected "]}"
#define AFFECTED(ecosystem, name, events, more)                                                                        \
    "{\"package\":{\"ecosystem\":\"" ecosystem "\",\"name\":\"" name "\"},\"ranges\":[{\"type\":\"ECOSYSTEM\","        \
    "\"events\":[" events "]}]" more "}"
#define FROM(version)  "{\"introduced\":\"" version "\"}"
#define FIXED(version) ",{\"fixed\":\"" version "\"}"
#define LAST(version)  ",{\"last_affected\":\"" version "\"}"
#define DAY            "day 2024-05-07\n"

#endif
