/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_reported_age.c
 *		Reported ages against all 146097 births of the 400-year cycle, with
 *		fractions of any length taken exactly.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/reported_age.h"

#define BIRTHS 146097
#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

static peds_age_cuts cuts;

static peds_status
reported(const char *number, const char *unit, peds_age_band *band)
{
	/* just these bytes, so that reading past them is seen */
	size_t		n = strlen(number);
	size_t		u = strlen(unit);
	char	   *a = malloc(n > 0 ? n : 1);
	char	   *b = malloc(u > 0 ? u : 1);
	peds_status status;

	memcpy(a, number, n);
	memcpy(b, unit, u);
	*band = 0x7777;
	status = peds_age_band_reported(&cuts, a, n, b, u, band);
	free(a);
	free(b);
	return status;
}

/*
 * Exact parts of a time of so many days, by adding the decimal fraction as
 * often as there are days. `first` is the last whole day not after fraction *
 * days, `last` the last whole day before (fraction + one unit of its last
 * digit) * days.
 */
static void
part_of_days(const char *fraction, int days, int *first, int *last)
{
	int			k = (int) strlen(fraction);
	char	   *f = calloc((size_t) k + 1, 1);
	char	   *sum = calloc((size_t) k + 1, 1);

	*first = *last = 0;
	for (int past = 0; past <= 1; past++)
	{
		int			whole = 0;
		int			carry = past;
		bool		rest = false;

		for (int i = k - 1; i >= 0; i--)
		{
			f[i] = (char) (fraction[i] - '0' + carry);
			carry = f[i] / 10;
			f[i] = (char) (f[i] % 10);
			sum[i] = 0;
		}
		/* carry is now 1 where fraction + unit is all of the time */
		for (int d = 0; d < days; d++)
		{
			int			c = 0;

			for (int i = k - 1; i >= 0; i--)
			{
				int			s = sum[i] + f[i] + c;

				c = s / 10;
				sum[i] = (char) (s % 10);
			}
			whole += carry + c;
		}
		for (int i = 0; i < k; i++)
			rest |= sum[i] != 0;
		if (past)
			*last = rest ? whole : whole - 1;
		else
			*first = whole;
	}
	free(f);
	free(sum);
}

/* The days from birth on which each cut is reached, for every birth. */
static int32_t cut_age[8][BIRTHS];

static void
use_scheme(const char *text)
{
	CHECK_SAY(slow_scheme(text, &cuts) && cuts.n <= 8, "%s", text);
	for (int k = 0; k < cuts.n; k++)
		for (int b = 0; b < BIRTHS; b++)
			cut_age[k][b] = (int32_t) (slow_reached(slow_first[0] + b, cuts.cut[k]) -
									   (slow_first[0] + b));
}

typedef enum unit
{
	HOUR, DAY, WEEK, MONTH, YEAR, DECADE, DECADE_EITHER
} unit;

static const char *const unit_text[] = {"h", "d", "wk", "mo", "a", "{decade}", "DEC"};

/* The completed days that the age can mean for one birth, and their bands. */
static slow_set
bands_of_birth(int b, unit u, int n, const int first_of[], const int last_of[])
{
	peds_day	birth = slow_first[0] + b;
	int			first;
	int			last;
	int			k;
	slow_set	set;

	switch (u)
	{
		case HOUR:				/* 1/24 day; any part of one hour lies in one day */
			first = last = n / 24;
			break;
		case DAY:
			first = last = n;
			break;
		case WEEK:
			first = n * 7 + first_of[7];
			last = n * 7 + last_of[7];
			break;
		case MONTH:
		case YEAR:
			{
				int			months = u == MONTH ? 1 : 12;
				peds_age	from = {PEDS_AGE_MONTHS, n * months};
				peds_age	to = {PEDS_AGE_MONTHS, (n + 1) * months};
				peds_day	begins = slow_reached(birth, from);
				int			days = (int) (slow_reached(birth, to) - begins);

				first = (int) (begins - birth) + first_of[days];
				last = (int) (begins - birth) + last_of[days];
				break;
			}
		default:
			{
				/* the n-th, [10(n-1), 10n) years; FAERS [10(n-1), 10(n+1)) */
				peds_age	from = {PEDS_AGE_MONTHS, (n - 1) * 120};
				peds_age	to = {PEDS_AGE_MONTHS, (u == DECADE ? n : n + 1) * 120};

				first = (int) (slow_reached(birth, from) - birth);
				last = (int) (slow_reached(birth, to) - birth) - 1;
				break;
			}
	}

	for (k = cuts.n - 1; cut_age[k][b] > last;)
		k--;
	set = UINT64_C(1) << k;
	while (cut_age[k][b] > first)
		set |= UINT64_C(1) << --k;
	/* no maturity is known: born at 20+0 it is preterm for 168 days */
	if (cuts.preterm == PEDS_PRETERM_TO_PMA && first < 168)
		set |= SLOW_PRETERM;
	if (cuts.preterm == PEDS_PRETERM_TO_CUT && first < cut_age[1][b])
		set |= SLOW_PRETERM;
	return set;
}

static peds_age_band
slow_reported(const char *number, unit u)
{
	static int	first_of[367];
	static int	last_of[367];
	static const int lengths[] = {7, 28, 29, 30, 31, 365, 366};
	const char *point = strchr(number, '.');
	slow_set	set = 0;

	for (int i = 0; i < COUNT(lengths); i++)
		part_of_days(point ? point + 1 : "", lengths[i], &first_of[lengths[i]],
					 &last_of[lengths[i]]);
	for (int b = 0; b < BIRTHS; b++)
		set |= bands_of_birth(b, u, atoi(number), first_of, last_of);
	return slow_hull(&cuts, set);
}

static void
check_age(const char *scheme, const char *number, unit u)
{
	peds_age_band band;
	peds_age_band slow = slow_reported(number, u);

	CHECK_SAY(reported(number, unit_text[u], &band) == PEDS_OK, "%s %s", number, unit_text[u]);
	CHECK_SAY(band == slow, "%s: %s %s is %s not %s", scheme, number, unit_text[u],
			  slow_text(band), slow_text(slow));
}

static const char *const schemes[] = {
	"ich-e11", "ema-p4", "nichd", "fda-cder", "0d,27d,1mo,32d,364d,1y,367d", "0d,1d,6d,8d,2mo,18mo"
};

static void
ages_as_they_are_reported(void)
{
	static const struct
	{
		unit		u;
		const char *numbers;
	}			table[] =
	{
		{HOUR, "0 1 23 24 25 167 168 671 672 673 744 4031 4032 0.5 23.9 23.999 24.0 671.9 9000"},
		{DAY, "0 1 5 6 7 8 26 27 28 29 30 31 32 59 62 167 168 169 364 365 366 367 548 729 730 731 732 "
		"4382 4383 6573 6574 6575 27.0 27.9 27.99999999999999999999999999999 28.0 0.1"},
		{WEEK, "0 0.1 0.14 0.15 0.8 0.85 0.857 0.86 0.9 1 1.0 1.1 1.2 3 3.8 3.85 3.857 3.858 3.9 3.99 4 "
		"4.0 4.3 5 8 9 23 23.9 24 24.0 24.1 51 52 52.1 52.2 53 78 104 105"},
		{MONTH, "0 1 2 3 11 12 13 17 18 23 24 25 143 144 203 204 215 216 217 228 264 1020 "
		"0.0 0.1 0.8 0.87 0.9 0.90 0.91 0.93 0.94 0.96 0.97 0.99 1.0 1.1 1.9 1.96 5.4 5.5 5.6 "
		"11.9 11.96 11.97 11.99 12.0 17.9 23.9 23.96 23.97 24.0 215.9 215.99"},
		{YEAR, "0 1 2 3 5 6 11 12 13 16 17 18 19 21 22 64 65 84 85 100 "
		"0.0 0.01 0.02 0.07 0.08 0.09 0.1 0.2 0.4 0.46 0.5 0.99 0.997 0.998 1.0 1.08 1.09 1.4 1.5 1.6 "
		"1.9 1.99 1.997 1.998 1.9999 2.0 11.9 11.997 17.99 17.997 17.998 17.99999"},
		{DECADE, "1 2 3 7 8 9 10 1.0 2.00"},
		{DECADE_EITHER, "1 2 3 7 8 9 10 1.0 2.00"}
	};

	for (int s = 0; s < COUNT(schemes); s++)
	{
		use_scheme(schemes[s]);
		for (int t = 0; t < COUNT(table); t++)
		{
			char		list[600];
			int			i = 0;

			strcpy(list, table[t].numbers);
			for (char *number = strtok(list, " "); number; number = strtok(NULL, " "))
			{
				/* all ages in two schemes, in the others one in two */
				if (s < 2 || (s + i++) % 2 == 0)
					check_age(schemes[s], number, table[t].u);
			}
		}
	}
}

/* Digits of p/q behind the point; with `more` the last one is one up. */
static void
write_ratio(char *out, int p, int q, int digits, int more)
{
	for (int i = 0; i < digits; i++)
	{
		p *= 10;
		out[i] = (char) ('0' + p / q);
		p %= q;
	}
	out[digits] = '\0';
	for (int i = digits - 1; more && i >= 0; i--)
	{
		more = out[i] == '9';
		out[i] = more ? '0' : (char) (out[i] + 1);
	}
}

/* Just before and just after a whole day, in up to a thousand digits. */
static void
long_fractions(void)
{
	static const struct
	{
		unit		u;
		int			whole;
		int			p;
		int			q;
	}			table[] =
	{
		{YEAR, 0, 28, 365}, {YEAR, 0, 28, 366}, {YEAR, 0, 168, 365}, {YEAR, 0, 168, 366},
		{YEAR, 1, 364, 365}, {YEAR, 1, 365, 366}, {YEAR, 0, 1, 365}, {YEAR, 0, 27, 366},
		{MONTH, 0, 28, 31}, {MONTH, 0, 28, 29}, {MONTH, 0, 28, 30}, {MONTH, 0, 27, 28},
		{MONTH, 0, 30, 31}, {MONTH, 5, 16, 31}, {MONTH, 1, 1, 31}, {WEEK, 0, 6, 7}, {WEEK, 3, 6, 7},
		{WEEK, 1, 1, 7}, {YEAR, 0, 362, 365}, {YEAR, 1, 1, 365}
	};
	static const int digits[] = {30, 37, 38, 39, 60, 1000};
	char		number[1100];

	for (int s = 0; s < COUNT(schemes); s++)
	{
		if (s == 2 || s == 3)
			continue;
		use_scheme(schemes[s]);
		for (int t = 0; t < COUNT(table); t++)
			for (int more = 0; more <= 1; more++)
			{
				int			n = digits[(t + s + more) % COUNT(digits)];
				int			length = sprintf(number, "%d.", table[t].whole);

				write_ratio(number + length, table[t].p, table[t].q, n, more);
				check_age(schemes[s], number, table[t].u);
			}
	}
	/* the last unit of a long fraction ends with the time itself */
	use_scheme("ema-p4");
	memset(number, '9', sizeof(number));
	number[1] = '.';
	number[200] = '\0';
	number[0] = '1';
	check_age("ema-p4", number, YEAR);
	number[0] = '3';
	check_age("ema-p4", number, WEEK);
}

static void
random_ages(void)
{
	for (int i = 0; i < 240; i++)
	{
		static const int greatest[] = {20000, 7000, 1000, 260, 22, 11, 11};
		unit		u = (unit) random_between(HOUR, i % 4 == 0 ? DECADE_EITHER : YEAR);
		char		number[64];
		int			length;

		if (i % 40 == 0)
			use_scheme(schemes[i / 40]);
		length = sprintf(number, "%d", (int) random_between(u >= DECADE,
															i % 3 == 0 ? 2 : greatest[u]));
		if (u < DECADE && random_between(0, 3) > 0)
		{
			number[length++] = '.';
			for (int k = (int) random_between(1, i % 5 == 0 ? 40 : 4); k > 0; k--)
				number[length++] = (char) random_between('0', '9');
			number[length] = '\0';
		}
		check_age(schemes[i / 40], number, u);
	}
}

/* Each name in any case (contract): UCUM, SDTM AGEU, FAERS AGE_COD. */
static void
names_of_units(void)
{
	static const struct
	{
		const char *names;
		unit		u;
	}			table[] =
	{
		{"h HOURS HR", HOUR}, {"d DAYS DY", DAY}, {"wk WEEKS WK", WEEK}, {"mo MONTHS MON", MONTH},
		{"a YEARS YR", YEAR}, {"{decade}", DECADE}, {"DEC", DECADE_EITHER}
	};
	peds_age_band band;
	peds_age_band same;

	CHECK(slow_scheme("0d,1d,2d,13d,14d,15d,2mo,3mo,2y,3y,10y,20y,30y,40y", &cuts));
	for (int t = 0; t < COUNT(table); t++)
	{
		char		list[64];

		strcpy(list, table[t].names);
		CHECK_INT(reported("2", unit_text[table[t].u], &same), PEDS_OK);
		for (char *name = strtok(list, " "); name; name = strtok(NULL, " "))
			for (int i = 0; i < 20; i++)
			{
				CHECK_SAY(reported("2", name, &band) == PEDS_OK && band == same, "%s", name);
				for (char *c = name; *c; c++)
					if ((*c | 32) >= 'a' && (*c | 32) <= 'z' && random_between(0, 1))
						*c ^= 32;
			}
	}
	for (int t = 1; t < COUNT(table); t++)
	{
		peds_age_band other;

		CHECK(reported("2", unit_text[t - 1], &band) == PEDS_OK);
		CHECK(reported("2", unit_text[t], &other) == PEDS_OK && other != band);
	}
	/* the hint names the units */
	for (int t = 0; t < COUNT(table); t++)
		CHECK(strstr(peds_reported_age_units, unit_text[t]) != NULL);
}

static void
by_example(void)
{
	static const struct
	{
		const char *scheme;
		const char *number;
		const char *unit;
		const char *band;
	}			table[] =
	{
		{"ich-e11", "0", "d", "[0d,28d)"},
		{"ich-e11", "27", "d", "[0d,28d)"},
		{"ich-e11", "28", "d", "[28d,2y)"},
		{"ich-e11", "3", "wk", "[0d,28d)"},
		{"ich-e11", "4", "wk", "[28d,2y)"},
		/* a child of 0 months may be 28 to 30 days old, but not in every month */
		{"ich-e11", "0", "mo", "[0d,2y)"},
		{"ich-e11", "1", "mo", "[28d,2y)"},
		{"ich-e11", "0", "a", "[0d,2y)"},
		{"ich-e11", "1", "a", "[28d,2y)"},
		{"ich-e11", "2", "a", "[2y,12y)"},
		{"ich-e11", "11", "YEARS", "[2y,12y)"},
		{"ich-e11", "12", "yr", "[12y,18y)"},
		{"ich-e11", "17", "a", "[12y,18y)"},
		{"ich-e11", "18", "a", "[18y,)"},
		{"ich-e11", "23", "MON", "[28d,2y)"},
		{"ich-e11", "24", "MON", "[2y,12y)"},
		/* 0.1 years of 365 days are [36.5, 73) days */
		{"ich-e11", "0.1", "a", "[28d,2y)"},
		{"ich-e11", "0.0", "a", "[0d,2y)"},
		{"0d,36d,73d", "0.1", "a", "[36d,)"},
		{"0d,36d,74d", "0.1", "a", "[36d,74d)"},
		{"0d,37d,74d", "0.1", "a", "[0d,74d)"},
		{"ich-e11", "1", "{decade}", "[0d,12y)"},
		{"ich-e11", "2", "{decade}", "[2y,)"},
		{"ich-e11", "7", "{decade}", "[18y,)"},
		/* E2B: the 7th decade is the sixties; FAERS is read both ways */
		{"0d,60y,70y,80y", "7", "{decade}", "[60y,70y)"},
		{"0d,60y,70y,80y", "7", "DEC", "[60y,80y)"},
		{"ich-e11", "1", "DEC", "[0d,)"},
		{"ich-e11", "671", "h", "[0d,28d)"},
		{"ich-e11", "672", "h", "[28d,2y)"},
		{"ema-p4", "0", "d", "[0d,pma44w)"},
		{"ema-p4", "27", "d", "[0d,pma44w)"},
		{"ema-p4", "28", "d", "[0d,2y)"},
		{"ema-p4", "167", "d", "[0d,2y)"},
		{"ema-p4", "168", "d", "[28d,2y)"},
		{"nmpa", "27", "d", "[0d,28d)"},
		{"nmpa", "28", "d", "[28d,2y)"},
		{"fda-cder", "28", "d", "[0d,2y)"},
		{"fda-cder", "30", "d", "[0d,2y)"},
		{"fda-cder", "31", "d", "[1mo,2y)"},
		{"fda-cder", "27", "d", "[0d,1mo)"},
		{"0d", "0", "d", "[0d,)"},
		/* older than all cuts, in every unit */
		{"ich-e11", "99999999999999999999999999999999999999", "h", "[18y,)"},
		{"ich-e11", "99999999999999999999999999999999999999", "d", "[18y,)"},
		{"ich-e11", "99999999999999999999999999999999999999.9", "wk", "[18y,)"},
		{"ich-e11", "99999999999999999999999999999999999999.9", "mo", "[18y,)"},
		{"ich-e11", "99999999999999999999999999999999999999.9", "a", "[18y,)"},
		{"ich-e11", "99999999999999999999999999999999999999", "{decade}", "[18y,)"},
		{"ich-e11", "99999999999999999999999999999999999999", "DEC", "[18y,)"},
		{"0d,268435455d,268435455mo", "6442450919", "h", "[0d,268435455d)"},
		{"0d,268435455d,268435455mo", "6442450920", "h", "[268435455d,268435455mo)"},
		{"0d,268435455d,268435455mo", "99999999999", "h", "[268435455d,268435455mo)"},
		{"0d,268435455d,268435455mo", "268435455", "d", "[268435455d,268435455mo)"},
		{"0d,268435455d,268435455mo", "38347922", "wk", "[0d,268435455mo)"},
		{"0d,268435455d,268435455mo", "99999999999", "d", "[268435455mo,)"},
		{"0d,268435455d,268435455mo", "268435454", "mo", "[268435455d,268435455mo)"},
		{"0d,268435455d,268435455mo", "268435455", "mo", "[268435455mo,)"},
		{"0d,268435455d,268435455mo", "22369621", "a", "[268435455d,)"},
		{"0d,268435455d,268435455mo", "22369622", "a", "[268435455mo,)"},
		{"0d,268435455d,268435455mo", "22369621.9", "a", "[268435455mo,)"},
		/* leading and trailing zeros, and a point without digits, say nothing more */
		{"ich-e11", "0000000000000000000000000000000000002", "a", "[2y,12y)"},
		{"ich-e11", "2.", "a", "[2y,12y)"}
	};

	for (int i = 0; i < COUNT(table); i++)
	{
		peds_age_band band;

		CHECK_SAY(slow_scheme(table[i].scheme, &cuts), "%s", table[i].scheme);
		CHECK_SAY(reported(table[i].number, table[i].unit, &band) == PEDS_OK, "%s %s",
				  table[i].number, table[i].unit);
		CHECK_SAY(strcmp(slow_text(band), table[i].band) == 0, "%s: %s %s is %s not %s",
				  table[i].scheme, table[i].number, table[i].unit, slow_text(band), table[i].band);
	}
}

/* Negative, no number, or an unknown unit: an error (contract). */
static void
what_is_refused(void)
{
	static const struct
	{
		const char *number;
		const char *unit;
		peds_status status;
	}			table[] =
	{
		{"-1", "a", PEDS_AGE_NEGATIVE},
		{"-0.5", "d", PEDS_AGE_NEGATIVE},
		{"-99999999999999999999999999", "mo", PEDS_AGE_NEGATIVE},
		{"-1", "{decade}", PEDS_AGE_NEGATIVE},
		{"NaN", "a", PEDS_AGE_NOT_FINITE},
		{"Infinity", "a", PEDS_AGE_NOT_FINITE},
		{"-Infinity", "a", PEDS_AGE_NOT_FINITE},
		{"", "a", PEDS_AGE_NOT_FINITE},
		{"-", "a", PEDS_AGE_NOT_FINITE},
		{"-.5", "a", PEDS_AGE_NOT_FINITE},
		{".", "a", PEDS_AGE_NOT_FINITE},
		{".5", "a", PEDS_AGE_NOT_FINITE},
		{"1.2.3", "a", PEDS_AGE_NOT_FINITE},
		{"1e5", "a", PEDS_AGE_NOT_FINITE},
		{"1.5e5", "a", PEDS_AGE_NOT_FINITE},
		{" 1", "a", PEDS_AGE_NOT_FINITE},
		{"1 ", "a", PEDS_AGE_NOT_FINITE},
		{"+1", "a", PEDS_AGE_NOT_FINITE},
		{"1,5", "a", PEDS_AGE_NOT_FINITE},
		{"0x10", "a", PEDS_AGE_NOT_FINITE},
		{"1", "", PEDS_AGE_UNIT},
		{"1", "y", PEDS_AGE_UNIT},
		{"1", "year", PEDS_AGE_UNIT},
		{"1", "years ", PEDS_AGE_UNIT},
		{"1", " a", PEDS_AGE_UNIT},
		{"1", "aa", PEDS_AGE_UNIT},
		{"1", "m", PEDS_AGE_UNIT},
		{"1", "min", PEDS_AGE_UNIT},
		{"1", "month", PEDS_AGE_UNIT},
		{"1", "w", PEDS_AGE_UNIT},
		{"1", "decade", PEDS_AGE_UNIT},
		{"1", "{decade", PEDS_AGE_UNIT},
		{"1", "{DECADES}", PEDS_AGE_UNIT},
		{"1", "[decade]", PEDS_AGE_UNIT},
		{"1", "\x01", PEDS_AGE_UNIT},
		{"1", "!", PEDS_AGE_UNIT},
		{"-1", "y", PEDS_AGE_UNIT},
		/* a decade is a whole number from 1 */
		{"0", "{decade}", PEDS_DECADE_NOT_WHOLE},
		{"0", "DEC", PEDS_DECADE_NOT_WHOLE},
		{"0.0", "DEC", PEDS_DECADE_NOT_WHOLE},
		{"1.5", "{decade}", PEDS_DECADE_NOT_WHOLE},
		{"1.5", "dec", PEDS_DECADE_NOT_WHOLE},
		{"1.000000000000000000000000000000000001", "{decade}", PEDS_DECADE_NOT_WHOLE}
	};
	peds_age_band band;

	CHECK(slow_scheme("ich-e11", &cuts));
	for (int i = 0; i < COUNT(table); i++)
		CHECK_SAY(reported(table[i].number, table[i].unit, &band) == table[i].status, "%s %s",
				  table[i].number, table[i].unit);
	CHECK_INT(peds_age_band_reported(&cuts, "1\0", 2, "a", 1, &band), PEDS_AGE_NOT_FINITE);
	CHECK_INT(peds_age_band_reported(&cuts, "1", 1, "a\0", 2, &band), PEDS_AGE_UNIT);
}

int
main(void)
{
	slow_begin();
	RUN(ages_as_they_are_reported);
	RUN(long_fractions);
	RUN(random_ages);
	RUN(names_of_units);
	RUN(by_example);
	RUN(what_is_refused);
	return check_end("test_reported_age");
}
