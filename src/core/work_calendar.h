/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar.h
 *		Working days: a weekend, and year by year the days off and the weekend
 *		days that are worked.
 *
 * A calendar is the name of one that is in the table (CN), years that are
 * written out, or both; a year that is written out stands in place of the named
 * calendar's own. It knows whole years, and nothing is guessed of the others:
 * a day that has to be looked at in one of them is an answer of its own.
 */
#ifndef PEDS_WORK_CALENDAR_H
#define PEDS_WORK_CALENDAR_H

#include "day_set.h"

#define PEDS_WORK_MAX_YEARS		100
#define PEDS_WORK_MAX_ITEMS		4000	/* years and ranges together */
#define PEDS_WORK_YEAR_DAYS		366

/* What an item of the stored value is; the order is that of the text. */
typedef enum peds_work_kind
{
	PEDS_WORK_YEAR = 0,			/* a year that is known; its ranges follow */
	PEDS_WORK_OFF = 1,			/* days off */
	PEDS_WORK_ON = 2			/* weekend days that are worked */
} peds_work_kind;

typedef struct peds_work_item
{
	int32_t		from;			/* the first day; of a year the first of January */
	int16_t		days;
	uint8_t		kind;			/* peds_work_kind */
	uint8_t		zero;
} peds_work_item;

/*
 * The stored value: flat, self-contained, one form for one meaning: years rise,
 * and in each first the days off and then those worked, in ranges as long as
 * can be. `host` belongs to whoever stores it (PostgreSQL's length word) and is
 * not looked at here.
 */
typedef struct peds_work_calendar
{
	int32_t		host;
	uint8_t		version;		/* 1 */
	uint8_t		named;			/* number of the named calendar, or 0 */
	uint8_t		weekend;		/* bit 0 is Monday, bit 6 Sunday */
	uint8_t		zero;
	uint32_t	nitems;
	peds_work_item item[];
} peds_work_calendar;

#define PEDS_WORK_CALENDAR_SIZE(nitems) \
	(offsetof(peds_work_calendar, item) + (size_t) (nitems) * sizeof(peds_work_item))
#define PEDS_WORK_CALENDAR_MAX_SIZE	PEDS_WORK_CALENDAR_SIZE(PEDS_WORK_MAX_ITEMS)

#define PEDS_WORK_DEFAULT_WEEKEND	0x60	/* Saturday and Sunday */

/* Room for the text form: a name, a weekend, and at most 24 bytes an item. */
#define PEDS_WORK_TEXT_SIZE(nitems)	(96 + (size_t) (nitems) * 24)

/*
 * Items that a text of this length can hold, and so the room to lend to
 * peds_work_calendar_parse: no item is written in less than five bytes.
 */
static inline size_t
peds_work_calendar_room(size_t length)
{
	size_t		most = length / 5 + 1;

	return PEDS_WORK_CALENDAR_SIZE(most < PEDS_WORK_MAX_ITEMS ? most : PEDS_WORK_MAX_ITEMS);
}

/* *position is the offset of the fault in text. */
extern peds_status peds_work_calendar_parse(const char *text, size_t length,
											peds_work_calendar *result, size_t *position);
extern int	peds_work_calendar_print(const peds_work_calendar *calendar, char *out);

/*
 * A calendar made ready for counting. count_from is the number of working days
 * before `from`, from an origin that is the same for all; between two segments
 * the weekend alone decides.
 */
typedef struct peds_work_segment
{
	peds_day	from;
	peds_day	past;
	int64_t		count_from;
	int64_t		count_past;
} peds_work_segment;

typedef struct peds_work_table
{
	int			per_week;		/* working days */
	int			before[8];		/* working days of a week before its n-th day */
	int			nknown;
	int			nsegments;
	peds_interval *known;		/* whole years, those that meet as one */
	peds_work_segment *segment;
} peds_work_table;

/* Make it in memory of peds_work_table_size() bytes, aligned as for int64_t. */
extern size_t peds_work_table_size(const peds_work_calendar *calendar);
extern peds_work_table *peds_work_table_make(const peds_work_calendar *calendar, void *memory);

/*
 * The answers below: PEDS_WORK_UNKNOWN_DAY where a day has to be looked at that
 * lies in no known year; *unknown is then the first such day.
 */
extern peds_status peds_work_is_working(const peds_work_table *table, peds_day day,
										bool *result, peds_day *unknown);

/* Working days of [from, past) that are not stopped; from <= past. */
extern peds_status peds_work_count(const peds_work_table *table, peds_day from, peds_day past,
								   const peds_interval *stop, int nstops,
								   int64_t *result, peds_day *unknown);

/*
 * The n-th working day after `day`, days of the stops not counted (nor looked
 * at); of n = 0 the first one from `day` on. PEDS_NO_VALUE where a stop without
 * an end comes before it. Stops are in the order of time and apart.
 */
extern peds_status peds_work_add(const peds_work_table *table, peds_day day, int64_t n,
								 const peds_interval *stop, int nstops,
								 peds_day *result, peds_day *unknown);

/* The named calendars, numbered from 1; the order is append-only. */
typedef struct peds_named_work_calendar
{
	const char *name;
	uint8_t		weekend;
	int			nyears;
	const struct peds_named_work_year *year;	/* in the order of time */
	const char *note;
} peds_named_work_calendar;

typedef struct peds_named_work_year
{
	int			year;
	const char *off;			/* as they are written in a calendar; NULL: none */
	const char *work;
	const char *source;
	const char *confidence;		/* primary, secondary, memory, as in doc/rules.md */
} peds_named_work_year;

extern int	peds_named_work_calendar_count(void);
extern const peds_named_work_calendar *peds_named_work_calendar_get(int number);

/* The weekend as it is written, "sat, sun"; at most 36 bytes. */
extern int	peds_work_weekend_print(uint8_t weekend, char *out);

#endif							/* PEDS_WORK_CALENDAR_H */
