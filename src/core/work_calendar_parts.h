/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_parts.h
 *		What reading, writing and counting of working-day calendars share.
 */
#ifndef PEDS_WORK_CALENDAR_PARTS_H
#define PEDS_WORK_CALENDAR_PARTS_H

#include "work_calendar.h"

/* mon to sun */
extern const char *const peds_work_weekday[7];

/* What is read, and how far. */
typedef struct peds_work_reader
{
	const char *text;
	size_t		length;
	size_t		at;
} peds_work_reader;

extern bool peds_work_is_word_character(char c);
extern void peds_work_skip_blanks(peds_work_reader *r);

/* The next character that is no blank, or 0 at the end. */
extern char peds_work_look(peds_work_reader *r);

/* Is this next? It is passed over then. */
extern bool peds_work_accept(peds_work_reader *r, char c);
extern bool peds_work_accept_word(peds_work_reader *r, const char *word);

/* Exactly so many digits. */
extern bool peds_work_read_digits(peds_work_reader *r, int n, int *value);

/* Days with commas between, marked in the year. */
extern peds_status peds_work_read_days(peds_work_reader *r, int year, peds_work_kind kind, uint8_t weekend, uint8_t *mark);

/* Days of the week with commas between, or none. */
extern peds_status peds_work_read_weekend(peds_work_reader *r, uint8_t *weekend);

/* Each day of a year of a named calendar: 0, PEDS_WORK_OFF or PEDS_WORK_ON. */
extern void peds_named_work_year_marks(const peds_named_work_calendar *named, int number,
									   uint8_t *mark);

#endif							/* PEDS_WORK_CALENDAR_PARTS_H */
