/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr.h
 *		A case from its jsonb form.
 */
#ifndef PEDSAFETY_ICSR_H
#define PEDSAFETY_ICSR_H

#include "pedsafety.h"
#include "utils/jsonb.h"

#include "../core/icsr.h"

/*
 * Fill *icsr from the object that icsr_from_e2b makes; its texts point into
 * `in` or into memory of the current context. Lenient: a number or boolean is
 * its text, null and "" are absent, an object is an array of one, what has
 * another shape is absent. 22023 where `in` is not an object, 54000 where it has
 * more items than any case.
 */
extern void peds_icsr_read(Jsonb *in, peds_icsr *icsr);

/* One value: a string, number or boolean as text; an object with nullFlavor; else absent. */
extern void peds_icsr_read_value(const JsonbValue *v, peds_icsr_value *out);

/* 22023 where `in` is not an object. */
extern void peds_icsr_require_object(Jsonb *in);

#endif							/* PEDSAFETY_ICSR_H */
