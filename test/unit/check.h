/* SPDX-License-Identifier: PostgreSQL */
/*
 * check.h
 *		Counting, reporting and random numbers for the unit tests.
 *
 * A test is a function that RUN() calls. It fails if one of its checks does,
 * and also if it checked nothing. Random numbers start from the same seed in
 * each test, so a failure can be repeated, alone or not.
 */
#ifndef PEDS_CHECK_H
#define PEDS_CHECK_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Failures of one test that are printed; the others are counted. */
#define CHECK_SHOWN 8

static int	check_tests_passed;
static int	check_tests_failed;
static long check_good;
static long check_bad;
static uint64_t check_random;

static inline void __attribute__((format(printf, 3, 4)))
check_failure(const char *file, int line, const char *format,...)
{
	va_list		args;

	if (++check_bad > CHECK_SHOWN)
		return;
	printf("%s:%d: ", file, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

/* The condition, and what to print with it: CHECK_SAY(a == b, "for %d", n) */
#define CHECK_SAY(condition, ...) \
	((condition) ? (void) check_good++ : \
	 check_failure(__FILE__, __LINE__, #condition ": " __VA_ARGS__))

#define CHECK(condition) \
	((condition) ? (void) check_good++ : \
	 check_failure(__FILE__, __LINE__, "%s", #condition))

static inline void
check_int(const char *file, int line, const char *what, int64_t actual, int64_t expected)
{
	if (actual == expected)
		check_good++;
	else
		check_failure(file, line, "%s is %" PRId64 ", expected %" PRId64,
					  what, actual, expected);
}

#define CHECK_INT(actual, expected) \
	check_int(__FILE__, __LINE__, #actual, (int64_t) (actual), (int64_t) (expected))

static inline void
check_text(const char *file, int line, const char *what, const char *actual,
		   const char *expected)
{
	if (strcmp(actual, expected) == 0)
		check_good++;
	else
		check_failure(file, line, "%s is \"%s\", expected \"%s\"", what, actual, expected);
}

#define CHECK_TEXT(actual, expected) \
	check_text(__FILE__, __LINE__, #actual, actual, expected)

/* xorshift64* */
static inline uint64_t
random_bits(void)
{
	check_random ^= check_random >> 12;
	check_random ^= check_random << 25;
	check_random ^= check_random >> 27;
	return check_random * UINT64_C(2685821657736338717);
}

/* least .. greatest, both included */
static inline int64_t
random_between(int64_t least, int64_t greatest)
{
	return (int64_t) ((uint64_t) least +
					  random_bits() % ((uint64_t) greatest - (uint64_t) least + 1));
}

static inline void
check_run(const char *name, void (*test) (void))
{
	check_good = check_bad = 0;
	check_random = UINT64_C(0x9e3779b97f4a7c15);
	test();
	if (check_bad == 0 && check_good > 0)
	{
		check_tests_passed++;
		return;
	}
	check_tests_failed++;
	if (check_bad > 0)
		printf("%s: %ld of %ld checks failed\n", name, check_bad, check_bad + check_good);
	else
		printf("%s: nothing was checked\n", name);
	fflush(stdout);
}

#define RUN(test) check_run(#test, test)

/* The last line; the status for main. */
static inline int
check_end(const char *name)
{
	printf("%s: %d passed, %d failed\n", name, check_tests_passed, check_tests_failed);
	return check_tests_failed != 0;
}

#endif							/* PEDS_CHECK_H */
