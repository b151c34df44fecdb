/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_text.h
 *		What the reader of calendars lends to the counting.
 */
#ifndef PEDS_WORK_CALENDAR_TEXT_H
#define PEDS_WORK_CALENDAR_TEXT_H

#include "work_calendar.h"

/* Each day of a year of a named calendar: 0, PEDS_WORK_OFF or PEDS_WORK_ON. */
extern void peds_named_work_year_marks(const peds_named_work_calendar *named, int number,
									   uint8_t *mark);

#endif							/* PEDS_WORK_CALENDAR_TEXT_H */
