/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_person_time.c
 *		Person-time as text and as bytes. What is read is printed, and read
 *		again as the same; bytes that are taken are just those of the value.
 *		Bytes that begin with the version, 1, are the binary form.
 *
 *	seed: ich-e11; subjects=252; [0d,28d)=19/234; [28d,2y)=64/5538
 *	seed: ich-e11; subjects=1; (,0d)=1/1; [0d,12y)=1/2; (,)=1/3
 *	seed: ema-p4; subjects=4; term [0d,28d)=2/2; preterm [0d,pma44w)=1/1; [0d,pma44w)=1/7
 *	seed: 0d,6w,24mo; subjects=2; [6w,24mo)=1/2
 *	seed: ich-e11; subjects=9223372036854775807; [0d,28d)=1/9223372036854775807
 *	seed: \001\0\0007ich-e11\0\0\0\0\0\0\0\0374\0\0
 *	seed: \001\0\00120d,28d,2mo\0\0\0\0\0\0\0\001\0\0
 *	seed: \001\0\00060d,28d\0\0\0\0\0\0\0\011\0\001\0100\0\0\0\0100\0\0\034\0\0\0\0\0\0\0\001\0\0\0\0\0\0\0\002
 */
#include "fuzz.h"

#include "../../src/core/person_time.h"

static peds_person_time *
parsed(const char *text, size_t length, peds_status *status, size_t *position)
{
	peds_person_time *pt = calloc(1, peds_person_time_parse_room(text, length));

	*status = peds_person_time_parse(text, length, pt, position);
	return pt;
}

static peds_person_time *
decoded(const uint8_t *bytes, size_t length, peds_status *status)
{
	peds_person_time *pt = calloc(1, peds_person_time_decode_room(length));

	*status = peds_person_time_decode(bytes, length, pt);
	return pt;
}

static void
require_sound(const peds_person_time *pt)
{
	const peds_cell *cell = peds_person_time_cells(pt);
	peds_person_time_rows rows;
	peds_cell	row;
	int			n = 0;

	REQUIRE(pt->subjects >= 0);
	for (int i = 0; i < pt->ncells; i++)
	{
		REQUIRE(peds_age_band_is_sound(cell[i].band));
		REQUIRE(i == 0 || peds_age_band_compare(cell[i - 1].band, cell[i].band) < 0);
		REQUIRE(cell[i].subjects >= 1 && cell[i].subjects <= pt->subjects);
		REQUIRE(cell[i].days >= cell[i].subjects);
		REQUIRE(peds_person_time_cell(pt, cell[i].band) == &cell[i]);
	}
	peds_person_time_rows_init(&rows, pt);
	while (peds_person_time_rows_next(&rows, &row))
		n += row.subjects > 0;
	REQUIRE(n == pt->ncells);
}

/* By both forms the value comes back; and what is added can be taken away. */
static void
require_comes_back(const peds_person_time *pt)
{
	char	   *text = malloc(peds_person_time_text_room(pt));
	uint8_t    *bytes = malloc(peds_person_time_encode_room(pt));
	peds_person_time *sum = malloc(peds_person_time_size(pt));
	peds_person_time *again;
	peds_status status;
	size_t		position;
	size_t		length = peds_person_time_print(pt, text);
	int			next = 0;

	REQUIRE(length < peds_person_time_text_room(pt) && text[length] == '\0');
	again = parsed(text, length, &status, &position);
	REQUIRE(status == PEDS_OK && peds_person_time_compare(pt, again) == 0);
	free(again);

	length = peds_person_time_encode(pt, bytes);
	REQUIRE(length <= peds_person_time_encode_room(pt));
	again = decoded(bytes, length, &status);
	REQUIRE(status == PEDS_OK && peds_person_time_compare(pt, again) == 0);
	free(again);

	memcpy(sum, pt, peds_person_time_size(pt));
	status = peds_person_time_merge(sum, sum->ncells, pt, &next);
	REQUIRE(status == PEDS_OK || status == PEDS_PERSON_TIME_OVERFLOW);
	if (status == PEDS_OK)
	{
		REQUIRE(peds_person_time_subtract(sum, pt) == PEDS_OK);
		REQUIRE(peds_person_time_compare(sum, pt) == 0);
	}
	free(sum);
	free(bytes);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool		binary = size > 0 && data[0] == 1;
	peds_status status;
	size_t		position = SIZE_MAX;
	peds_person_time *pt = binary ? decoded(data, size, &status) :
		parsed((const char *) data, size, &status, &position);

	if (status != PEDS_OK)
		REQUIRE(binary || position <= size);
	else
	{
		require_sound(pt);
		require_comes_back(pt);
		if (binary)
		{
			uint8_t    *bytes = malloc(peds_person_time_encode_room(pt));

			REQUIRE(peds_person_time_encode(pt, bytes) == size);
			REQUIRE(memcmp(bytes, data, size) == 0);
			free(bytes);
		}
	}
	free(pt);
	return 0;
}
