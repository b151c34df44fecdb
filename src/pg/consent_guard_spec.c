/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_spec.c
 *		A guard as the arguments of its triggers: key=value, read and written.
 */
#include "consent_guard.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

const char *const peds_guard_role_name[PEDS_GUARD_TABLES] = {
	[PEDS_GUARDED] = "guarded",
	[PEDS_SUBJECTS] = "subjects",
	[PEDS_CONSENTS] = "consents"
};

const peds_guard_column_info peds_guard_columns[PEDS_GUARD_COLUMNS] = {
	[PEDS_GUARD_DAY] = {"day", PEDS_GUARDED, false},
	[PEDS_GUARD_BIRTH] = {"birth", PEDS_SUBJECTS, false},
	[PEDS_GUARD_SIGNED_ON] = {"signed_on", PEDS_CONSENTS, false},
	[PEDS_GUARD_SIGNER] = {"signer", PEDS_CONSENTS, false},
	[PEDS_GUARD_ACT] = {"act", PEDS_CONSENTS, false},
	[PEDS_GUARD_SIGNER_ID] = {"signer_id", PEDS_CONSENTS, true},
	[PEDS_GUARD_VALID] = {"valid", PEDS_CONSENTS, true}
};

/* The value of "name=value", or NULL if it is another name. */
static char *
value_of(char *argument, const char *name, const char *suffix)
{
	size_t		length = strlen(name);
	size_t		more = strlen(suffix);

	if (strncmp(argument, name, length) == 0 &&
		strncmp(argument + length, suffix, more) == 0 &&
		argument[length + more] == '=')
		return argument + length + more + 1;
	return NULL;
}

static bool
parse_table(peds_guard *guard, int *nkeys, char *argument)
{
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
	{
		char	   *value;

		if ((value = value_of(argument, peds_guard_role_name[role], "")) != NULL)
		{
			guard->table[role] = value;
			return true;
		}
		if ((value = value_of(argument, peds_guard_role_name[role], "_key")) != NULL)
		{
			if (nkeys[role] == PEDS_GUARD_MAX_KEYS)
				return false;
			guard->key[role][nkeys[role]++] = value;
			return true;
		}
	}
	return false;
}

static bool
parse_head(peds_guard *guard, char *argument, bool *has_role, bool *has_policy)
{
	char	   *value;
	size_t		position;

	if ((value = value_of(argument, "role", "")) != NULL)
	{
		for (int role = 0; role < PEDS_GUARD_TABLES; role++)
			if (strcmp(value, peds_guard_role_name[role]) == 0)
			{
				guard->role = (peds_guard_role) role;
				*has_role = true;
			}
		return *has_role;
	}
	if ((value = value_of(argument, "id", "")) != NULL)
	{
		guard->id = value;
		return true;
	}
	if ((value = value_of(argument, "mode", "")) != NULL)
	{
		guard->enforce = strcmp(value, "enforce") == 0;
		return guard->enforce || strcmp(value, "warn") == 0;
	}
	if ((value = value_of(argument, "policy", "")) != NULL)
	{
		*has_policy = peds_consent_policy_parse(value, strlen(value), &guard->policy, &position) == PEDS_OK;
		return *has_policy;
	}
	return false;
}

static bool
parse_column(peds_guard *guard, char *argument)
{
	for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
	{
		char	   *value = value_of(argument, peds_guard_columns[i].name, "");

		if (value != NULL)
		{
			guard->column[i] = value;
			return true;
		}
	}
	return false;
}

/* The strings of *guard are those of args. */
const char *
peds_guard_parse(int nargs, char **args, peds_guard *guard)
{
	int			nkeys[PEDS_GUARD_TABLES] = {0};
	bool		has_role = false,
				has_policy = false;

	memset(guard, 0, sizeof(*guard));
	for (int i = 0; i < nargs; i++)
		if (!parse_head(guard, args[i], &has_role, &has_policy) &&
			!parse_table(guard, nkeys, args[i]) &&
			!parse_column(guard, args[i]))
			return args[i];

	guard->nkeys = nkeys[PEDS_GUARDED];
	if (!has_role || !has_policy)
		return has_role ? "policy" : "role";
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
		if (guard->table[role] == NULL || nkeys[role] == 0 || nkeys[role] != guard->nkeys)
			return peds_guard_role_name[role];
	for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
		if (guard->column[i] == NULL && !peds_guard_columns[i].optional)
			return peds_guard_columns[i].name;
	return NULL;
}

static void
append_argument(StringInfo buf, const char *name, const char *suffix, const char *value)
{
	appendStringInfo(buf, "%s%s", buf->len > 0 ? ", " : "",
					 quote_literal_cstr(psprintf("%s%s=%s", name, suffix, value)));
}

/* As literals with commas between, for CREATE TRIGGER. */
char *
peds_guard_arguments(const peds_guard *guard, peds_guard_role role)
{
	StringInfoData buf;
	char		policy[PEDS_POLICY_TEXT_SIZE];

	initStringInfo(&buf);
	peds_consent_policy_print(&guard->policy, policy);
	append_argument(&buf, "role", "", peds_guard_role_name[role]);
	if (guard->id != NULL)
		append_argument(&buf, "id", "", guard->id);
	append_argument(&buf, "mode", "", guard->enforce ? "enforce" : "warn");
	append_argument(&buf, "policy", "", policy);
	for (int t = 0; t < PEDS_GUARD_TABLES; t++)
	{
		append_argument(&buf, peds_guard_role_name[t], "", guard->table[t]);
		for (int k = 0; k < guard->nkeys; k++)
			append_argument(&buf, peds_guard_role_name[t], "_key", guard->key[t][k]);
		for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
			if (peds_guard_columns[i].role == (peds_guard_role) t && guard->column[i] != NULL)
				append_argument(&buf, peds_guard_columns[i].name, "", guard->column[i]);
	}
	return buf.data;
}

char *
peds_guard_table_name(Oid relid)
{
	char	   *name = get_rel_name(relid);

	if (name == NULL)			/* any OID can be given; or dropped meanwhile */
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("table with OID %u does not exist", relid)));
	return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), name);
}

Oid
peds_guard_column_type(Oid relid, const char *column, AttrNumber *attno)
{
	*attno = get_attnum(relid, column);
	if (*attno <= 0)
	{
		*attno = 0;
		return InvalidOid;
	}
	return get_atttype(relid, *attno);
}

void
peds_guard_no_column(const char *table, const char *column)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_COLUMN),
			 errmsg("consent guard: table %s has no column \"%s\"", table, column),
			 errhint("If it was renamed, remove the guard and add it again.")));
}

bool
peds_guard_is_partial_date(Oid type, Oid function)
{
	return type == GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
								   CStringGetDatum("partial_date"),
								   ObjectIdGetDatum(get_func_namespace(function)));
}

text *
peds_guard_word(Datum value, Oid type)
{
	Oid			base = getBaseType(type);
	Oid			output;
	bool		varlena;
	char	   *word;
	size_t		length;

	if (base == TEXTOID || base == VARCHAROID)
		return DatumGetTextPP(value);
	getTypeOutputInfo(base, &output, &varlena);
	word = OidOutputFunctionCall(output, value);
	length = strlen(word);
	while (base == BPCHAROID && length > 0 && word[length - 1] == ' ')
		length--;
	return cstring_to_text_with_len(word, (int) length);
}
