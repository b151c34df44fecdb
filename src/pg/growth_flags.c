/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_flags.c
 *		Measurements that cannot be right or do not agree with each other: one,
 *		those of an array, those of a window's partition.
 */
#include "pedsafety.h"

#include "../core/growth_flags.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "windowapi.h"

#include <math.h>

/* A word by its own reader. */
#define READ_WORD(datum, reader, word) \
	do { \
		text	   *text_ = DatumGetTextPP(datum); \
		peds_status s_ = reader(VARDATA_ANY(text_), VARSIZE_ANY_EXHDR(text_), word); \
		if (unlikely(s_ != PEDS_OK)) \
			peds_error(s_, NULL, text_to_cstring(text_), -1); \
	} while (0)

#define GETARG_WORD(n, reader, word) READ_WORD(PG_GETARG_DATUM(n), reader, word)

static Datum
answer_flag(FunctionCallInfo fcinfo, peds_growth_flag flag)
{
	if (flag == PEDS_FLAG_NONE)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(peds_growth_flag_get(flag)->name));
}

PG_FUNCTION_INFO_V1(pedsafety_growth_suspicion);
Datum
pedsafety_growth_suspicion(PG_FUNCTION_ARGS)
{
	peds_growth_measure measure;
	peds_sex	sex;
	peds_growth_reference reference;

	GETARG_WORD(0, peds_growth_measure_parse, &measure);
	GETARG_WORD(1, peds_growth_sex_parse, &sex);
	GETARG_WORD(4, peds_growth_reference_by_age, &reference);
	return answer_flag(fcinfo, peds_growth_suspicion(reference, measure, sex, PG_GETARG_INT32(2), PG_GETARG_FLOAT8(3)));
}

/* (sex, age_days, weight, size, reference) */
PG_FUNCTION_INFO_V1(pedsafety_growth_suspicion_pair);
Datum
pedsafety_growth_suspicion_pair(PG_FUNCTION_ARGS)
{
	peds_sex	sex;
	peds_growth_reference reference;

	GETARG_WORD(0, peds_growth_sex_parse, &sex);
	GETARG_WORD(4, peds_growth_reference_by_age, &reference);
	return answer_flag(fcinfo, peds_growth_swap(reference, sex, PG_GETARG_INT32(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3)));
}

/* ------------------------------------------------------------------ arrays */

static void
check_many(int64 n)
{
	if (n > PEDS_GROWTH_POINTS_MAX)
		peds_error(PEDS_GROWTH_TOO_MANY, NULL, NULL, -1);
}

static int
take_array(ArrayType *array, Oid type, int length, bool byval, char align, Datum **datum, bool **isnull)
{
	int			n;

	if (ARR_NDIM(array) > 1)
		peds_error(PEDS_GROWTH_ARRAYS, NULL, NULL, -1);
	check_many(ARR_NDIM(array) == 0 ? 0 : ARR_DIMS(array)[0]);
	deconstruct_array(array, type, length, byval, align, datum, isnull, &n);
	return n;
}

/*
 * (measure, sex, birth, measured_on[], value[], reference); measure is an array
 * where each measurement has its own. A row for each place of the arrays.
 */
static Datum
flags_of_arrays(FunctionCallInfo fcinfo, bool measures)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	peds_growth_measure measure = PEDS_GROWTH_WEIGHT;
	peds_sex	sex;
	peds_growth_reference reference;
	peds_day	birth = PEDS_GETARG_DAY(2);
	Datum	   *name = NULL,
			   *day,
			   *value;
	bool	   *no_name = NULL,
			   *no_day,
			   *no_value;
	peds_growth_point *point;
	int		   *room,
			   *place;
	int			n,
				npoints = 0;

	GETARG_WORD(1, peds_growth_sex_parse, &sex);
	GETARG_WORD(5, peds_growth_reference_by_age, &reference);
	n = take_array(PG_GETARG_ARRAYTYPE_P(3), DATEOID, sizeof(DateADT), true, TYPALIGN_INT, &day, &no_day);
	if (take_array(PG_GETARG_ARRAYTYPE_P(4), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &value, &no_value) != n ||
		(measures && take_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false, TYPALIGN_INT, &name, &no_name) != n))
		peds_error(PEDS_GROWTH_ARRAYS, NULL, NULL, -1);
	if (!measures)
		GETARG_WORD(0, peds_growth_measure_parse, &measure);

	point = palloc(n * sizeof(peds_growth_point) + 1);
	room = palloc(n * sizeof(int) + 1);
	place = palloc(n * sizeof(int) + 1);
	for (int i = 0; i < n; i++)
	{
		place[i] = -1;
		if (no_day[i] || no_value[i] || (measures && no_name[i]))
			continue;
		if (measures)
			READ_WORD(name[i], peds_growth_measure_parse, &measure);
		point[npoints++] = (peds_growth_point)
		{
			.row = i, .reference = reference, .measure = measure, .sex = sex,
			.age_days = (int64) peds_finite_day(DatumGetDateADT(day[i])) - birth, .value = DatumGetFloat8(value[i])
		};
	}
	peds_growth_flags(point, npoints, room);
	for (int i = 0; i < npoints; i++)
		place[point[i].row] = i;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < n; i++)
	{
		const peds_growth_point *p = place[i] < 0 ? NULL : &point[place[i]];
		bool		flagged = p != NULL && p->flag != PEDS_FLAG_NONE;
		char		detail[PEDS_FLAG_TEXT_SIZE] = "";
		Datum		values[6];
		bool		nulls[6];
		int			c = 0;

		if (flagged)
			peds_growth_flag_print(p, detail);
		if (measures)
		{
			values[c] = name[i];
			nulls[c++] = no_name[i];
		}
		values[c] = day[i];
		nulls[c++] = no_day[i];
		values[c] = value[i];
		nulls[c++] = no_value[i];
		nulls[c] = p == NULL || isnan(p->z);
		values[c] = nulls[c] ? (Datum) 0 : Float8GetDatum(p->z);
		c++;
		nulls[c] = !flagged;
		values[c++] = flagged ? CStringGetTextDatum(peds_growth_flag_get(p->flag)->name) : (Datum) 0;
		nulls[c] = detail[0] == '\0';
		values[c] = nulls[c] ? (Datum) 0 : CStringGetTextDatum(detail);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		CHECK_FOR_INTERRUPTS();
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pedsafety_growth_flags);
Datum
pedsafety_growth_flags(PG_FUNCTION_ARGS)
{
	return flags_of_arrays(fcinfo, false);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_flags_measures);
Datum
pedsafety_growth_flags_measures(PG_FUNCTION_ARGS)
{
	return flags_of_arrays(fcinfo, true);
}

/* ------------------------------------------------------------------ window */

/* A partition's measurements by row; row is -1 where one is not complete. */
typedef struct partition
{
	bool		ready;
	peds_growth_point point[FLEXIBLE_ARRAY_MEMBER];
} partition;

/* Argument n of a row of the partition. */
static bool
partition_arg(WindowObject window, int n, int64 row, Datum *value)
{
	bool		isnull;
	bool		isout;

	*value = WinGetFuncArgInPartition(window, n, (int) row, WINDOW_SEEK_HEAD, false, &isnull, &isout);
	return !isnull && !isout;
}

/* (measure, sex, birth, measured_on, value, reference) of a row; false if one is NULL. */
static bool
read_row(WindowObject window, int64 row, peds_growth_point *p)
{
	Datum		d;
	peds_day	birth;

	*p = (peds_growth_point) {.row = (int) row};
	if (!partition_arg(window, 0, row, &d))
		return false;
	READ_WORD(d, peds_growth_measure_parse, &p->measure);
	if (!partition_arg(window, 1, row, &d))
		return false;
	READ_WORD(d, peds_growth_sex_parse, &p->sex);
	if (!partition_arg(window, 5, row, &d))
		return false;
	READ_WORD(d, peds_growth_reference_by_age, &p->reference);
	if (!partition_arg(window, 2, row, &d))
		return false;
	birth = peds_finite_day(DatumGetDateADT(d));
	if (!partition_arg(window, 3, row, &d))
		return false;
	p->age_days = (int64) peds_finite_day(DatumGetDateADT(d)) - birth;
	if (!partition_arg(window, 4, row, &d))
		return false;
	p->value = DatumGetFloat8(d);
	return true;
}

/* The current row's measurement; NULL if it is not complete or has no flag. */
static const peds_growth_point *
current_point(FunctionCallInfo fcinfo)
{
	WindowObject window = PG_WINDOW_OBJECT();
	int64		n = WinGetPartitionRowCount(window);
	partition  *all;
	const peds_growth_point *p;

	check_many(n);
	all = WinGetPartitionLocalMemory(window, offsetof(partition, point) + n * sizeof(peds_growth_point));
	if (!all->ready)
	{
		peds_growth_point *point = palloc(n * sizeof(peds_growth_point));
		int		   *room = palloc(n * sizeof(int));
		int			npoints = 0;

		for (int64 i = 0; i < n; i++)
		{
			CHECK_FOR_INTERRUPTS();
			all->point[i].row = -1;
			if (read_row(window, i, &point[npoints]))
				npoints++;
		}
		peds_growth_flags(point, npoints, room);
		for (int i = 0; i < npoints; i++)
			all->point[point[i].row] = point[i];
		pfree(point);
		pfree(room);
		all->ready = true;
	}
	p = &all->point[WinGetCurrentPosition(window)];
	return p->row < 0 || p->flag == PEDS_FLAG_NONE ? NULL : p;
}

PG_FUNCTION_INFO_V1(pedsafety_growth_flag);
Datum
pedsafety_growth_flag(PG_FUNCTION_ARGS)
{
	const peds_growth_point *p = current_point(fcinfo);

	return answer_flag(fcinfo, p == NULL ? PEDS_FLAG_NONE : p->flag);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_flag_detail);
Datum
pedsafety_growth_flag_detail(PG_FUNCTION_ARGS)
{
	const peds_growth_point *p = current_point(fcinfo);
	char		detail[PEDS_FLAG_TEXT_SIZE] = "";

	if (p != NULL)
		peds_growth_flag_print(p, detail);
	if (detail[0] == '\0')
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(detail));
}

PG_FUNCTION_INFO_V1(pedsafety_growth_flag_list);
Datum
pedsafety_growth_flag_list(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = PEDS_FLAG_NONE + 1; i < PEDS_FLAG_COUNT; i++)
	{
		const peds_growth_flag_row *row = peds_growth_flag_get((peds_growth_flag) i);
		Datum		values[] = {
			CStringGetTextDatum(row->name),
			CStringGetTextDatum(row->meaning),
			CStringGetTextDatum(row->threshold),
			CStringGetTextDatum(row->source),
			CStringGetTextDatum(row->confidence)
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
