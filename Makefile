# api_fdw: build, install, test.  "make help" lists the targets.

MODULE_big = api_fdw
EXTENSION = api_fdw
DATA = api_fdw--1.0.sql
PGFILEDESC = "api_fdw - JSON APIs as tables"

# every .c of every wing is part of the module: a file that is not, is dead
OBJS = api_fdw.o $(patsubst %.c,%.o,$(sort $(wildcard src/*/*.c)))

REGRESS = $(sort $(patsubst sql/%.sql,%,$(wildcard sql/*.sql)))
REGRESS_OPTS = --launcher=$(CURDIR)/test/launcher --inputdir=$(CURDIR)
TAP_TESTS = 1

# bitcode would need clang; nothing here gains from being inlined into queries
override with_llvm = no

PG_CPPFLAGS = -I$(srcdir)/src $(shell pkg-config --cflags libcurl json-c zlib)
SHLIB_LINK = $(shell pkg-config --libs libcurl json-c zlib) -lpthread \
	-Wl,--version-script=$(srcdir)/exports.map

PG_CONFIG ?= pg_config

# where PostgreSQL has assertions, so have we
ifneq (,$(findstring --enable-cassert,$(shell $(PG_CONFIG) --configure)))
PG_CPPFLAGS += -DAPI_CHECKED
endif

PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# PGXS does not know header dependencies; let the compiler write them down
override CFLAGS += -std=gnu11 -MMD -MP -Wextra -Wno-unused-parameter -Wno-sign-compare \
	-Wno-missing-field-initializers -Wmissing-prototypes \
	-Wno-ignored-attributes -Wno-unknown-warning-option -Wno-ignored-optimization-argument \
	-Wno-unused-command-line-argument
ifdef WERROR
override CFLAGS += -Werror
endif
ifdef SANITIZE
override CFLAGS += -O1 -DAPI_CHECKED -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
SHLIB_LINK += -fsanitize=address,undefined
endif
-include $(OBJS:.o=.d)
EXTRA_CLEAN = $(OBJS:.o=.d) results regression.diffs regression.out tmp_check log test/unit/bin

# ---- unit tests: core files as they are, without PostgreSQL ----
# They are linked from an archive, so that a test can stand in for some of them.
# What reads JSON is tested thrice more: in bin/avx2 without AVX-512, in bin/sse2 without AVX2
# either, in bin/portable without SIMD.
UNIT = $(patsubst test/unit/%.c,test/unit/bin/%,$(sort $(wildcard test/unit/test_*.c))) \
	$(foreach variant,avx2 sse2 portable,$(patsubst test/unit/%.c,test/unit/bin/$(variant)/%,$(READING)))
READING = $(shell grep -lE '"(reading|json/(reader|scan))\.h"' test/unit/test_*.c)
CORE = $(shell grep -L '"postgres.h"' src/*/*.c)
CORE_OBJS = $(patsubst src/%.c,test/unit/bin/core/%.o,$(CORE))
UNIT_CFLAGS = -std=gnu11 -g -O1 -D_GNU_SOURCE -DAPI_CHECKED -Wall -Wextra -Werror -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all -Isrc -Itest/unit \
	$(shell pkg-config --cflags libcurl json-c zlib)
UNIT_LIBS = $(shell pkg-config --libs libcurl json-c zlib) -lpthread

test/unit/bin/core/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(UNIT_CFLAGS) -MMD -MP -c -o $@ $<

test/unit/bin/core.a: $(CORE_OBJS)
	rm -f $@ && ar rcs $@ $^

test/unit/bin/%: test/unit/%.c test/unit/bin/core.a $(wildcard test/unit/*.h)
	$(CC) $(UNIT_CFLAGS) -o $@ $< test/unit/bin/core.a $(UNIT_LIBS)

# the network that is made up stands in for libcurl, the engine and, where it may fail, malloc
SIM = $(wildcard test/sim/*.c)
SIM_WRAPS = malloc calloc realloc strdup socket close gettimeofday clock_gettime api_pool_chance

test/unit/bin/test_network: test/unit/test_network.c $(SIM) $(wildcard test/sim/*.h) test/unit/bin/core.a
	$(CC) $(UNIT_CFLAGS) -o $@ $< $(SIM) test/unit/bin/core.a $(SIM_WRAPS:%=-Wl,--wrap=%) $(UNIT_LIBS)

# call variant, flags
define unit_variant
test/unit/bin/$(1)/core/%.o: src/%.c
	@mkdir -p $$(@D)
	$$(CC) $$(UNIT_CFLAGS) $(2) -MMD -MP -c -o $$@ $$<

test/unit/bin/$(1)/json.a: $$(patsubst src/%.c,test/unit/bin/$(1)/core/%.o,$$(filter src/json/%,$$(CORE)))
	rm -f $$@ && ar rcs $$@ $$^

test/unit/bin/$(1)/%: test/unit/%.c test/unit/bin/$(1)/json.a test/unit/bin/core.a $$(wildcard test/unit/*.h)
	$$(CC) $$(UNIT_CFLAGS) $(2) -o $$@ $$< test/unit/bin/$(1)/json.a test/unit/bin/core.a $$(UNIT_LIBS)
endef

$(eval $(call unit_variant,avx2,-DAPI_NO_AVX512))
$(eval $(call unit_variant,sse2,-DAPI_NO_AVX2))
$(eval $(call unit_variant,portable,-DAPI_NO_SIMD))

-include $(CORE_OBJS:.o=.d) $(wildcard test/unit/bin/*/core/json/*.d)

.PHONY: unit help
unit: $(UNIT) ## build and run the unit tests (with sanitizers)
	@failed=0; for t in $(UNIT); do ./$$t || failed=1; done; exit $$failed

help: ## show the targets
	@echo "make                 build"
	@echo "make install         install into the PostgreSQL of PG_CONFIG"
	@echo "make clean           remove what was built"
	@echo "make WERROR=1        build, warnings are errors"
	@echo "make SANITIZE=1      build with AddressSanitizer and UndefinedBehaviorSanitizer"
	@sed -n 's/^\([a-z-]*\):.*## /make \1|/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r target text; do printf '%-20s %s\n' "$$target" "$$text"; done
