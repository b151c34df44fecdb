# SPDX-License-Identifier: PostgreSQL
#
# make && make install && make installcheck against the server of pg_config;
# make test and make demo do all the set-up by themselves.

EXTENSION  = pedsafety
EXTVERSION := $(shell sed -n "s/^default_version *= *'\([^']*\)'.*/\1/p" pedsafety.control)
MODULE_big = pedsafety

CORE_SRCS := $(sort $(wildcard src/core/*.c))
PG_SRCS   := $(sort $(wildcard src/pg/*.c))
CXX_SRCS  := $(sort $(wildcard src/core/*.cpp))
OBJS      := $(CORE_SRCS:.c=.o) $(CXX_SRCS:.cpp=.o) $(PG_SRCS:.c=.o)
HDRS      := $(wildcard src/core/*.h src/pg/*.h)

SQL_PIECES := $(sort $(wildcard sql/install/*.sql))
SQL_FULL   := sql/pedsafety--$(EXTVERSION).sql
DATA        = $(wildcard sql/pedsafety--*--*.sql)
DATA_built  = $(SQL_FULL)

PG_CPPFLAGS = -DPEDSAFETY_VERSION='"$(EXTVERSION)"'
PG_CFLAGS   = -std=gnu11 -Wall -Wextra -Wno-unused-parameter \
              -Wno-missing-field-initializers -Wno-declaration-after-statement

# Boost.Math is C++ inside and C outside; nothing of it is needed at run time but
# the compiler's own library.
PG_CXXFLAGS = -std=c++14 -Wall -Wextra
SHLIB_LINK  = -lstdc++ -lm

TESTS        := $(sort $(wildcard test/sql/*.sql))
REGRESS       = $(patsubst test/sql/%.sql,%,$(TESTS))
REGRESS_OPTS  = --inputdir=test --load-extension=pgtap --load-extension=pedsafety
EXTRA_CLEAN   = $(SQL_FULL) src/core/growth_tables.inc build

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
ifeq ($(PGXS),)
$(error pg_config not found: install the server's development package (Debian: postgresql-server-dev-15), or name it: make PG_CONFIG=/path/to/pg_config)
endif
PG_MAJOR := $(shell $(PG_CONFIG) --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
ifeq ($(shell test $(PG_MAJOR) -ge 15 && echo yes),)
$(error pedsafety needs PostgreSQL 15 or later; $(PG_CONFIG) is of $(PG_MAJOR))
endif
ifeq ($(shell printf '\043include <boost/math/distributions/gamma.hpp>\n' | $(or $(CXX),g++) -E -x c++ - >/dev/null 2>&1 && echo yes),)
ifeq ($(filter clean distclean,$(MAKECMDGOALS)),)
$(error Boost.Math or a C++ compiler not found: install them (Debian: libboost-math-dev g++))
endif
endif
include $(PGXS)

$(OBJS): $(HDRS) pedsafety.control

include src/core/growth_tables.mk
src/core/growth_tables.o src/core/growth_tables.bc: $(GROWTH_TABLES)

# The install script is its pieces in the order of their numbers.
$(SQL_FULL): $(SQL_PIECES)
	cat $(SQL_PIECES) > $@

include test/unit/unit.mk
include test/fuzz/fuzz.mk

.PHONY: demo test bench
demo:
	demo/run

test:
	test/run

bench:
	bench/run
	bench/consent
	bench/sae
	bench/growth
	bench/icsr
