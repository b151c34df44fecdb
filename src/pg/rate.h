/* SPDX-License-Identifier: PostgreSQL */
/*
 * rate.h
 *		What the wrappers of rates, and of rates over strata, share.
 */
#ifndef PEDSAFETY_RATE_H
#define PEDSAFETY_RATE_H

#include "pedsafety.h"

#include "../core/rate.h"

/* (estimate, lower, upper), NULL where one is NaN; the status is raised unless it is PEDS_OK. */
extern Datum peds_estimate_row(FunctionCallInfo fcinfo, peds_status status, const peds_estimate *e);

#endif							/* PEDSAFETY_RATE_H */
