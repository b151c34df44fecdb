/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth.c
 *		Size against a growth reference: z, the value at a z, the status.
 */
#include "pedsafety.h"

#include "../core/growth.h"
#include "funcapi.h"

#include <math.h>

/* The word in argument n, by its own reader. */
#define GETARG_WORD(n, reader, word) \
	do { \
		text	   *text_ = PG_GETARG_TEXT_PP(n); \
		peds_status s_ = reader(VARDATA_ANY(text_), VARSIZE_ANY_EXHDR(text_), word); \
		if (unlikely(s_ != PEDS_OK)) \
			peds_error(s_, NULL, text_to_cstring(text_), -1); \
	} while (0)

/* A size, where it stands, and the distribution there if there is one. */
typedef struct growth_place
{
	peds_growth_reference reference;
	peds_growth_measure measure;
	peds_sex	sex;
	double		value;			/* or z */
	peds_growth_status status;
	peds_growth_at at;
} growth_place;

/* (measure, sex, age_days, value or z, reference) */
static inline void
place_by_age(FunctionCallInfo fcinfo, growth_place *p)
{
	GETARG_WORD(0, peds_growth_measure_parse, &p->measure);
	GETARG_WORD(1, peds_growth_sex_parse, &p->sex);
	GETARG_WORD(4, peds_growth_reference_by_age, &p->reference);
	p->value = PG_GETARG_FLOAT8(3);
	p->status = peds_growth_by_age(p->reference, p->measure, p->sex, PG_GETARG_INT32(2), &p->at);
}

/*
 * (measure, sex, age_days, value, reference, convert). A value that is none
 * stays so; the sum is not to make a positive one of it.
 */
static void
place_converted(FunctionCallInfo fcinfo, growth_place *p)
{
	GETARG_WORD(0, peds_growth_measure_parse, &p->measure);
	GETARG_WORD(1, peds_growth_sex_parse, &p->sex);
	GETARG_WORD(4, peds_growth_reference_by_age, &p->reference);
	p->value = PG_GETARG_FLOAT8(3);
	if (PG_GETARG_BOOL(5) && p->reference == PEDS_GROWTH_WHO && p->value > 0)
		peds_growth_convert(PG_GETARG_INT32(2), &p->measure, &p->value);
	p->status = peds_growth_by_age(p->reference, p->measure, p->sex, PG_GETARG_INT32(2), &p->at);
}

/* (measure, sex, postmenstrual age, value or z, reference) */
static void
place_by_gestation(FunctionCallInfo fcinfo, growth_place *p)
{
	GETARG_WORD(0, peds_growth_measure_parse, &p->measure);
	GETARG_WORD(1, peds_growth_sex_parse, &p->sex);
	GETARG_WORD(4, peds_growth_reference_by_gestation, &p->reference);
	p->value = PG_GETARG_FLOAT8(3);
	p->status = peds_growth_by_gestation(p->reference, p->measure, p->sex, PEDS_GETARG_GA(2), &p->at);
}

/* (measure, sex, ga, birth, at, value, reference, until) */
static void
place_corrected(FunctionCallInfo fcinfo, growth_place *p)
{
	peds_gestational_age ga = PEDS_GETARG_GA(2);
	peds_day	birth = PEDS_GETARG_DAY(3);
	int64		age = -1;
	peds_status status;

	GETARG_WORD(0, peds_growth_measure_parse, &p->measure);
	GETARG_WORD(1, peds_growth_sex_parse, &p->sex);
	GETARG_WORD(6, peds_growth_reference_by_age, &p->reference);
	p->value = PG_GETARG_FLOAT8(5);
	status = peds_corrected_age_days(ga, birth, PEDS_GETARG_DAY(4), peds_getarg_age(fcinfo, 7), &age);
	if (status != PEDS_OK && status != PEDS_NO_VALUE)
		peds_gestation_error(status, ga);
	if (status == PEDS_OK && age < 0)
		p->status = PEDS_GROWTH_BEFORE_TERM;
	else
		p->status = peds_growth_by_age(p->reference, p->measure, p->sex, age, &p->at);
}

static inline Datum
answer_z(FunctionCallInfo fcinfo, const growth_place *p)
{
	double		z;

	if (p->status != PEDS_GROWTH_OK || peds_growth_z(&p->at, p->value, &z) != PEDS_GROWTH_OK)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(z);
}

static Datum
answer_value(FunctionCallInfo fcinfo, const growth_place *p)
{
	double		value;

	if (p->status != PEDS_GROWTH_OK || !peds_growth_value(&p->at, p->value, &value))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

static Datum
answer_status(const growth_place *p)
{
	peds_growth_status status = p->status;
	char		words[PEDS_GROWTH_TEXT_SIZE];
	double		z;

	if (status == PEDS_GROWTH_OK)
		status = peds_growth_z(&p->at, p->value, &z);
	if (status == PEDS_GROWTH_OK)
		status = peds_growth_plausible(p->reference, p->measure, &p->at, p->value, z);
	peds_growth_status_print(status, p->reference, p->measure, words);
	PG_RETURN_TEXT_P(cstring_to_text(words));
}

PG_FUNCTION_INFO_V1(pedsafety_growth_z);
Datum
pedsafety_growth_z(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_by_age(fcinfo, &p);
	return answer_z(fcinfo, &p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_z_converted);
Datum
pedsafety_growth_z_converted(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_converted(fcinfo, &p);
	return answer_z(fcinfo, &p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_z_gestation);
Datum
pedsafety_growth_z_gestation(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_by_gestation(fcinfo, &p);
	return answer_z(fcinfo, &p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_z_corrected);
Datum
pedsafety_growth_z_corrected(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_corrected(fcinfo, &p);
	return answer_z(fcinfo, &p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_value);
Datum
pedsafety_growth_value(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_by_age(fcinfo, &p);
	return answer_value(fcinfo, &p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_value_gestation);
Datum
pedsafety_growth_value_gestation(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_by_gestation(fcinfo, &p);
	return answer_value(fcinfo, &p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_status);
Datum
pedsafety_growth_status(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_by_age(fcinfo, &p);
	return answer_status(&p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_status_converted);
Datum
pedsafety_growth_status_converted(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_converted(fcinfo, &p);
	return answer_status(&p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_status_gestation);
Datum
pedsafety_growth_status_gestation(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_by_gestation(fcinfo, &p);
	return answer_status(&p);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_status_corrected);
Datum
pedsafety_growth_status_corrected(PG_FUNCTION_ARGS)
{
	growth_place p;

	place_corrected(fcinfo, &p);
	return answer_status(&p);
}

/* (sex, length or height, weight, reference) */
static Datum
weight_by_size(FunctionCallInfo fcinfo, bool standing)
{
	growth_place p;

	GETARG_WORD(0, peds_growth_sex_parse, &p.sex);
	GETARG_WORD(3, peds_growth_reference_by_size, &p.reference);
	p.value = PG_GETARG_FLOAT8(2);
	p.status = peds_growth_weight_by_size(standing, p.sex, PG_GETARG_FLOAT8(1), &p.at);
	return answer_z(fcinfo, &p);
}

PG_FUNCTION_INFO_V1(pedsafety_weight_for_length_z);
Datum
pedsafety_weight_for_length_z(PG_FUNCTION_ARGS)
{
	return weight_by_size(fcinfo, false);
}

PG_FUNCTION_INFO_V1(pedsafety_weight_for_height_z);
Datum
pedsafety_weight_for_height_z(PG_FUNCTION_ARGS)
{
	return weight_by_size(fcinfo, true);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_centile);
Datum
pedsafety_growth_centile(PG_FUNCTION_ARGS)
{
	double		z = PG_GETARG_FLOAT8(0);

	if (!isfinite(z))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(peds_growth_centile(z));
}

PG_FUNCTION_INFO_V1(pedsafety_growth_references);
Datum
pedsafety_growth_references(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_growth_table_count(); i++)
	{
		const peds_growth_table *table = peds_growth_table_get(i);
		const peds_growth_source *source = peds_growth_source_of(table->reference);
		Datum		values[] = {
			CStringGetTextDatum(source->name),
			CStringGetTextDatum(table->measure),
			CStringGetTextDatum(table->by),
			Float8GetDatum(table->first),
			Float8GetDatum(table->last),
			CStringGetTextDatum(table->unit),
			CStringGetTextDatum(table->step),
			CStringGetTextDatum(source->source),
			CStringGetTextDatum(source->license),
			CStringGetTextDatum(source->confidence),
			CStringGetTextDatum(table->note)
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
