/* SPDX-License-Identifier: PostgreSQL */
/*
 * gestational_age.c
 *		Reading and writing gestation; category, expected delivery,
 *		postmenstrual and corrected age.
 */
#include "gestational_age.h"

#include <stdio.h>
#include <string.h>

/*
 * Categories by completed weeks at birth. WHO for preterm birth and its
 * subgroups, term 37 to 41 (rules §9.2 [secondary]); post-term from 42
 * [memory].
 */
static const struct
{
	peds_gestational_age below;
	const char *name;
}			category[] =
{
	{28 * 7, "extremely preterm"},
	{32 * 7, "very preterm"},
	{37 * 7, "moderate to late preterm"},
	{42 * 7, "term"},
	{PEDS_GA_MAX + 1, "post-term"}
};

/* Forms: w+d, NwDd, Nw, "N D/7", Nd. A bare number of weeks is refused. */
peds_status
peds_gestational_age_parse(const char *text, size_t length,
						   peds_gestational_age *result, size_t *position)
{
	size_t		i = 0;
	int64_t		n = 0;
	int			day = 0;
	bool		in_days = false;

	for (; i < length && text[i] >= '0' && text[i] <= '9'; i++)
		if (n <= PEDS_GA_MAX)
			n = n * 10 + (text[i] - '0');
	*position = i;
	if (i == 0 || i == length)
		return PEDS_GA_MALFORMED;

	/* what may follow, behind the day's own digit */
	if (text[i] == 'd' && i + 1 == length)
		in_days = true;
	else if (text[i] != 'w' || i + 1 != length)
	{
		const char *behind;

		switch (text[i])
		{
			case '+':
				behind = "";
				break;
			case 'w':
				behind = "d";
				break;
			case ' ':
				behind = "/7";
				break;
			default:
				return PEDS_GA_MALFORMED;
		}
		*position = ++i;
		if (i == length || text[i] < '0' || text[i] > '6')
			return PEDS_GA_MALFORMED;
		day = text[i] - '0';
		*position = ++i;
		if (length - i != strlen(behind) || memcmp(text + i, behind, length - i) != 0)
			return PEDS_GA_MALFORMED;
	}

	*position = 0;
	if (n > PEDS_GA_MAX || (!in_days && n * 7 + day > PEDS_GA_MAX))
		return PEDS_GA_TOO_LARGE;
	*result = (peds_gestational_age) (in_days ? n : n * 7 + day);
	return PEDS_OK;
}

int
peds_gestational_age_print(peds_gestational_age ga, char *out)
{
	return snprintf(out, PEDS_GA_TEXT_SIZE, "%d+%d", (int) ga / 7, (int) ga % 7);
}

peds_status
peds_gestation_at_birth_check(peds_gestational_age ga)
{
	return ga < PEDS_GA_BIRTH_MIN || ga > PEDS_GA_BIRTH_MAX ? PEDS_GA_NOT_AT_BIRTH : PEDS_OK;
}

peds_status
peds_ga_category(peds_gestational_age ga, const char **result)
{
	peds_status status = peds_gestation_at_birth_check(ga);
	int			i = 0;

	if (status != PEDS_OK)
		return status;
	while (ga >= category[i].below)
		i++;
	*result = category[i].name;
	return PEDS_OK;
}

peds_status
peds_expected_delivery(peds_gestational_age ga, peds_day birth, peds_day *result)
{
	*result = birth + PEDS_GA_DELIVERY - ga;
	return peds_gestation_at_birth_check(ga);
}

peds_status
peds_postmenstrual_age(peds_gestational_age ga, peds_day birth, peds_day at,
					   peds_gestational_age *result)
{
	peds_status status = peds_gestation_at_birth_check(ga);

	if (status != PEDS_OK)
		return status;
	if (at < birth)
		return PEDS_NO_VALUE;
	if (ga + (at - birth) > PEDS_GA_MAX)
		return PEDS_PMA_TOO_LARGE;
	*result = (peds_gestational_age) (ga + (at - birth));
	return PEDS_OK;
}

peds_status
peds_corrected_age_days(peds_gestational_age ga, peds_day birth, peds_day at,
						peds_age until, int64_t *result)
{
	peds_day	delivery;
	peds_status status = peds_expected_delivery(ga, birth, &delivery);

	if (status != PEDS_OK)
		return status;
	if (at < birth)
		return PEDS_NO_VALUE;
	if (ga < PEDS_GA_TERM && at < peds_age_reached(delivery, until))
		*result = at - delivery;
	else
		*result = at - birth;
	return PEDS_OK;
}
