# Thin: installs what a build needs and hands the work to meson. `make help` lists the targets.
SHELL := /bin/bash
BUILD := build
RELEASE := $(BUILD)/release
TEST := $(BUILD)/test
PREFIX ?= /usr/local
TARGET ?=
SHARED ?= $(CURDIR)/../shared
CORPUS ?= $(SHARED)/corpus
IMAGES ?= $(SHARED)/images
FEEDS ?= $(SHARED)/feeds
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

BUILD_PACKAGES := gcc meson ninja-build pkg-config ccache python3 libisal-dev zlib1g-dev libzstd-dev liblzma-dev libbz2-dev \
	libssl-dev libsqlite3-dev libexpat1-dev libyaml-dev zstd
TEST_PACKAGES := libcmocka-dev libseccomp-dev python3-jsonschema binutils xz-utils bzip2 strace
FUZZ_PACKAGES := clang-14 libclang-rt-14-dev

MESON_RELEASE := --buildtype=release -Dtests=false -Dstrip=true -Db_lto=true
MESON_TEST := --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false -Dtests=true

.PHONY: help scan test install bench score fuzz starter build deps deps-test deps-fuzz clean

help:
	@echo 'make scan [TARGET=image.tar]   build a release and scan this machine, or an image'
	@echo 'make test                      build with sanitizers and run all tests'
	@echo 'make install [PREFIX=/usr/local] [DESTDIR=]'
	@echo 'make score [CORPUS=DIR] [IMAGES=DIR] [VERBOSE=1] [ONLY=extract/npm]   score against a truth corpus'
	@echo 'make bench                     compare with a program that only reads, hashes and unpacks'
	@echo 'make fuzz [SECONDS=60]         fuzz every row of every table'
	@echo 'make starter FEEDS=DIR         build the starter advisory segments again'

# apt runs only when something is missing: asking dpkg costs nothing and needs no root.
define need
	@missing=$$(dpkg-query -W -f='$${db:Status-Status} $${Package}\n' $(1) 2>/dev/null | sed -n 's/^installed //p' | \
		sort | comm -13 - <(printf '%s\n' $(1) | sort)); \
	if [ -n "$$missing" ]; then \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -q update && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $$missing; \
	fi
endef

deps:
	$(call need,$(BUILD_PACKAGES))
deps-test: deps
	$(call need,$(TEST_PACKAGES))
deps-fuzz: deps-test
	$(call need,$(FUZZ_PACKAGES))

build: deps
	@[ -f $(RELEASE)/build.ninja ] || meson setup $(RELEASE) $(MESON_RELEASE)
	@ninja -C $(RELEASE)

scan: build
	@$(RELEASE)/seaworthy scan $(if $(TARGET),$(TARGET),rootfs:/) || { s=$$?; [ $$s = 1 ] || [ $$s = 3 ] || exit $$s; }

test: deps-test
	@[ -f $(TEST)/build.ninja ] || meson setup $(TEST) $(MESON_TEST)
	@[ -f $(RELEASE)/build.ninja ] || meson setup $(RELEASE) $(MESON_RELEASE)
	@ninja -C $(TEST) && ninja -C $(RELEASE)
	@SEAWORTHY_SHARED=$(SHARED) SEAWORTHY_RELEASE=$(CURDIR)/$(RELEASE) python3 tools/run_tests.py $(TEST)

install: build
	@meson configure $(RELEASE) --prefix=$(PREFIX) && DESTDIR=$(DESTDIR) meson install -C $(RELEASE)

score: build
	@python3 tests/score.py --program $(RELEASE)/seaworthy --corpus $(CORPUS) --images $(IMAGES) $(if $(VERBOSE),--verbose) $(ONLY)

bench: build
	@SEAWORTHY_SHARED=$(SHARED) python3 bench/bench.py $(RELEASE)

fuzz: deps-fuzz
	@python3 fuzz/run.py --seconds $(or $(SECONDS),60) $(BUILD)/fuzz

starter: build
	@python3 tools/starter.py --program $(RELEASE)/seaworthy --feeds $(FEEDS) data

clean:
	rm -rf $(BUILD)
