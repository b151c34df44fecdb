# SPDX-License-Identifier: PostgreSQL
#
# make unit: the core without a server, under ASan and UBSan, and without
# -fwrapv, which the server has. It needs no PostgreSQL, so without one
# "make -f test/unit/unit.mk unit" does the same.
#
#   UNIT_CC=clang     another compiler (gcc)
#   UNIT_SANITIZE=    other sanitizers, or none; clang's -fsanitize=memory finds
#                     what is used before it is set
#   UNIT_FLAGS=       more flags, such as --coverage

UNIT_CC       ?= gcc
UNIT_CXX_CC   ?= g++
UNIT_SANITIZE ?= -fsanitize=address,undefined -fno-sanitize-recover=all
UNIT_CFLAGS    = -std=c11 -Wall -Wextra -Werror -O1 -g -fno-omit-frame-pointer \
                 $(UNIT_SANITIZE) $(UNIT_FLAGS)

UNIT_DIR   = build/unit/$(notdir $(UNIT_CC))
UNIT_HDRS := $(wildcard src/core/*.h test/unit/*.h)
UNIT_CORE  = $(patsubst src/core/%.c,$(UNIT_DIR)/core/%.o,$(sort $(wildcard src/core/*.c)))
UNIT_CXX   = $(patsubst src/core/%.cpp,$(UNIT_DIR)/core/%.o,$(sort $(wildcard src/core/*.cpp)))
UNIT_TESTS = $(patsubst test/unit/%.c,$(UNIT_DIR)/%,$(sort $(wildcard test/unit/test_*.c)))
UNIT_LOGS  = $(UNIT_TESTS:=.log)

.PHONY: unit unit-run
.SECONDARY: $(UNIT_CORE) $(UNIT_CXX) $(UNIT_TESTS)

# Each test that could not end by itself is one more that failed.
unit: $(UNIT_LOGS)
	@cat $(UNIT_LOGS)
	@awk '/^test_[a-z0-9_]*: [0-9]+ passed, [0-9]+ failed$$/ { p += $$2; f += $$4; ended++ } \
		END { f += $(words $(UNIT_LOGS)) - ended; \
			print "unit: " p + 0 " passed, " f + 0 " failed"; exit f > 0 || p == 0 }' \
		$(UNIT_LOGS)

$(UNIT_LOGS): %.log: % unit-run
	@ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 ./$< > $@ 2>&1 || :

$(UNIT_TESTS): $(UNIT_DIR)/%: test/unit/%.c $(UNIT_CORE) $(UNIT_CXX) $(UNIT_HDRS)
	$(UNIT_CC) $(UNIT_CFLAGS) -o $@ $< $(UNIT_CORE) $(UNIT_CXX) -lstdc++ -lm

$(UNIT_CORE): $(UNIT_DIR)/core/%.o: src/core/%.c $(UNIT_HDRS)
	@mkdir -p $(@D)
	$(UNIT_CC) $(UNIT_CFLAGS) -c -o $@ $<

# Without sanitizers: what is in it is Boost's.
$(UNIT_CXX): $(UNIT_DIR)/core/%.o: src/core/%.cpp $(UNIT_HDRS)
	@mkdir -p $(@D)
	$(UNIT_CXX_CC) -std=c++14 -O1 -g -c -o $@ $<

include src/core/growth_tables.mk
$(UNIT_DIR)/core/growth_tables.o: $(GROWTH_TABLES)
