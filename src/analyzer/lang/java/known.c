#include "analyzer/lang/java/known.h"

/* A star stands for the rest. Longer patterns come before shorter ones that they agree with. */
static const struct {
    struct slice artifact;
    struct slice below; /* only versions whose first number is smaller; empty: all */
    struct slice group;
} known[] = {
    {S_INIT("spring-boot*"), S_INIT(""), S_INIT("org.springframework.boot")},
    {S_INIT("spring-security-*"), S_INIT(""), S_INIT("org.springframework.security")},
    {S_INIT("spring-data-*"), S_INIT(""), S_INIT("org.springframework.data")},
    {S_INIT("spring-batch-*"), S_INIT(""), S_INIT("org.springframework.batch")},
    {S_INIT("spring-integration-*"), S_INIT(""), S_INIT("org.springframework.integration")},
    {S_INIT("spring-session-*"), S_INIT(""), S_INIT("org.springframework.session")},
    {S_INIT("spring-ldap-*"), S_INIT(""), S_INIT("org.springframework.ldap")},
    {S_INIT("spring-cloud-*"), S_INIT(""), S_INIT("org.springframework.cloud")},
    {S_INIT("spring-graphql*"), S_INIT(""), S_INIT("org.springframework.graphql")},
    {S_INIT("spring-hateoas"), S_INIT(""), S_INIT("org.springframework.hateoas")},
    {S_INIT("spring-kafka*"), S_INIT(""), S_INIT("org.springframework.kafka")},
    {S_INIT("spring-amqp"), S_INIT(""), S_INIT("org.springframework.amqp")},
    {S_INIT("spring-rabbit*"), S_INIT(""), S_INIT("org.springframework.amqp")},
    {S_INIT("spring-retry"), S_INIT(""), S_INIT("org.springframework.retry")},
    {S_INIT("spring-ws-*"), S_INIT(""), S_INIT("org.springframework.ws")},
    {S_INIT("spring-aop"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-aspects"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-beans"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-context*"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-core"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-expression"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-jcl"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-jdbc"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-jms"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-messaging"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-orm"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-oxm"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-r2dbc"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-test"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-tx"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-web"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-webflux"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-webmvc"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("spring-websocket"), S_INIT(""), S_INIT("org.springframework")},
    {S_INIT("tomcat-embed-*"), S_INIT(""), S_INIT("org.apache.tomcat.embed")},
    {S_INIT("tomcat-*"), S_INIT(""), S_INIT("org.apache.tomcat")},
    {S_INIT("kotlin-*"), S_INIT(""), S_INIT("org.jetbrains.kotlin")},
    {S_INIT("kotlinx-*"), S_INIT(""), S_INIT("org.jetbrains.kotlinx")},
    {S_INIT("okhttp*"), S_INIT("3"), S_INIT("com.squareup.okhttp")},
    {S_INIT("okhttp*"), S_INIT(""), S_INIT("com.squareup.okhttp3")},
    {S_INIT("okio*"), S_INIT(""), S_INIT("com.squareup.okio")},
    {S_INIT("retrofit*"), S_INIT(""), S_INIT("com.squareup.retrofit2")},
    {S_INIT("groovy*"), S_INIT("4"), S_INIT("org.codehaus.groovy")},
    {S_INIT("groovy*"), S_INIT(""), S_INIT("org.apache.groovy")},
    {S_INIT("hibernate-core"), S_INIT("6"), S_INIT("org.hibernate")},
    {S_INIT("hibernate-core"), S_INIT(""), S_INIT("org.hibernate.orm")},
    {S_INIT("lucene-*"), S_INIT(""), S_INIT("org.apache.lucene")},
    {S_INIT("solr-*"), S_INIT(""), S_INIT("org.apache.solr")},
    {S_INIT("elasticsearch*"), S_INIT(""), S_INIT("org.elasticsearch")},
    {S_INIT("opensearch"), S_INIT(""), S_INIT("org.opensearch")},
    {S_INIT("kafka-*"), S_INIT(""), S_INIT("org.apache.kafka")},
    {S_INIT("kafka_2*"), S_INIT(""), S_INIT("org.apache.kafka")},
    {S_INIT("connect-runtime"), S_INIT(""), S_INIT("org.apache.kafka")},
    {S_INIT("micrometer-*"), S_INIT(""), S_INIT("io.micrometer")},
    {S_INIT("reactor-netty*"), S_INIT(""), S_INIT("io.projectreactor.netty")},
    {S_INIT("reactor-*"), S_INIT(""), S_INIT("io.projectreactor")},
    {S_INIT("grpc-*"), S_INIT(""), S_INIT("io.grpc")},
    {S_INIT("bcprov-*"), S_INIT(""), S_INIT("org.bouncycastle")},
    {S_INIT("bcpkix-*"), S_INIT(""), S_INIT("org.bouncycastle")},
    {S_INIT("bcmail-*"), S_INIT(""), S_INIT("org.bouncycastle")},
    {S_INIT("bcpg-*"), S_INIT(""), S_INIT("org.bouncycastle")},
    {S_INIT("bctls-*"), S_INIT(""), S_INIT("org.bouncycastle")},
    {S_INIT("bcutil-*"), S_INIT(""), S_INIT("org.bouncycastle")},
    {S_INIT("bc-fips"), S_INIT(""), S_INIT("org.bouncycastle")},
    {S_INIT("derby*"), S_INIT(""), S_INIT("org.apache.derby")},
    {S_INIT("ant"), S_INIT(""), S_INIT("org.apache.ant")},
    {S_INIT("ivy"), S_INIT(""), S_INIT("org.apache.ivy")},
    {S_INIT("h2"), S_INIT(""), S_INIT("com.h2database")},
    {S_INIT("hsqldb"), S_INIT(""), S_INIT("org.hsqldb")},
    {S_INIT("postgresql"), S_INIT(""), S_INIT("org.postgresql")},
    {S_INIT("mysql-connector-java"), S_INIT(""), S_INIT("mysql")},
    {S_INIT("mysql-connector-j"), S_INIT(""), S_INIT("com.mysql")},
    {S_INIT("mongo-java-driver"), S_INIT(""), S_INIT("org.mongodb")},
    {S_INIT("mongodb-driver-*"), S_INIT(""), S_INIT("org.mongodb")},
    {S_INIT("scala-library"), S_INIT(""), S_INIT("org.scala-lang")},
    {S_INIT("commons-beanutils"), S_INIT(""), S_INIT("commons-beanutils")},
    {S_INIT("commons-codec"), S_INIT(""), S_INIT("commons-codec")},
    {S_INIT("commons-collections"), S_INIT(""), S_INIT("commons-collections")},
    {S_INIT("commons-configuration"), S_INIT(""), S_INIT("commons-configuration")},
    {S_INIT("commons-dbcp"), S_INIT(""), S_INIT("commons-dbcp")},
    {S_INIT("commons-digester"), S_INIT(""), S_INIT("commons-digester")},
    {S_INIT("commons-discovery"), S_INIT(""), S_INIT("commons-discovery")},
    {S_INIT("commons-el"), S_INIT(""), S_INIT("commons-el")},
    {S_INIT("commons-fileupload"), S_INIT(""), S_INIT("commons-fileupload")},
    {S_INIT("commons-httpclient"), S_INIT(""), S_INIT("commons-httpclient")},
    {S_INIT("commons-io"), S_INIT(""), S_INIT("commons-io")},
    {S_INIT("commons-jelly"), S_INIT(""), S_INIT("commons-jelly")},
    {S_INIT("commons-jxpath"), S_INIT(""), S_INIT("commons-jxpath")},
    {S_INIT("commons-lang"), S_INIT(""), S_INIT("commons-lang")},
    {S_INIT("commons-logging"), S_INIT(""), S_INIT("commons-logging")},
    {S_INIT("commons-modeler"), S_INIT(""), S_INIT("commons-modeler")},
    {S_INIT("commons-net"), S_INIT(""), S_INIT("commons-net")},
    {S_INIT("commons-pool"), S_INIT(""), S_INIT("commons-pool")},
    {S_INIT("commons-validator"), S_INIT(""), S_INIT("commons-validator")},
    {S_INIT("oro"), S_INIT(""), S_INIT("oro")},
    {S_INIT("velocity"), S_INIT(""), S_INIT("org.apache.velocity")},
    {S_INIT("xml-apis"), S_INIT(""), S_INIT("xml-apis")},
    {S_INIT("classworlds"), S_INIT(""), S_INIT("classworlds")},
    {S_INIT("log4j"), S_INIT(""), S_INIT("log4j")},
    {S_INIT("dom4j"), S_INIT("2"), S_INIT("dom4j")},
    {S_INIT("dom4j"), S_INIT(""), S_INIT("org.dom4j")},
    {S_INIT("jdom"), S_INIT(""), S_INIT("org.jdom")},
    {S_INIT("axis"), S_INIT(""), S_INIT("org.apache.axis")},
    {S_INIT("struts"), S_INIT(""), S_INIT("struts")},
    {S_INIT("c3p0"), S_INIT(""), S_INIT("com.mchange")},
    {S_INIT("jetty"), S_INIT(""), S_INIT("org.mortbay.jetty")},
    {S_INIT("servlet-api"), S_INIT(""), S_INIT("javax.servlet")},
    {S_INIT("bsh"), S_INIT(""), S_INIT("org.beanshell")},
    {S_INIT("xercesImpl"), S_INIT(""), S_INIT("xerces")},
    {S_INIT("xalan"), S_INIT(""), S_INIT("xalan")},
    {S_INIT("serializer"), S_INIT(""), S_INIT("xalan")},
    {S_INIT("batik-*"), S_INIT(""), S_INIT("org.apache.xmlgraphics")},
    {S_INIT("ehcache"), S_INIT("3"), S_INIT("net.sf.ehcache")},
    {S_INIT("ehcache"), S_INIT(""), S_INIT("org.ehcache")},
    {S_INIT("quartz"), S_INIT(""), S_INIT("org.quartz-scheduler")},
    {S_INIT("junit"), S_INIT(""), S_INIT("junit")},
    {S_INIT("junit-jupiter*"), S_INIT(""), S_INIT("org.junit.jupiter")},
    {S_INIT("junit-platform-*"), S_INIT(""), S_INIT("org.junit.platform")},
    {S_INIT("byte-buddy*"), S_INIT(""), S_INIT("net.bytebuddy")},
    {S_INIT("mockito-*"), S_INIT(""), S_INIT("org.mockito")},
};

static bool fits(struct slice pattern, struct slice artifact)
{
    if (pattern.at[pattern.len - 1] == '*')
        return slice_starts(artifact, slice_head(pattern, pattern.len - 1));
    return slice_equal(artifact, pattern);
}

/* A version that does not begin with a number is below none. */
static bool is_below(struct slice version, struct slice limit)
{
    uint64_t first, most;
    size_t len = 0;

    while (len < version.len && version.at[len] >= '0' && version.at[len] <= '9')
        len++;
    return slice_decimal(limit, &most) && slice_decimal(slice_head(version, len), &first) && first < most;
}

struct slice known_group(struct slice artifact, struct slice version)
{
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (fits(known[i].artifact, artifact) && (known[i].below.len == 0 || is_below(version, known[i].below)))
            return known[i].group;
    return (struct slice){0};
}
