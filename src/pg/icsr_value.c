/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_value.c
 *		One element of a case, by its path.
 */
#include "icsr.h"

#include "../core/icsr_path.h"
#include "mb/pg_wchar.h"

static void
read_path(text *element, peds_icsr_path *path)
{
	peds_icsr_span part;
	size_t		position;
	const char *given = text_to_cstring(element);

	switch (peds_icsr_path_parse(VARDATA_ANY(element), VARSIZE_ANY_EXHDR(element), path, &position, &part))
	{
		case PEDS_ICSR_PATH_OK:
			break;
		case PEDS_ICSR_PATH_MALFORMED:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("invalid element of a case report: \"%s\"", given),
					 errdetail("The fault is at character %d.",
							   pg_mbstrlen_with_len(given, (int) position) + 1),
					 errhint("Write the id of the element, such as D.2.1; in a group with the number of the item: E.i[1].E.i.4.")));
			break;
		case PEDS_ICSR_PATH_REPEATS:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%.*s\" repeats: \"%s\" does not say which is meant", part.length, part.text, given),
					 errhint("Write the number of the item, from 1: %.*s[1]; of a group, then its element.", part.length, part.text)));
			break;
		case PEDS_ICSR_PATH_GROUP_MISSING:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" stands in the group %.*s, which repeats", given + position, part.length, part.text),
					 errhint("Write the group with the number of the item before the element: %.*s[1].%s.",
							 part.length, part.text, given + position)));
			break;
		case PEDS_ICSR_PATH_NO_GROUP:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" stands in no group, but is given in one: \"%s\"", given + position, given),
					 errhint("Write the id of the element alone.")));
			break;
	}
}

static void
value_at(FunctionCallInfo fcinfo, peds_icsr_value *out)
{
	Jsonb	   *icsr = PG_GETARG_JSONB_P(0);
	JsonbContainer *level = &icsr->root;
	JsonbValue	v;
	peds_icsr_path path;

	peds_icsr_require_object(icsr);
	read_path(PG_GETARG_TEXT_PP(1), &path);
	out->state = PEDS_ICSR_ABSENT;
	for (int i = 0;; i++)
	{
		const peds_icsr_step *step = &path.step[i];

		if (getKeyJsonValueFromContainer(level, step->key.text, step->key.length, &v) == NULL)
			return;
		if (step->item > 0)
		{
			if (v.type == jbvBinary && JsonContainerIsArray(v.val.binary.data))
			{
				JsonbValue *item = getIthJsonbValueFromContainer(v.val.binary.data, step->item - 1);

				if (item == NULL)
					return;
				v = *item;
			}
			else if (step->item > 1)
				return;
		}
		if (i == path.nsteps - 1)
			break;
		if (v.type != jbvBinary || !JsonContainerIsObject(v.val.binary.data))
			return;
		level = v.val.binary.data;
	}
	peds_icsr_read_value(&v, out);
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_value);
Datum
pedsafety_icsr_value(PG_FUNCTION_ARGS)
{
	peds_icsr_value v;

	value_at(fcinfo, &v);
	if (v.state != PEDS_ICSR_VALUE)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(v.text, v.length));
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_null_flavor);
Datum
pedsafety_icsr_null_flavor(PG_FUNCTION_ARGS)
{
	peds_icsr_value v;

	value_at(fcinfo, &v);
	if (v.state != PEDS_ICSR_NULL_FLAVOR)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(v.text, v.length));
}
