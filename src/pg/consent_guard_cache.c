/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_cache.c
 *		The covered days of the subjects that one statement has met already, so
 *		that a bulk load reads each subject's consent once.
 *
 * It lies in fn_extra, which the server keeps for the trigger events of one
 * statement (or of one firing of deferred ones). Meanwhile the subject's row
 * is locked, so no other transaction changes what is remembered; what this one
 * changes is seen by the same trigger function on the other tables, which
 * counts a generation. And only a "covered" is believed: before a row is
 * refused, everything is read anew.
 */
#include "consent_guard.h"

#include "common/hashfn.h"
#include "utils/datum.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* When it is full it begins anew: some 10 MB. */
#define MAX_SUBJECTS	50000
#define MAX_INTERVALS	4

typedef struct cached_subject
{
	uint64		hash;			/* hash key */
	Datum		key[PEDS_GUARD_MAX_KEYS];
	peds_interval covered[MAX_INTERVALS];
	int			n;
} cached_subject;

struct peds_guard_cache
{
	peds_guard_reader *reader;
	uint64		generation;
	bool		begun;			/* a second row has come */
	MemoryContext context;
	HTAB	   *subjects;
};

/* Counts what this session does to consent. */
static uint64 consent_generation = 0;

void
peds_guard_cache_forget(void)
{
	consent_generation++;
}

static uint64
hash_key(const peds_guard_reader *reader, const peds_guard_key *key)
{
	uint64		hash = 0;

	for (int i = 0; i < reader->guard.nkeys; i++)
		hash = hash_combine64(hash, datum_image_hash(key->value[i], get_typbyval(reader->key_type[i]),
													 get_typlen(reader->key_type[i])) * UINT64CONST(0x9E3779B97F4A7C15));
	return hash;
}

static bool
same_key(const peds_guard_reader *reader, const Datum *a, const Datum *b)
{
	for (int i = 0; i < reader->guard.nkeys; i++)
		if (!datumIsEqual(a[i], b[i], get_typbyval(reader->key_type[i]), get_typlen(reader->key_type[i])))
			return false;
	return true;
}

/* The cache of a call site, empty where it cannot be believed; NULL for its first row. */
static peds_guard_cache *
current_cache(FmgrInfo *flinfo, peds_guard_reader *reader)
{
	peds_guard_cache *cache = flinfo->fn_extra;

	if (cache == NULL)
	{
		/* a single row has no use for one */
		flinfo->fn_extra = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(peds_guard_cache));
		return NULL;
	}
	if (cache->context == NULL)
		cache->context = AllocSetContextCreate(flinfo->fn_mcxt, "consent guard: subjects",
											   ALLOCSET_DEFAULT_SIZES);
	if (cache->subjects == NULL || cache->reader != reader ||
		cache->generation != consent_generation ||
		hash_get_num_entries(cache->subjects) >= MAX_SUBJECTS)
	{
		HASHCTL		control = {.keysize = sizeof(uint64), .entrysize = sizeof(cached_subject)};

		MemoryContextReset(cache->context);
		control.hcxt = cache->context;
		cache->subjects = hash_create("consent guard: subjects", 256, &control,
									  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
		cache->reader = reader;
		cache->generation = consent_generation;
	}
	return cache;
}

bool
peds_guard_cache_covers(FmgrInfo *flinfo, peds_guard_reader *reader, const peds_guard_key *key,
						const peds_interval *days)
{
	peds_guard_cache *cache = current_cache(flinfo, reader);
	cached_subject *subject;
	uint64		hash;

	if (cache == NULL || !key->whole)
		return false;
	hash = hash_key(reader, key);
	subject = hash_search(cache->subjects, &hash, HASH_FIND, NULL);
	if (subject == NULL || !same_key(reader, subject->key, key->value))
		return false;
	for (int i = 0; i < subject->n; i++)
		if (subject->covered[i].from <= days->from && days->past <= subject->covered[i].past)
			return true;
	return false;
}

void
peds_guard_cache_keep(FmgrInfo *flinfo, peds_guard_reader *reader, const peds_guard_key *key,
					  const peds_day_set *coverage)
{
	peds_guard_cache *cache = flinfo->fn_extra;
	cached_subject *subject;
	MemoryContext old;
	uint64		hash;
	bool		found;

	if (cache == NULL || cache->subjects == NULL || !key->whole)
		return;
	hash = hash_key(reader, key);
	subject = hash_search(cache->subjects, &hash, HASH_ENTER, &found);
	if (!found || !same_key(reader, subject->key, key->value))
	{
		old = MemoryContextSwitchTo(cache->context);
		for (int i = 0; i < reader->guard.nkeys; i++)
			subject->key[i] = datumCopy(key->value[i], get_typbyval(reader->key_type[i]),
										get_typlen(reader->key_type[i]));
		MemoryContextSwitchTo(old);
	}
	subject->n = 0;
	for (size_t i = 0; i < coverage->n && subject->n < MAX_INTERVALS; i++)
		subject->covered[subject->n++] = coverage->item[i];
}
