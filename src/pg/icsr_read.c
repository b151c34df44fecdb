/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_read.c
 *		A case from its jsonb form, by the tables of the core.
 *
 * No level is read deeper than the tables go, whatever the document does.
 */
#include "icsr.h"

/*
 * Items of all groups together. A case has some hundreds; far more would turn
 * a document of brackets into many times its size.
 */
#define ITEMS_MAX	100000

static void read_item(JsonbContainer *object, const peds_icsr_group *level, char *base, int *items);

void
peds_icsr_read_value(const JsonbValue *v, peds_icsr_value *out)
{
	out->state = PEDS_ICSR_VALUE;
	switch (v->type)
	{
		case jbvString:
			out->text = v->val.string.val;
			out->length = v->val.string.len;
			break;
		case jbvNumeric:
			out->text = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(v->val.numeric)));
			out->length = strlen(out->text);
			break;
		case jbvBool:
			out->text = v->val.boolean ? "true" : "false";
			out->length = strlen(out->text);
			break;
		case jbvBinary:
			if (JsonContainerIsObject(v->val.binary.data))
			{
				JsonbValue	flavor;

				if (getKeyJsonValueFromContainer(v->val.binary.data, "nullFlavor", strlen("nullFlavor"), &flavor) != NULL &&
					flavor.type == jbvString)
				{
					out->text = flavor.val.string.val;
					out->length = flavor.val.string.len;
					out->state = PEDS_ICSR_NULL_FLAVOR;
					break;
				}
			}
			/* fall through */
		default:
			out->length = 0;
	}
	if (out->length == 0)
	{
		out->text = "";
		out->state = PEDS_ICSR_ABSENT;
	}
}

static void
read_group_item(const JsonbValue *v, const peds_icsr_group *group, char *item, int *items)
{
	if (group->nelements == 0)
		peds_icsr_read_value(v, (peds_icsr_value *) item);
	else if (v->type == jbvBinary && JsonContainerIsObject(v->val.binary.data))
		read_item(v->val.binary.data, group, item, items);
}

static void
read_group(const JsonbValue *v, const peds_icsr_group *group, peds_icsr_list *list, int *items)
{
	JsonbContainer *array = v->type == jbvBinary ? v->val.binary.data : NULL;

	if (v->type == jbvNull)
		return;
	if (array != NULL && !JsonContainerIsArray(array))
		array = NULL;
	list->n = array != NULL ? JsonContainerSize(array) : 1;
	if (list->n > ITEMS_MAX - *items)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the groups of a case report have more than %d items", ITEMS_MAX)));
	*items += list->n;
	list->item = palloc0(Max(list->n, 1) * group->size);
	if (array == NULL)
		read_group_item(v, group, list->item, items);
	else
	{
		for (int i = 0; i < list->n; i++)
		{
			JsonbValue *item = getIthJsonbValueFromContainer(array, i);

			if (item != NULL)
				read_group_item(item, group, (char *) list->item + i * group->size, items);
		}
	}
}

static void
read_item(JsonbContainer *object, const peds_icsr_group *level, char *base, int *items)
{
	JsonbValue	v;

	for (int i = 0; i < level->nelements; i++)
	{
		const peds_icsr_element *e = &level->element[i];

		if (getKeyJsonValueFromContainer(object, e->id, strlen(e->id), &v) != NULL)
			peds_icsr_read_value(&v, (peds_icsr_value *) (base + e->offset));
	}
	for (int g = 0; g < level->ngroups; g++)
	{
		const peds_icsr_group *group = &level->group[g];

		if (getKeyJsonValueFromContainer(object, group->id, strlen(group->id), &v) != NULL)
			read_group(&v, group, (peds_icsr_list *) (base + group->offset), items);
	}
}

void
peds_icsr_require_object(Jsonb *in)
{
	if (!JB_ROOT_IS_OBJECT(in))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a case report must be a JSON object, not %s", JB_ROOT_IS_SCALAR(in) ? "a scalar" : "an array"),
				 errhint("The object has the ids of E2B(R3) elements for keys; icsr_from_e2b makes it.")));
}

void
peds_icsr_read(Jsonb *in, peds_icsr *icsr)
{
	int			items = 0;

	peds_icsr_require_object(in);
	memset(icsr, 0, sizeof(*icsr));
	read_item(&in->root, &peds_icsr_case, (char *) icsr, &items);
}
