/*
 * Programs and libraries that are known by what their files hold, where no package manager put them: by name, then by
 * the text around the version. The signs of the patterns are those of pattern.h. Included with a definition of KNOWN.
 *
 *     KNOWN(GATE, NAME, .name = …, .looks = {…})
 *     .type      of the package URL; generic when it is left out
 *     .products  "VENDOR:PRODUCT" of CPE, several apart by a blank
 *     .looks     patterns, the best first: the first that is anywhere in the file decides
 *     .also      what must be in the file, too
 *     .file      what the file's name must be; its version is what '=' stands for in .looks
 *     .below     a part of the name of a folder above
 *     .last      only when no row before it with that name knew the file
 */

#define TRIPLE "#.#.#"
#define MYSQL  "#(.#)?(.#)?(alpha%|beta%|rc%)?"
#define OTP    "#.#(.#)?(.#)?(-rc%)?"
#define JULIA  "#.#.#(-alpha%|-beta%|-rc%)?"

#define BEAT(program)                                                                                                  \
    KNOWN(GATE_BASENAME, program, .name = program, .products = "elastic:" program,                                     \
          .looks = {"Test <" TRIPLE ">[a-z\\%]", "plugin(output)?<" TRIPLE ">[-a-z]", "5m.rate<" TRIPLE ">-"})
BEAT("auditbeat")
BEAT("filebeat")
BEAT("heartbeat")
BEAT("metricbeat")
BEAT("packetbeat")
#undef BEAT
KNOWN(GATE_BASENAME, "elastic-agent", .name = "elastic-agent", .products = "elastic:elastic_agent",
      .looks = {"enroll(: true)?<" TRIPLE ">-?header", "PM<" TRIPLE ">:https"})

/* Languages and their tools. */
KNOWN(GATE_BASENAME, "bun", .name = "bun", .products = "oven-sh:bun",
      .looks = {"[Bb]un v?<" TRIPLE ">", "bun-<" TRIPLE ">"})
KNOWN(GATE_BASENAME, "composer", .name = "composer", .products = "getcomposer:composer",
      .looks = {"'pretty_version'^*=\\>^*'<" TRIPLE "(beta#|alpha#|RC#)?>'"})
KNOWN(GATE_NAME, "composer*.phar", .name = "composer", .products = "getcomposer:composer",
      .looks = {"'pretty_version'^*=\\>^*'<" TRIPLE "(beta#|alpha#|RC#)?>'"})
KNOWN(GATE_BASENAME, "dart", .name = "dart", .products = "dart:dart_software_development_kit",
      .looks = {"@<" TRIPLE "(-#(.#)?.beta)?> "})
KNOWN(GATE_BASENAME, "deno", .name = "deno", .products = "deno:deno",
      .looks = {"Deno/<" TRIPLE ">(Deno/|cli/)", "Deno/<" TRIPLE ">",
                "deno-(canary/)?[0-9a-z]{40}(release/v)?<" TRIPLE ">", "<" TRIPLE ">[0-9a-z]{40}DENO"})
KNOWN(GATE_BASENAME, "elixir", .name = "elixir", .products = "elixir-lang:elixir",
      .looks = {"ELIXIR_VERSION=<" TRIPLE "(-[a-z0-9]+(.#)?)?>"})
KNOWN(GATE_BASENAME, "elixir.app", .name = "elixir", .products = "elixir-lang:elixir", .below = "elixir",
      .looks = {"{vsn,\"<" TRIPLE "(-[a-z0-9]+(.#)?)?>\"}"})
KNOWN(GATE_BASENAME, "beam.smp", .name = "erlang", .products = "erlang:erlang\\/otp",
      .looks = {"/src/otp(_src_|-)<" OTP ">/erts/", "~<" OTP ">~Erlang/OTP", "Erlang/OTP${1,150}~<" OTP ">~"})
KNOWN(GATE_BASENAME, "erlexec", .name = "erlang", .products = "erlang:erlang\\/otp",
      .looks = {"/src/otp(_src_|-)<" OTP ">/erts/"})
KNOWN(GATE_BASENAME, "liberts_internal.a", .name = "erlang", .products = "erlang:erlang\\/otp",
      .looks = {"/src/otp(_src_|-)<" OTP ">/erts/"})
KNOWN(GATE_BASENAME, "gcc", .name = "gcc", .products = "gnu:gcc", .looks = {"GCC: \\(GNU\\) <" TRIPLE ">"})
KNOWN(GATE_BASENAME, "cabal", .name = "haskell/cabal", .products = "haskell:cabal",
      .looks = {"@Cabal-<" TRIPLE "(.#)?>-", "cabal-install-<" TRIPLE "(.#)?>-[a-zA-Z0-9]+@"})
KNOWN(GATE_NAME, "ghc*", .name = "haskell/ghc", .products = "haskell:ghc",
      .looks = {"@GHC <" TRIPLE ">@", "@libHSghc-<" TRIPLE ">-([a-zA-Z0-9]+-)?ghc#.#.#.so@"})
KNOWN(GATE_BASENAME, "stack", .name = "haskell/stack", .products = "haskell:stack",
      .looks = {"Version^*<" TRIPLE ">,^*Git"})
KNOWN(GATE_BASENAME, "julia", .name = "julia", .products = "julialang:julia",
      .looks = {"@<" JULIA ">@julia version", "@\\#kw\\#@<" JULIA ">@(BigInt|_require_dependencies)",
                "@ObjectIdDict@<" JULIA ">@jl_sysimg_cpu_target", "@require@<" JULIA ">@core2"})
#define JULIA_LIBRARY                                                                                                  \
    .name = "julia", .products = "julialang:julia",                                                                    \
    .looks = {"@__init__@<" JULIA ">@(branch|verify_methods)", "<" JULIA ">@branch@",                                  \
              "@verify_methods@${0,30}<" JULIA ">@BigInt", "@<" JULIA ">@julia version"}
KNOWN(GATE_BASENAME, "libjulia-internal.so", JULIA_LIBRARY)
KNOWN(GATE_NAME, "libjulia-internal.so.*", JULIA_LIBRARY)
#undef JULIA_LIBRARY
KNOWN(GATE_BASENAME, "node", .name = "node", .products = "nodejs:node.js",
      .looks = {"@(node )?v<(0|4|5|6).#.#>@", "node.js/v<" TRIPLE ">"})
KNOWN(GATE_BASENAME, "perl", .name = "perl", .products = "perl:perl",
      .looks = {"/usr/local/lib/perl%/<" TRIPLE ">", "@perl-<" TRIPLE ">@"})
KNOWN(GATE_NAME, "php*", .name = "php", .products = "php:php",
      .looks = {"X-Powered-By: PHP/<" TRIPLE "(alpha#|beta#|RC#)?>@"})
KNOWN(GATE_NAME, "libpypy*", .name = "pypy", .products = "pypy:pypy", .looks = {"\\[PyPy <" TRIPLE ">"})
KNOWN(GATE_NAME, "libpython*", .name = "python", .products = "python_software_foundation:python python:python",
      .file = "libpython<#(.#)+>[a-z]?.(so|dylib)[.0-9]*", .looks = {"@<=[-._a-zA-Z0-9]*>@"})
KNOWN(GATE_NAME, "python*", .name = "python", .products = "python_software_foundation:python python:python",
      .file = "python<#(.#)+>", .looks = {"@<=[-._a-zA-Z0-9]*>@"})
KNOWN(GATE_BASENAME, "ruby", .name = "ruby", .products = "ruby-lang:ruby",
      .looks = {"ruby <" TRIPLE "((p|preview|rc|dev)%*)?> "})
KNOWN(GATE_NAME, "libruby*", .name = "ruby", .products = "ruby-lang:ruby",
      .looks = {"ruby <" TRIPLE "((p|preview|rc|dev)%*)?> \\(%%%%-%%-%%"})
KNOWN(GATE_NAME, "libstd*", .name = "rust", .products = "rust-lang:rust", .file = "libstd-[0-9a-f]{16}.(so|dylib)<>",
      .looks = {"@clang LLVM \\(rustc version <#(.#)?.#> \\([A-Za-z0-9_]+ %%%%-%%-%%\\)",
                "c <#(.#)?.#> \\([A-Za-z0-9_]+ %%%%-%%-%%\\)"})
KNOWN(GATE_BASENAME, "swipl", .name = "swipl", .products = "swi-prolog:swi-prolog", .looks = {"swipl-<" TRIPLE ">/"})
KNOWN(GATE_BASENAME, "wp", .name = "wp-cli", .products = "wp-cli:wp-cli", .looks = {"wp-cli/wp-cli <" TRIPLE ">"})

/* Java: who made it, then what a launcher says. */
#define GRAALVM "@<#[.0-9]+\\+#-jvmci-#[.0-9]+-b#>@"
#define RELEASE "#[.0-9]*"
#define OPENJDK                                                                                                        \
    {                                                                                                                  \
        "java@" RELEASE "@<#[^@]+_[^@]+-[^@]+>@", "@" RELEASE "~<#[^@]+_[^@]+-[^@]+>~openjdk@java",                    \
            "@openjdk@java@" RELEASE "@<#[^@]+>@", "@" RELEASE "~<#[^@]+>~openjdk@java"                                \
    }
KNOWN(GATE_BASENAME, "java", .name = "oracle/graalvm", .products = "oracle:graalvm", .looks = {GRAALVM})
KNOWN(GATE_BASENAME, "java", .name = "azul/zulu", .products = "azul:zulu", .below = "zulu", .last = true,
      .looks = {"@java@" RELEASE "@<#[^@]+>@", "@" RELEASE "~<#[^@]+>~(openjdk|java)"})
KNOWN(GATE_BASENAME, "java", .name = "oracle/openjdk", .products = "oracle:openjdk", .also = "openjdk", .last = true,
      .looks = OPENJDK)
KNOWN(GATE_BASENAME, "java", .name = "ibm/java", .products = "ibm:java", .also = "IBM_JAVA", .last = true,
      .looks = {"@java~#[.0-9]+~<#[-._a-zA-Z0-9]+>@"})
KNOWN(GATE_BASENAME, "java", .name = "oracle/jre", .products = "oracle:jre", .also = "openjdk", .last = true,
      .looks = {"@<#[.0-9]+[+][-0-9]+>@"})
KNOWN(GATE_BASENAME, "java", .name = "oracle/jre", .products = "oracle:jre", .last = true,
      .looks = {"@<#.#.[-._+a-zA-Z0-9]+>@"})
KNOWN(GATE_BASENAME, "jdb", .name = "oracle/graalvm", .products = "oracle:graalvm_for_jdk", .looks = {GRAALVM})
KNOWN(GATE_BASENAME, "jdb", .name = "azul/zulu", .products = "azul:zulu", .below = "zulu", .last = true,
      .looks = {"(java|jdb)@" RELEASE "@<#[^@]+>@", "@" RELEASE "~<#[^@]+>~(java|jdb)"})
KNOWN(GATE_BASENAME, "jdb", .name = "oracle/openjdk", .products = "oracle:openjdk", .also = "openjdk", .last = true,
      .looks = {"@openjdk@java@" RELEASE "@<#[^@]+>@", "@" RELEASE "~<#[^@]+>~openjdk@java",
                "@<" TRIPLE "(\\+#)?([-._a-zA-Z0-9]+)?>@"})
KNOWN(GATE_BASENAME, "jdb", .name = "ibm/java_sdk", .products = "ibm:java_sdk", .also = "IBM_JAVA", .last = true,
      .looks = {"@java@${1,64}@<#[-._a-zA-Z0-9]+>@"})
KNOWN(GATE_BASENAME, "jdb", .name = "oracle/jdk", .products = "oracle:jdk", .last = true,
      .looks = {"@<" TRIPLE "(\\+#)?([-._a-zA-Z0-9]+)?>@"})
#undef GRAALVM
#undef RELEASE
#undef OPENJDK

/* Servers. */
KNOWN(GATE_BASENAME, "arangosh", .name = "arangodb", .products = "arangodb:arangodb",
      .looks = {"<" TRIPLE "(-#)?>^(enterprise^)?\\[linux\\]"})
KNOWN(GATE_BASENAME, "consul", .type = "golang", .name = "github.com/hashicorp/consul", .products = "hashicorp:consul",
      .looks = {"CONSUL_VERSION: <" TRIPLE ">", "GitDescribe=<" TRIPLE ">\"", "@v<" TRIPLE ">@"})
#define ENVOY(minor) "@<1." minor ".#(-dev)?>@"
KNOWN(GATE_BASENAME, "envoy", .name = "envoy", .products = "envoyproxy:envoy",
      .looks = {ENVOY("3%") "${0,1000}envoy_reloadable_features", ENVOY("3%") "${0,200}envoy.reloadable_features",
                "envoy_quic_${0,1000}" ENVOY("2%"), ENVOY("[12]%") "${0,1000}Unable to",
                ENVOY("2%") "${0,580}ValidationError", ENVOY("1%") "${0,1000}ValidationError",
                "\\[source/${0,200}" ENVOY("1%"), ENVOY("%") "${0,20}RELEASE", ENVOY("3%") "envoy[/._:]",
                ENVOY("3%") "${0,200}envoy[./]", ENVOY("3%") "${0,1000}envoy_quic", ENVOY("3%") "TLS ",
                ENVOY("2%") "envoy[/._]", ENVOY("2%") "${0,500}envoy[._]"})
#undef ENVOY
KNOWN(GATE_BASENAME, "fluent-bit", .type = "github", .name = "fluent/fluent-bit", .products = "treasuredata:fluent_bit",
      .looks = {"@<" TRIPLE ">@(\\x1b\\[1m@|@|@@)?(\\%s)?Fluent"})
#define GRAFANA(major) "<" major ".#.#(-beta%|-test|-preview)?>(\\+security-#)?"
KNOWN(GATE_BASENAME, "grafana", .name = "grafana", .products = "grafana:grafana",
      .looks = {"@<%%.#.#-%{6,20}>@", "@release-" GRAFANA("%%") "@", "@go1.#.#~" GRAFANA("%%") "~${1,500}\\+DT",
                GRAFANA("%%") "~\\$a", "@$" GRAFANA("10") "@", GRAFANA("%%") "~${1,100}@go1.#.#@${1,100}\\+DT",
                GRAFANA("#") "~v#.#.x@", "HEAD~${0,999}~" GRAFANA("%") "@", "[a-z0-9]~" GRAFANA("%") "~/usr/local/go"})
KNOWN(GATE_BASENAME, "grafana-server", .name = "grafana", .products = "grafana:grafana",
      .looks = {"[a-z0-9]~" GRAFANA("%") "~/usr/local/go", "HEAD~${0,999}~" GRAFANA("%") "@",
                "@" GRAFANA("%") "~${0,999}~${1,1000}~/u"})
#undef GRAFANA
KNOWN(GATE_BASENAME, "haproxy", .name = "haproxy", .products = "haproxy:haproxy",
      .looks = {"version <#.#(.|-dev|-rc)#>(-[a-z0-9]{7})?, released 20", "HA-Proxy version <#.#(.|-dev)#>",
                "<#.#(.|-dev)#>-[0-9a-zA-Z]{7}${1,999}HAProxy version"})
#define HELM "<" TRIPLE "(-alpha.%|-beta.%|-rc.%)?>"
KNOWN(GATE_BASENAME, "helm", .type = "golang", .name = "helm.sh/helm", .products = "helm:helm",
      .looks = {"@v" HELM "@@", "v" HELM "~${1,500}go#.#.#@", "@v" HELM "@", "\\@v" HELM "@"})
#undef HELM
KNOWN(GATE_BASENAME, "httpd", .name = "httpd", .products = "apache:http_server", .looks = {"Apache/<" TRIPLE ">"})
#define ISTIO                                                                                                          \
    .name = "istio", .products = "istio:istio",                                                                        \
    .looks = {"#.#.#~<" TRIPLE "(-alpha.#|-beta.#|-rc.#|-dev)?>@",                                                     \
              "Clean~<" TRIPLE "(-alpha.#|-beta.#|-rc.#|-dev)?>@", "Modified~<#.#-dev>@",                              \
              "<" TRIPLE "(-alpha.#|-beta.#|-rc.#|-dev)?>~${1,100}=v\\<y5"}
KNOWN(GATE_BASENAME, "pilot-agent", ISTIO)
KNOWN(GATE_BASENAME, "pilot-discovery", ISTIO)
#undef ISTIO
KNOWN(GATE_BASENAME, "lighttpd", .name = "lighttpd", .products = "lighttpd:lighttpd",
      .looks = {"@lighttpd/<" TRIPLE ">@"})
KNOWN(GATE_BASENAME, "memcached", .name = "memcached", .products = "memcached:memcached",
      .looks = {"memcached^<" TRIPLE ">"})
KNOWN(GATE_BASENAME, "mongod", .name = "mongodb", .products = "mongodb:mongodb",
      .looks = {"<" TRIPLE ">@tcmalloc", "<" TRIPLE ">~heap_size", "<" TRIPLE ">~cppdefines"})
KNOWN(GATE_BASENAME, "nginx", .name = "nginx", .products = "f5:nginx nginx:nginx",
      .looks = {"(@|\\?)nginx version: [^/]+/<" TRIPLE "(\\+#)?(-#)?>"})
#define INGRESS "<" TRIPLE "(-(alpha|beta).%)?>"
KNOWN(GATE_BASENAME, "nginx-ingress-controller", .name = "nginx-ingress-controller",
      .products = "kubernetes:ingress-nginx",
      .looks = {"v<" TRIPLE "(-(alpha|beta).#)?>@@", "v<" TRIPLE ">~${0,50}go#.#(-(alpha|beta).%)?.#@",
                "v" INGRESS "~${0,800}\\$a${0,10}@", "@v?" INGRESS "~${0,100}S=v\\<y5", "@go#.#.#~v" INGRESS "@",
                "@v<" TRIPLE "-(alpha|beta).%>@"})
#undef INGRESS
KNOWN(GATE_BASENAME, "postgres", .name = "postgresql", .products = "postgresql:postgresql",
      .looks = {"(@|\\?)PostgreSQL <" MYSQL ">"})
KNOWN(GATE_BASENAME, "proftpd", .name = "proftpd", .products = "proftpd:proftpd",
      .looks = {"@ProFTPD Version <" TRIPLE "[a-z]?>@"})
KNOWN(GATE_BASENAME, "redis-server", .name = "redis", .products = "redislabs:redis redis:redis",
      .looks = {"[^0-9]<" TRIPLE ">buildkitsandbox-#", "[^0-9]<" TRIPLE ">[A-Za-z0-9_]{12}-#",
                "Redis version <" TRIPLE ">"})
KNOWN(GATE_BASENAME, "slapd", .name = "openldap", .products = "openldap:openldap",
      .looks = {"\\$OpenLDAP:^slapd^<" TRIPLE ">"})
KNOWN(GATE_BASENAME, "ldapsearch", .name = "openldap", .products = "openldap:openldap",
      .looks = {"\\$OpenLDAP:^ldapsearch^<" TRIPLE ">"})
KNOWN(GATE_BASENAME, "ssh", .name = "openssh", .products = "openbsd:openssh", .looks = {"OpenSSH_<#.#p#>"})
KNOWN(GATE_BASENAME, "sshd", .name = "openssh", .products = "openbsd:openssh", .looks = {"OpenSSH_<#.#p#>"})
KNOWN(GATE_BASENAME, "traefik", .name = "traefik", .products = "traefik:traefik",
      .looks = {"(@v?|[\\x80-\\xff]$?)<" TRIPLE "(-alpha%|-beta%|-rc%)?>@"})
KNOWN(GATE_BASENAME, "valkey-server", .name = "valkey",
      .products = "lfprojects:valkey linuxfoundation:valkey valkey-io:valkey",
      .looks = {"[^0-9]<" TRIPLE ">buildkitsandbox-#", "[^0-9]<" TRIPLE ">[A-Za-z0-9_]{12}-#"})
KNOWN(GATE_BASENAME, "vault", .type = "golang", .name = "github.com/hashicorp/vault", .products = "hashicorp:vault",
      .looks = {"revoke<" TRIPLE ">", "state<" TRIPLE "-rc%>", "016x<1.1[134].%%?>", "@<1.%[01]?.#>@"})

/* MySQL and what came of it. */
KNOWN(GATE_BASENAME, "mariadb", .name = "mariadb", .products = "mariadb:mariadb",
      .looks = {"<" MYSQL ">-MariaDB", "/mariadb-<" MYSQL ">-"})
KNOWN(GATE_BASENAME, "mariadbd", .name = "mariadb", .products = "mariadb:mariadb",
      .looks = {"<" MYSQL ">-MariaDB", "/mariadb-<" MYSQL ">-"})
KNOWN(GATE_BASENAME, "mysql", .name = "mariadb", .products = "mariadb:mariadb",
      .looks = {"<" MYSQL ">-MariaDB", "/mariadb-<" MYSQL ">-"})
KNOWN(GATE_BASENAME, "mysql", .name = "percona-server", .products = "oracle:mysql percona:percona_server",
      .looks = {"/percona-server-<" TRIPLE "(alpha%|beta%|rc%)?>", "/percona-server-<" MYSQL ">"})
KNOWN(GATE_BASENAME, "mysql", .name = "percona-xtradb-cluster",
      .products = "oracle:mysql percona:percona_server percona:xtradb_cluster",
      .looks = {"/Percona-XtraDB-Cluster-<" TRIPLE "(alpha%|beta%|rc%)?>", "/Percona-XtraDB-Cluster-<" MYSQL ">"})
KNOWN(GATE_BASENAME, "mysql", .name = "mysql", .products = "oracle:mysql",
      .looks = {"@<" MYSQL ">~mysql", "/mysql-<" TRIPLE ">", "/mysql-<" MYSQL ">"})
#define CLUSTER "/mysql-cluster-gpl-<" MYSQL ">/"
KNOWN(GATE_BASENAME, "mysqld", .name = "mysql-cluster",
      .products = "oracle:mysql oracle:mysql_server oracle:mysql_cluster",
      .looks = {"cluster-gpl@#(.#)?(.#)?-ndb-<#(.#)?(.#)?>", CLUSTER})
KNOWN(GATE_BASENAME, "mysqld", .name = "mysql-server", .products = "oracle:mysql oracle:mysql_server",
      .looks = {"cluster-gpl@<#(.#)?(.#)?>-ndb-#(.#)?(.#)?", "/mysql-<" MYSQL ">/"})
KNOWN(GATE_BASENAME, "ndb_mgmd", .name = "mysql-cluster", .products = "oracle:mysql_cluster", .looks = {CLUSTER})
KNOWN(GATE_BASENAME, "ndbd", .name = "mysql-cluster", .products = "oracle:mysql_cluster", .looks = {CLUSTER})
KNOWN(GATE_BASENAME, "ndbmtd", .name = "mysql-cluster", .products = "oracle:mysql_cluster", .looks = {CLUSTER})
#undef CLUSTER
KNOWN(GATE_BASENAME, "xtrabackup", .name = "percona-xtrabackup", .products = "percona:xtrabackup",
      .looks = {"/percona-xtrabackup-<" TRIPLE "(alpha%|beta%|rc%)?>", "/percona-xtrabackup-<" MYSQL ">"})

/* Tools. */
KNOWN(GATE_BASENAME, "bash", .name = "bash", .products = "gnu:bash",
      .looks = {"\\@\\(\\#\\)Bash version <" TRIPLE ">\\(%\\) [a-z0-9]+ GNU"})
KNOWN(GATE_BASENAME, "busybox", .name = "busybox", .products = "busybox:busybox", .looks = {"BusyBox^+v<" TRIPLE ">"})
KNOWN(GATE_BASENAME, "chrome", .name = "chrome", .products = "google:chrome", .looks = {"@<#.#.#.#>@Default"})
KNOWN(GATE_BASENAME, "curl", .name = "curl", .products = "haxx:curl", .looks = {"curl/<" TRIPLE ">"})
KNOWN(GATE_BASENAME, "ffmpeg", .name = "ffmpeg", .products = "ffmpeg:ffmpeg", .looks = {"\\%s version <#.#(.#)?>"})
KNOWN(GATE_BASENAME, "getopt", .name = "util-linux", .products = "kernel:util-linux",
      .looks = {"@util-linux^<" TRIPLE ">@"})
KNOWN(GATE_BASENAME, "git", .name = "git", .products = "git-scm:git", .looks = {"@<2.#.#>@"})
KNOWN(GATE_BASENAME, "gzip", .name = "gzip", .products = "gnu:gzip", .also = "\\%s: \\%s: not in gzip format",
      .looks = {"@<#.#>@"})
KNOWN(GATE_BASENAME, "jq", .name = "jq", .products = "jqlang:jq", .looks = {"@<%{1,3}.%{1,3}(.#)?>@"})
KNOWN(GATE_BASENAME, "openssl", .name = "aws-lc", .products = "amazon:aws_libcrypto",
      .looks = {"AWS-LC <" TRIPLE ">\\)@"})
KNOWN(GATE_BASENAME, "openssl", .name = "openssl", .products = "openssl:openssl", .last = true,
      .looks = {"@OpenSSL <" TRIPLE "([a-z]+|-alpha%|-beta%|-rc%)?>"})
KNOWN(GATE_BASENAME, "sqlcipher", .name = "sqlcipher", .products = "zetetic:sqlcipher",
      .looks = {"[^0-9]@<" TRIPLE ">@"})
KNOWN(GATE_BASENAME, "systemd", .name = "systemd", .products = "systemd_project:systemd", .looks = {"systemd <%%%>"})
KNOWN(GATE_BASENAME, "tar", .name = "tar", .products = "gnu:tar", .also = "GNU tar", .looks = {"@<1.#>@"})
KNOWN(GATE_BASENAME, "wget", .name = "wget", .products = "gnu:wget", .also = "GNU Wget",
      .looks = {"@<1.[12]%.#>@", "@<1.#>@"})
KNOWN(GATE_BASENAME, "xz", .name = "xz", .products = "tukaani:xz", .looks = {"@xz \\(XZ Utils\\) <" TRIPLE ">@"})
KNOWN(GATE_BASENAME, "zstd", .name = "zstd", .products = "facebook:zstandard", .looks = {"@v<" TRIPLE ">@"})

/* Libraries. */
KNOWN(GATE_NAME, "libavcodec*", .name = "ffmpeg", .products = "ffmpeg:ffmpeg",
      .looks = {"FFmpeg version <#.#(.#)?>", "Lavc<" TRIPLE ">"})
KNOWN(GATE_NAME, "libavformat*", .name = "ffmpeg", .products = "ffmpeg:ffmpeg",
      .looks = {"FFmpeg version <#.#(.#)?>", "Lavf<" TRIPLE ">"})
KNOWN(GATE_NAME, "libavutil*", .name = "ffmpeg", .products = "ffmpeg:ffmpeg", .looks = {"FFmpeg version <#.#(.#)?>"})
KNOWN(GATE_NAME, "libavfilter*", .name = "ffmpeg", .products = "ffmpeg:ffmpeg", .looks = {"FFmpeg version <#.#(.#)?>"})
KNOWN(GATE_NAME, "libavdevice*", .name = "ffmpeg", .products = "ffmpeg:ffmpeg", .looks = {"FFmpeg version <#.#(.#)?>"})
KNOWN(GATE_NAME, "libswresample*", .name = "ffmpeg", .products = "ffmpeg:ffmpeg",
      .looks = {"FFmpeg version <#.#(.#)?>"})
KNOWN(GATE_NAME, "libswscale*", .name = "ffmpeg", .products = "ffmpeg:ffmpeg", .looks = {"FFmpeg version <#.#(.#)?>"})
KNOWN(GATE_NAME, "libbz2*", .name = "bzip2", .products = "bzip:bzip2", .looks = {"<1.0.#>, #-[A-Z][a-z]{2}-%%%%"})
KNOWN(GATE_NAME, "libcrypto*", .name = "openssl", .products = "openssl:openssl",
      .looks = {"OpenSSL <" TRIPLE "[a-z]*> "})
KNOWN(GATE_NAME, "libcurl*", .name = "curl", .products = "haxx:libcurl", .looks = {"libcurl/<" TRIPLE ">"})
KNOWN(GATE_NAME, "libexpat*", .name = "expat", .products = "libexpat_project:libexpat", .looks = {"expat_<" TRIPLE ">"})
KNOWN(GATE_NAME, "libgcrypt*", .name = "libgcrypt", .products = "gnupg:libgcrypt",
      .looks = {"This is Libgcrypt <" TRIPLE ">"})
KNOWN(GATE_NAME, "libgnutls*", .name = "gnutls", .products = "gnu:gnutls", .looks = {"GnuTLS <" TRIPLE ">"})
KNOWN(GATE_NAME, "libicuuc*", .name = "icu", .products = "icu-project:international_components_for_unicode",
      .looks = {"icudt<%%>l"})
KNOWN(GATE_NAME, "libjpeg*", .name = "libjpeg-turbo", .products = "libjpeg-turbo:libjpeg-turbo",
      .looks = {"libjpeg-turbo version <" TRIPLE ">"})
KNOWN(GATE_NAME, "libkrb5.so*", .name = "heimdal-krb5", .products = "heimdal_project:heimdal",
      .looks = {"\\$Version:^+Heimdal^+<#.#(.#)?>[^.0-9]"})
KNOWN(GATE_NAME, "libkrb5.so*", .name = "krb5", .products = "mit:kerberos_5",
      .looks = {"@KRB5_BRAND:^+krb5-[^ \\x09\\x0a]+^+<#.#(.#)?>[^.0-9]"})
KNOWN(GATE_NAME, "liblz4*", .name = "lz4", .products = "lz4_project:lz4", .looks = {"@<1.#.#>@"})
KNOWN(GATE_NAME, "liblzma*", .name = "xz", .products = "tukaani:xz", .looks = {"@<5.#.#>@"})
KNOWN(GATE_NAME, "libarchive*", .name = "libarchive", .products = "libarchive:libarchive",
      .looks = {"libarchive <" TRIPLE ">"})
KNOWN(GATE_NAME, "libncurses*", .name = "ncurses", .products = "gnu:ncurses", .looks = {"ncurses <" TRIPLE ">"})
KNOWN(GATE_NAME, "libncursesw*", .name = "ncurses", .products = "gnu:ncurses", .looks = {"ncurses <" TRIPLE ">"})
KNOWN(GATE_NAME, "libtinfo*", .name = "ncurses", .products = "gnu:ncurses", .looks = {"ncurses <" TRIPLE ">"})
KNOWN(GATE_NAME, "libpcre2*", .name = "pcre2", .products = "pcre:pcre2", .looks = {"@<10.#> 20%%-%%-%%"})
KNOWN(GATE_NAME, "libphp*", .name = "php", .products = "php:php",
      .looks = {"X-Powered-By: PHP/<" TRIPLE "(alpha#|beta#|RC#)?>@"})
KNOWN(GATE_NAME, "libpng*", .name = "libpng", .products = "libpng:libpng", .looks = {"libpng version <" TRIPLE ">"})
#define QT                                                                                                             \
    .name = "qtbase", .products = "qt:qt qt:qtbase",                                                                   \
    .looks = {"@@Qt <" TRIPLE "> \\(", "QtCore library version <" TRIPLE ">"}
KNOWN(GATE_NAME, "libQt*", .file = "libQt[0-9]*Core${0,40}<>", QT)
KNOWN(GATE_NAME, "libQtCore*", QT)
#undef QT
KNOWN(GATE_NAME, "libreadline*", .name = "readline", .products = "gnu:readline", .looks = {"@<8.%>@"})
KNOWN(GATE_NAME, "libsqlite3*", .name = "sqlite", .products = "sqlite:sqlite", .looks = {"@<3.#.#>@"})
KNOWN(GATE_NAME, "libssh2*", .name = "libssh2", .products = "libssh2:libssh2",
      .looks = {"SSH-2.0-libssh2_<" TRIPLE ">"})
KNOWN(GATE_NAME, "libtiff*", .name = "libtiff", .products = "libtiff:libtiff",
      .looks = {"LIBTIFF, Version <" TRIPLE ">"})
KNOWN(GATE_NAME, "libyaml*", .name = "libyaml", .products = "pyyaml:libyaml", .looks = {"@<0.2.%>@"})
KNOWN(GATE_NAME, "libz.so*", .name = "zlib", .products = "zlib:zlib",
      .looks = {"(de|in)flate <#.#(.#)?(.#)?> Copyright"})
KNOWN(GATE_BASENAME, "libc.so.6", .name = "glibc", .products = "gnu:glibc",
      .looks = {"GNU C Library \\([^)]*\\) (stable|development) release version <#.#>"})

#undef TRIPLE
#undef MYSQL
#undef OTP
#undef JULIA
