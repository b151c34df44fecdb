/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_sink.h
 *		A sink that writes JSON into a buffer and notices what is no JSON: a key in
 *		an array, a value without a key, an empty container, one that stays open.
 */
#ifndef PEDS_ICSR_SINK_H
#define PEDS_ICSR_SINK_H

#include <stdio.h>
#include <string.h>

#include "../../src/core/icsr_e2b.h"

#define SINK_DEPTH		40

typedef struct json_sink
{
	char	   *text;
	size_t		size,
				length;
	const char *fault;			/* NULL: none */
	bool		array[SINK_DEPTH];
	long		entries[SINK_DEPTH];
	int			depth;
	bool		key,			/* stands and waits for its value */
				part;			/* of a string stands */
	long		values;
} json_sink;

static void
json_print(json_sink *s, const char *text, size_t length)
{
	if (s->length + length < s->size)
		memcpy(s->text + s->length, text, length), s->text[s->length + length] = '\0';
	s->length += length;
}

static void
json_value(json_sink *s)
{
	if (s->depth > 0 && !s->array[s->depth - 1] && !s->key)
		s->fault = "a value without a key";
	if (s->depth > 0 && s->array[s->depth - 1] && s->entries[s->depth - 1]++ > 0)
		json_print(s, ",", 1);
	if (s->depth == 0 && s->values > 0)
		s->fault = "a second value";
	s->values++;
	s->key = false;
}

static void
json_open(json_sink *s, bool array)
{
	json_value(s);
	if (s->depth == SINK_DEPTH)
	{
		s->fault = "too deep";
		return;
	}
	s->array[s->depth] = array;
	s->entries[s->depth++] = 0;
	json_print(s, array ? "[" : "{", 1);
}

static void
json_close(json_sink *s, bool array)
{
	if (s->depth == 0 || s->array[s->depth - 1] != array || s->key || s->part)
	{
		s->fault = "an end that is none";
		return;
	}
	if (s->entries[--s->depth] == 0 && s->depth > 0)
		s->fault = "an empty container";
	json_print(s, array ? "]" : "}", 1);
}

static void json_begin_object(void *arg) { json_open(arg, false); }
static void json_end_object(void *arg) { json_close(arg, false); }
static void json_begin_array(void *arg) { json_open(arg, true); }
static void json_end_array(void *arg) { json_close(arg, true); }
static void json_poll(void *arg) { (void) arg; }

static void
json_key(void *arg, const char *key)
{
	json_sink  *s = arg;

	if (s->depth == 0 || s->array[s->depth - 1] || s->key)
		s->fault = "a key that is none";
	else if (s->entries[s->depth - 1]++ > 0)
		json_print(s, ",", 1);
	json_print(s, key, strlen(key));
	json_print(s, ":", 1);
	s->key = true;
}

static void
json_append(void *arg, const char *value, size_t length)
{
	json_sink  *s = arg;

	if (!s->part)
		json_value(s);
	s->part = true;
	json_print(s, value, length);
}

static void
json_string(void *arg, const char *value, size_t length)
{
	json_sink  *s = arg;

	json_append(arg, value, length);
	s->part = false;
}

static peds_icsr_sink
json_sink_of(json_sink *s)
{
	return (peds_icsr_sink)
	{
		s, json_begin_object, json_end_object, json_begin_array, json_end_array, json_key, json_append, json_string, json_poll
	};
}

#endif							/* PEDS_ICSR_SINK_H */
