/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_age.c
 *		Age: form (R02, R03, R04, R07), which of the elements (R05, R06), and
 *		whether they agree (R10, R11, R29).
 */
#include "icsr_rule_parts.h"

/* A number and its unit: both or none. */
static void
check_pair(peds_icsr_check *c, const char *number_id, const peds_icsr_value *number,
		   const char *unit_id, const peds_icsr_value *unit)
{
	if (peds_icsr_has(number) && !peds_icsr_has(unit))
		peds_icsr_find(c, PEDS_SAY_PAIR, PEDS_AT(unit_id),
					   peds_word_text(number_id), peds_word(number), peds_word_text(unit_id));
	if (peds_icsr_has(unit) && !peds_icsr_has(number))
		peds_icsr_find(c, PEDS_SAY_PAIR, PEDS_AT(number_id),
					   peds_word_text(unit_id), peds_word(unit), peds_word_text(number_id));
}

static void
check_digits(peds_icsr_check *c, const char *id, const peds_icsr_value *v, int most)
{
	peds_icsr_number number;

	if (peds_icsr_has(v) && !(peds_icsr_read_number(v, &number) && number.digits <= most))
		peds_icsr_find(c, PEDS_SAY_NOT_NUMBER, PEDS_AT(id), peds_word(v), peds_word_printed("%d", most));
}

static void
check_unit(peds_icsr_check *c, const char *id, const peds_icsr_value *v, uint32_t allowed, const char *list)
{
	peds_icsr_unit unit;

	if (peds_icsr_has(v) && !(peds_icsr_read_unit(v, &unit) && (allowed >> unit & 1) != 0))
		peds_icsr_find(c, PEDS_SAY_NOT_ONE_OF, PEDS_AT(id), peds_word(v), peds_word_text(list));
}

#define UNIT(u)	(UINT32_C(1) << PEDS_UNIT_##u)

void
peds_icsr_r02(peds_icsr_check *c)
{
	check_pair(c, "D.2.2a", &c->icsr->age, "D.2.2b", &c->icsr->age_unit);
	check_digits(c, "D.2.2a", &c->icsr->age, 5);
}

void
peds_icsr_r03(peds_icsr_check *c)
{
	check_unit(c, "D.2.2b", &c->icsr->age_unit,
			   UNIT(YEAR) | UNIT(MONTH) | UNIT(WEEK) | UNIT(DAY) | UNIT(HOUR) | UNIT(DECADE),
			   "a, mo, wk, d, h, {decade}");
}

void
peds_icsr_r04(peds_icsr_check *c)
{
	check_pair(c, "D.2.2.1a", &c->icsr->foetal_age, "D.2.2.1b", &c->icsr->foetal_age_unit);
	check_digits(c, "D.2.2.1a", &c->icsr->foetal_age, 3);
	check_unit(c, "D.2.2.1b", &c->icsr->foetal_age_unit,
			   UNIT(MONTH) | UNIT(WEEK) | UNIT(DAY) | UNIT(TRIMESTER), "mo, wk, d, {trimester}");
}

void
peds_icsr_r05(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_icsr_word gestation = peds_word(&icsr->foetal_age);
	peds_icsr_word unit = peds_word(&icsr->foetal_age_unit);

	if (!peds_icsr_has(&icsr->foetal_age))
		return;
	if (peds_icsr_has(&icsr->age))
		peds_icsr_find(c, PEDS_SAY_FOETAL_WITH_AGE, PEDS_AT("D.2.2a"), gestation, unit,
					   peds_word(&icsr->age), peds_word(&icsr->age_unit));
	if (peds_icsr_has(&icsr->age_group) && !peds_icsr_is(&icsr->age_group, "0"))
		peds_icsr_find(c, PEDS_SAY_FOETAL_GROUP, PEDS_AT("D.2.2.1a"), gestation, unit, peds_word(&icsr->age_group));
	if (c->birth.known && c->onset.known && c->onset.earliest > c->birth.latest)
		peds_icsr_find(c, PEDS_SAY_FOETAL_BORN, PEDS_AT("D.2.2.1a"), gestation, unit, peds_word_day(&c->birth));
}

void
peds_icsr_r06(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;

	if (!peds_icsr_has(&icsr->age_group))
		return;
	if (peds_icsr_has(&icsr->birth))
		peds_icsr_find(c, PEDS_SAY_GROUP_WITH, PEDS_AT("D.2.3"), peds_word(&icsr->age_group),
					   peds_word_text("D.2.1"), peds_word(&icsr->birth));
	if (peds_icsr_has(&icsr->age))
		peds_icsr_find(c, PEDS_SAY_GROUP_WITH, PEDS_AT("D.2.3"), peds_word(&icsr->age_group),
					   peds_word_text("D.2.2a"), peds_word(&icsr->age));
}

void
peds_icsr_r07(peds_icsr_check *c)
{
	const peds_icsr_value *v = &c->icsr->age_group;

	if (peds_icsr_has(v) && !(v->length == 1 && v->text[0] >= '0' && v->text[0] <= '6'))
		peds_icsr_find(c, PEDS_SAY_NOT_ONE_OF, PEDS_AT("D.2.3"), peds_word(v), peds_word_text("0, 1, 2, 3, 4, 5, 6"));
}

/* ------------------------------------------------------------------ agreement */

/* Ages in a unit, both ends possible. */
typedef struct age_range
{
	double		least;
	double		greatest;
} age_range;

static int64_t
months_between(peds_day birth, peds_day at)
{
	return at < birth ? 0 : peds_months_completed(birth, at);
}

/* Completed units from birth to a day; false if the day is surely before birth. */
static bool
age_in_unit(const peds_icsr_day *birth, peds_day earliest, peds_day latest, peds_icsr_unit unit, age_range *range)
{
	int64_t		days_least = earliest > birth->latest ? earliest - birth->latest : 0;
	int64_t		days_greatest = latest - birth->earliest;
	int64_t		months_least = months_between(birth->latest, earliest);
	int64_t		months_greatest = months_between(birth->earliest, latest);

	if (days_greatest < 0)
		return false;
	switch (unit)
	{
		case PEDS_UNIT_HOUR:
			/* neither hour is known */
			*range = (age_range) {(double) (days_least > 0 ? (days_least - 1) * 24 : 0), (double) days_greatest * 24 + 23};
			break;
		case PEDS_UNIT_DAY:
			*range = (age_range) {(double) days_least, (double) days_greatest};
			break;
		case PEDS_UNIT_WEEK:
			*range = (age_range) {(double) (days_least / 7), (double) (days_greatest / 7)};
			break;
		case PEDS_UNIT_MONTH:
			*range = (age_range) {(double) months_least, (double) months_greatest};
			break;
		case PEDS_UNIT_YEAR:
			*range = (age_range) {(double) (months_least / 12), (double) (months_greatest / 12)};
			break;
		case PEDS_UNIT_DECADE:
			/* the first decade is below 10 years */
			*range = (age_range) {(double) (months_least / 120 + 1), (double) (months_greatest / 120 + 1)};
			break;
		default:
			return false;
	}
	return true;
}

/* To one unit: the tolerance of R11. */
static bool
agrees(double age, const age_range *range)
{
	return age >= range->least - 1 && age <= range->greatest + 1;
}

static peds_icsr_word
range_word(const age_range *range, const peds_icsr_value *unit)
{
	if (range->least == range->greatest)
		return peds_word_printed("%.0f %.*s", range->least, unit->length, unit->text);
	return peds_word_printed("%.0f-%.0f %.*s", range->least, range->greatest, unit->length, unit->text);
}

/* The age as reported and by birth and first onset; false where one is not to be had. */
static bool
both_ages(const peds_icsr_check *c, double *reported, peds_icsr_unit *unit, age_range *range)
{
	peds_icsr_number number;

	if (!c->birth.known || !c->onset.known || !peds_icsr_read_number(&c->icsr->age, &number) ||
		!peds_icsr_read_unit(&c->icsr->age_unit, unit))
		return false;
	*reported = number.value;
	return age_in_unit(&c->birth, c->onset.earliest, c->onset.latest, *unit, range);
}

void
peds_icsr_r10(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_icsr_unit unit;
	age_range	first;
	double		age;

	if (icsr->reactions.n < 2 || !both_ages(c, &age, &unit, &first) || agrees(age, &first))
		return;
	for (int i = 0; i < icsr->reactions.n; i++)
	{
		peds_icsr_day day;
		age_range	range;

		if (peds_icsr_read_date(&PEDS_ICSR_ITEM(peds_icsr_reaction, icsr->reactions, i)->start, &day) &&
			age_in_unit(&c->birth, day.earliest, day.latest, unit, &range) && agrees(age, &range))
		{
			peds_icsr_find(c, PEDS_SAY_LATER_ONSET, PEDS_AT("D.2.2a"), peds_word(&icsr->age), peds_word(&icsr->age_unit),
						   peds_word_printed("%d", i + 1), range_word(&first, &icsr->age_unit));
			return;
		}
	}
}

void
peds_icsr_r11(peds_icsr_check *c)
{
	peds_icsr_unit unit;
	age_range	range;
	double		age;

	if (both_ages(c, &age, &unit, &range) && !agrees(age, &range))
		peds_icsr_find(c, PEDS_SAY_AGE_DIFFERS, PEDS_AT("D.2.2a"), peds_word(&c->icsr->age),
					   peds_word(&c->icsr->age_unit), range_word(&range, &c->icsr->age_unit));
}

/* The bands of the dates as one text: [2y,12y). */
static peds_icsr_word
bands_word(const peds_icsr_check *c, const peds_icsr_bands *age)
{
	const peds_age_band *band = c->rules->cuts.band;
	peds_age_band hull = PEDS_BAND_BEFORE_BIRTH;
	char		text[PEDS_BAND_TEXT_SIZE];

	if (age->greatest >= 0)
		hull = PEDS_BAND(peds_band_lower(band[age->least < 0 ? 0 : age->least]),
						 peds_band_upper(band[age->greatest]), PEDS_MARK_NONE);
	(void) peds_age_band_print(hull, text);
	return peds_word_printed("%s", text);
}

void
peds_icsr_r29(peds_icsr_check *c)
{
	const peds_age_cuts *cuts = &c->rules->cuts;
	const peds_icsr_value *group = &c->icsr->age_group;
	const peds_icsr_bands *age = &c->by_dates;
	int			code;

	if (!age->known || !peds_icsr_has(group) || group->length != 1 || group->text[0] < '0' || group->text[0] > '6')
		return;
	code = group->text[0] - '0';
	if (age->least < 0 && code == 0)
		return;
	for (int i = age->least < 0 ? 0 : age->least; i <= age->greatest; i++)
		if (peds_e2b_age_group(cuts->band[i]) == code)
			return;
	peds_icsr_find(c, PEDS_SAY_GROUP_DIFFERS, PEDS_AT("D.2.3"), peds_word(group), bands_word(c, age));
}
