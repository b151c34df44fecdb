/* SPDX-License-Identifier: PostgreSQL */
/*
 * module.c
 *		The module's magic block; there is no _PG_init, no GUC and no hook.
 */
#include "postgres.h"
#include "fmgr.h"

#include "pgcompat.h"

PEDSAFETY_MODULE_MAGIC;
