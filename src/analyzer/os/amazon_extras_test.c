#include "analyzer/testing.h"

extern const struct analyzer analyzer_amazon_extras;

#define PATH "etc/yum.repos.d/amzn2-extras.repo"

static const struct row_case cases[] = {
    {"enabled topics, not their sources", PATH,
     S_INIT(
         "[amzn2extra-docker-source]\nenabled = 1\nname = x\n\n[amzn2extra-docker]\nenabled = 1\nname = Amazon Extras "
         "repo for docker\npriority = 10\n\n[amzn2extra-docker-debuginfo]\nenabled = 1\n[amzn2extra-nginx1]\nenabled = "
         "0\n[amzn2extra-php8.1]\r\nenabled=yes\r\n"),
     "value CHANNEL=extras:docker\nvalue CHANNEL=extras:php8.1\n"},
    {"other repositories", PATH, S_INIT("enabled = 1\n[epel]\nenabled = 1\n[amzn2extra-]\nenabled = 1\n"), ""},
    {"said twice", PATH, S_INIT("[amzn2extra-ecs]\nenabled = 1\nenabled = 1\n"), "value CHANNEL=extras:ecs\n"},
    {"none", PATH, S_INIT(""), ""},
};

int main(void)
{
    return test_row_main("analyzer/os/amazon_extras", &analyzer_amazon_extras, cases, sizeof(cases) / sizeof(cases[0]));
}
