# SPDX-License-Identifier: PostgreSQL
#
# make fuzz: the parsers and decoders of the core under libFuzzer, ASan and
# UBSan. It needs clang with libFuzzer (Debian: clang, libclang-rt-14-dev) and
# no PostgreSQL; "make -f test/fuzz/fuzz.mk fuzz" does without one.
#
#   FUZZ_SECONDS=10   for each entry point
#   FUZZ_CC=clang     another clang
#
# The corpus starts from the seeds in the head of each entry point (\0ooo is a
# byte in octal) and is kept in build/fuzz, as is an input that fails.

FUZZ_CC      ?= clang
FUZZ_SECONDS ?= 10
FUZZ_CFLAGS   = -std=c11 -Wall -Wextra -Werror -O1 -g -fno-omit-frame-pointer \
                -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all $(FUZZ_FLAGS)

FUZZ_DIR   = build/fuzz
# what reads text or bytes; intervals of rates and z-scores do not, and need C++
FUZZ_CORE := $(filter-out src/core/rate%.c src/core/risk_difference.c src/core/growth%.c src/core/icsr_rule%.c,$(sort $(wildcard src/core/*.c)))
FUZZ_HDRS := $(wildcard src/core/*.h test/fuzz/*.h test/unit/icsr_case.h)
# of the rules on case reports, which ask for z-scores
FUZZ_RULES := $(sort $(wildcard src/core/icsr_rule*.c)) $(addprefix src/core/,growth.c growth_reference.c growth_tables.c)
FUZZERS    = $(patsubst test/fuzz/%.c,$(FUZZ_DIR)/%,$(sort $(wildcard test/fuzz/fuzz_*.c)))

.PHONY: fuzz fuzz-all $(FUZZERS:=.run)
fuzz:
	@if echo 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return !d && n; }' | \
		$(FUZZ_CC) -fsanitize=fuzzer,address,undefined -x c -o /dev/null - 2>/dev/null; \
	then $(MAKE) --no-print-directory -f test/fuzz/fuzz.mk fuzz-all FUZZ_CC='$(FUZZ_CC)' \
		FUZZ_SECONDS='$(FUZZ_SECONDS)' FUZZ_FLAGS='$(FUZZ_FLAGS)'; \
	else echo 'fuzz: SKIPPED, since $(FUZZ_CC) has no libFuzzer (Debian: clang, libclang-rt-14-dev)'; fi

fuzz-all: $(FUZZERS:=.run)
	@cat $(FUZZERS:=.result)
	@! grep -q FAILED $(FUZZERS:=.result)

# One that fails does not keep the others from running.
$(FUZZERS:=.run): $(FUZZ_DIR)/%.run: $(FUZZ_DIR)/%
	@mkdir -p $<.corpus; n=0; \
	sed -n 's/^ \*[[:space:]]*seed: //p' test/fuzz/$*.c | while IFS= read -r seed; do \
		n=$$((n + 1)); printf '%b' "$$seed" > $<.corpus/seed$$n; done
	@if ./$< -max_total_time=$(FUZZ_SECONDS) -max_len=1024 -timeout=20 -detect_leaks=0 \
		-artifact_prefix=$(FUZZ_DIR)/$*- $<.corpus > $<.log 2>&1; \
	then echo "$*: $$(sed -n 's/^Done //p' $<.log)" > $<.result; \
	else tail -n 40 $<.log; echo "$*: FAILED, see $<.log" > $<.result; fi

$(FUZZERS): $(FUZZ_DIR)/%: test/fuzz/%.c $(FUZZ_CORE) $(FUZZ_HDRS)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_CFLAGS) -o $@ $< $(FUZZ_CORE) $(FUZZ_MORE) -lm

include src/core/growth_tables.mk
$(FUZZ_DIR)/fuzz_icsr_rule: FUZZ_MORE = $(FUZZ_RULES)
$(FUZZ_DIR)/fuzz_icsr_rule: $(FUZZ_RULES) $(GROWTH_TABLES)
