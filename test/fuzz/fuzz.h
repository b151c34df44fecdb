/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz.h
 *		What the fuzz entry points share. See fuzz.mk for how they are run, and
 *		for the seeds, which stand in the head of each.
 */
#ifndef PEDS_FUZZ_H
#define PEDS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What must hold whatever was typed; else the input is kept as a finding. */
#define REQUIRE(condition) \
	do { \
		if (!(condition)) \
		{ \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif							/* PEDS_FUZZ_H */
