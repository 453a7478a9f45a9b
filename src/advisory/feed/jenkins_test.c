#include "advisory/feed/testing.h"

extern const struct feed feed_jenkins;

static const struct feed_case cases[] = {
    {"the last bad version of each branch; plugins only", "warnings.json",
     "[{\"id\":\"SECURITY-208-git\",\"type\":\"plugin\",\"name\":\"git\",\"versions\":[{\"lastVersion\":\"4.11.3\","
     "\"pattern\":\"x\"},"
     "{\"lastVersion\":\"3.9\",\"pattern\":\"x\"}]},"
     "{\"id\":\"core-2_44\",\"type\":\"core\",\"name\":\"core\",\"versions\":[{\"lastVersion\":\"2.43\"}]},"
     "{\"id\":\"rogue-1\",\"type\":\"plugin\",\"name\":\"bad\",\"versions\":[{\"pattern\":\"x\"}]}]",
     "maven binary org.jenkins-ci.plugins:git SECURITY-208 maven affected ranges=>=4.11,<=4.11.3|<=3.9 source=jenkins\n"
     "maven binary io.jenkins.plugins:git SECURITY-208 maven affected ranges=>=4.11,<=4.11.3|<=3.9 source=jenkins\n"},
    {"in the update centre", "update-center.actual.json",
     "{\"plugins\":{},\"warnings\":[{\"id\":\"JENKINS-1\",\"type\":\"plugin\",\"name\":\"a\",\"versions\":[{"
     "\"lastVersion\":\"1\"}]}]}",
     "maven binary org.jenkins-ci.plugins:a JENKINS-1 maven affected ranges=<=1 source=jenkins\n"
     "maven binary io.jenkins.plugins:a JENKINS-1 maven affected ranges=<=1 source=jenkins\n"},
};

FEED_TEST_MAIN(feed_jenkins, cases)
