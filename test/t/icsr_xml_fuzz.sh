#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# icsr_from_e2b over messages that are cut, altered, in another encoding, huge,
# deep or hostile: it answers or refuses with an error of the classes that say
# what is wrong with the input (22, 54), no backend crashes, no file is read,
# memory stays flat.
#
#   ROUNDS=n   altered messages (default 3000)

. "$(dirname "$0")/lib/tap.bash"
rounds=${ROUNDS:-3000}
messages=$(cd "$(dirname "$0")/../data/e2b_r3_fda" && pwd)

new_db main
{
	echo 'CREATE EXTENSION pedsafety;
	CREATE TABLE message (name text PRIMARY KEY, x text);'
	for f in 1 3 5-1 6 7; do
		echo "\\set x \`cat '$messages/FAERS2022Scenario$f.xml'\`
		INSERT INTO message VALUES ('$f', :'x');"
	done
	cat <<'SQL'
CREATE TABLE answer (kind text, of text, no int, code text, said text);
-- The SQLSTATE of a document's reading, by the type or by the function; "ok".
CREATE FUNCTION try(kind text, of text, no int, doc text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text := 'ok'; said text; cases int; x xml; document bool;
BEGIN
	BEGIN
		x := xmlparse(DOCUMENT doc);
	EXCEPTION WHEN OTHERS THEN code := 'type ' || SQLSTATE; said := SQLERRM;
	END;
	IF x IS NOT NULL THEN
		BEGIN
			SELECT count(*), string_agg(icsr::text, ' ') INTO cases, said FROM icsr_from_e2b(x);
			IF cases = 0 THEN code := 'no row'; END IF;
			IF said ~ 'root:' THEN code := 'a file was read'; END IF;
		EXCEPTION WHEN OTHERS THEN code := SQLSTATE; said := SQLERRM;
		END;
	END IF;
	INSERT INTO answer VALUES (kind, of, no, code, left(said, 200));
	RETURN code;
END $$;
-- The same numbers in every run.
CREATE FUNCTION rnd(seed text, below int) RETURNS int LANGUAGE sql IMMUTABLE AS
	$$SELECT (('x' || substr(md5(seed), 1, 8))::bit(32)::bigint & 2147483647)::int % below$$;
SQL
} | run "$db" > "$scratch/out"
ok $? 'the messages are loaded' || { note "$(cat "$scratch/out")"; done_testing; }

# answers KIND LABEL: what came of it, none of another class; at least one.
answers() {
	local bad
	bad=$(q "$db" "SELECT of, no, code, left(said, 100) FROM answer WHERE kind = '$1' AND code !~ '^(ok|(type )?(22|54)...)$' LIMIT 5")
	[ -z "$bad" ] && [ "$(q "$db" "SELECT count(*) > 0 FROM answer WHERE kind = '$1'")" = t ]
	ok $? "$2: $(q "$db" "SELECT string_agg(concat(code, ' ', n), ', ' ORDER BY n DESC) FROM (SELECT code, count(*) AS n FROM answer WHERE kind = '$1' GROUP BY 1) a")" ||
		note "$bad"
}

run "$db" <<'SQL' > "$scratch/out"
SELECT count(try('cut', name, n, left(x, n))) FROM message, generate_series(0, 60000, 500) n WHERE name <> '6' AND n <= length(x);
SELECT count(try('cut', name, n, left(x, n))) FROM message, generate_series(0, 2100000, 50000) n WHERE name = '6';
SELECT count(try('end cut', name, n, substr(x, n))) FROM message, generate_series(1, 60000, 2000) n WHERE name <> '6' AND n <= length(x);
SQL
ok $? 'cut messages are tried' || note "$(cat "$scratch/out")"
answers cut 'cut at every 500th character'
answers 'end cut' 'without the first characters'

# Bytes by themselves mostly are no XML; names, attributes, elements that come
# and go keep it well-formed.
run "$db" <<SQL > "$scratch/out"
SELECT count(try('byte', name, i, overlay(x PLACING chr(1 + rnd('c' || i, 1000)) FROM 1 + rnd('p' || i, length(x)) FOR rnd('l' || i, 3)))) FROM message, generate_series(1, $rounds / 3) i
	WHERE name = (ARRAY['1', '3', '5-1', '7'])[1 + i % 4];
CREATE TABLE word AS SELECT row_number() OVER (ORDER BY w) - 1 AS no, w FROM (SELECT DISTINCT m[1] AS w FROM message, regexp_matches(x, '<([A-Za-z0-9]+)', 'g') m WHERE name IN ('1', '7')) a;
SELECT count(try('element', name, i, replace(replace(x, '<' || a.w || ' ', '<' || b.w || ' '), '</' || a.w || '>', '</' || b.w || '>'))) FROM message, generate_series(1, $rounds / 3) i
	JOIN word a ON a.no = rnd('a' || i, (SELECT count(*)::int FROM word)) JOIN word b ON b.no = rnd('b' || i, (SELECT count(*)::int FROM word)) WHERE name = (ARRAY['1', '3', '5-1', '7'])[1 + i % 4];
SELECT count(try('attribute', name, i, regexp_replace(x, '(code|value|root|extension|codeSystem|nullFlavor)="[^"]*"',
	CASE rnd('w' || i, 5) WHEN 0 THEN '' WHEN 1 THEN '\1=""' WHEN 2 THEN '\1="' || rnd('v' || i, 40) || '"' WHEN 3 THEN 'nullFlavor="MSK"' ELSE '\1="&#x10FFFF;&#9;" unit="' || chr(160) || '"' END,
	1 + rnd('f' || i, 20000), 1 + rnd('n' || i, 50)))) FROM message, generate_series(1, $rounds / 3) i WHERE name = (ARRAY['1', '3', '5-1', '7'])[1 + i % 4];
SELECT count(try('group', name, i, regexp_replace(x, '<(' || a.w || ')[ >].*?</\1>', repeat('\&', rnd('r' || i, 4)), 1 + rnd('f' || i, 20000), 1 + rnd('n' || i, 5)))) FROM message, generate_series(1, $rounds / 10) i
	JOIN word a ON a.no = rnd('a' || i, (SELECT count(*)::int FROM word)) WHERE name = (ARRAY['1', '3', '5-1', '7'])[1 + i % 4];
SQL
ok $? 'altered messages are tried' || note "$(cat "$scratch/out")"
answers byte 'other bytes'
answers element 'elements of other names'
answers attribute 'other attributes'
answers group 'elements taken away or repeated'
is "$(q "$db" "SELECT count(*) > $rounds / 2 FROM answer WHERE kind IN ('element', 'attribute', 'group') AND code IN ('ok', '2200M')")" t 'and most of them reach the function'

run "$db" <<'SQL' > "$scratch/out"
SELECT count(try('encoding', name || ' ' || e, 0, regexp_replace(x, 'encoding="[^"]*"', 'encoding="' || e || '"', 'i'))) FROM message, unnest('{UTF-16,ISO-8859-1,US-ASCII,UCS-4,none,EBCDIC-CP-US,""}'::text[]) e WHERE name <> '6';
SELECT count(try('encoding', e, 1, convert_from(convert_to(x, 'UTF8'), e))) FROM message, unnest('{LATIN1,WIN1252,LATIN9}'::text[]) e WHERE name = '6';
CREATE TABLE shell AS SELECT '<PORR_IN049016UV xmlns="urn:hl7-org:v3"><controlActProcess><subject><investigationEvent>' AS a, '</investigationEvent></subject></controlActProcess></PORR_IN049016UV>' AS z;
SELECT count(try('huge', what, 0, a || what || z)) FROM shell, LATERAL (VALUES
	('<availabilityTime value="' || repeat('9', 9000000) || '"/>'), ('<availabilityTime value="' || repeat('9', 11000000) || '"/>'),
	('<text>' || repeat('text ', 1900000) || '</text>'), ('<text>' || repeat('text ', 2100000) || '</text>'),
	('<' || repeat('a', 1000000) || '/>'), (repeat('<a>', 5000) || repeat('</a>', 5000)), (repeat('<component>', 200) || repeat('</component>', 200)),
	(repeat('<component/>', 500000)), ('<text ' || (SELECT string_agg('a' || i || '=""', ' ') FROM generate_series(1, 20000) i) || '/>'),
	(repeat('<outboundRelationship><relatedInvestigation><code code="2"/></relatedInvestigation></outboundRelationship>', 20000))) t(what);
UPDATE answer SET of = left(of, 30) WHERE kind = 'huge';
SELECT count(try('hostile', what, 0, d)) FROM shell, LATERAL (VALUES
	('file', '<!DOCTYPE PORR_IN049016UV [<!ENTITY e SYSTEM "file:///etc/passwd">]>' || a || '<text>&e;</text>' || z),
	('public', '<!DOCTYPE PORR_IN049016UV PUBLIC "e" "file:///etc/passwd">' || a || '<text/>' || z),
	('parameter', '<!DOCTYPE PORR_IN049016UV [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]>' || a || z),
	('net', '<!DOCTYPE PORR_IN049016UV SYSTEM "http://127.0.0.1:9/e.dtd">' || a || '<text>&e;</text>' || z),
	('include', replace(a, '>', ' xmlns:xi="http://www.w3.org/2001/XInclude">') || '<text><xi:include href="file:///etc/passwd" parse="text"/></text>' || z),
	('stylesheet', '<?xml-stylesheet href="file:///etc/passwd"?>' || a || '<text/>' || z),
	('bomb', '<!DOCTYPE PORR_IN049016UV [<!ENTITY e0 "eeeeeeeeee">' || (SELECT string_agg(format('<!ENTITY e%s "%s">', i, repeat(format('&e%s;', i - 1), 10)), '' ORDER BY i) FROM generate_series(1, 9) i) || ']>' || a || '<text>&e9;</text>' || z),
	('quadratic', '<!DOCTYPE PORR_IN049016UV [<!ENTITY e "' || repeat('e', 50000) || '">]>' || a || '<text>' || repeat('&e;', 50000) || '</text>' || z),
	('loop', '<!DOCTYPE PORR_IN049016UV [<!ENTITY e "&f;"><!ENTITY f "&e;">]>' || a || '<text>&e;</text>' || z),
	('defaults', '<!DOCTYPE PORR_IN049016UV [<!ATTLIST availabilityTime value CDATA "2020">]>' || a || '<availabilityTime/>' || z)) t(what, d);
SELECT count(try('include', 'include', 0, '<PORR_IN049016UV xmlns:xi="http://www.w3.org/2001/XInclude"><controlActProcess><subject><investigationEvent><text><xi:include href="file:///etc/passwd" parse="text"/></text></investigationEvent></subject></controlActProcess></PORR_IN049016UV>')) FROM shell;
SQL
ok $? 'encodings, huge and hostile messages are tried' || note "$(cat "$scratch/out")"
answers encoding 'encodings that are not those of the text'
answers huge 'huge and deep'
answers hostile 'entities and files'
is "$(q "$db" "SELECT string_agg(of, ' ' ORDER BY of) FROM answer WHERE kind = 'hostile' AND code = 'ok'")" 'include stylesheet' 'inclusion and stylesheet are taken, and do nothing'
is "$(q "$db" "SELECT code, said FROM answer WHERE kind = 'include'")" 'ok|{}' 'nothing is included'
is "$(q "$db" "SELECT count(*) FROM answer WHERE code = 'a file was read'")" 0 'no file was read'

# A database of another encoding: what libxml2 is told, and what it answers.
new_db latin1 "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
out=$(run "$db" <<'SQL'
CREATE EXTENSION pedsafety;
SET client_encoding = UTF8;
SELECT icsr FROM icsr_from_e2b('<PORR_IN049016UV><controlActProcess><subject><investigationEvent><text>consciência &#233;</text></investigationEvent></subject></controlActProcess></PORR_IN049016UV>');
SELECT report_id FROM icsr_from_e2b('<?xml version="1.0" encoding="UTF-8"?><PORR_IN049016UV><id extension="é"/><controlActProcess><subject><investigationEvent/></subject></controlActProcess></PORR_IN049016UV>');
SQL
)
is "$out" '{"H.1": "consciência é"}
é' 'LATIN1'
contains "$(q "$db" "SELECT * FROM icsr_from_e2b('<PORR_IN049016UV><id extension=\"&#x4E2D;\"/><controlActProcess><subject><investigationEvent/></subject></controlActProcess></PORR_IN049016UV>')")" '22P05' 'and a character that it lacks'

# Memory: ten thousand messages in one query, and as many that are refused.
new_db memory
{
	echo 'CREATE EXTENSION pedsafety;'
	echo "\\set x \`cat '$messages/FAERS2022Scenario1.xml'\`
	CREATE TABLE message AS SELECT :'x'::xml AS x, replace(:'x', 'investigationEvent', 'other')::xml AS bad;"
	cat <<'SQL'
CREATE FUNCTION held() RETURNS bigint VOLATILE LANGUAGE sql AS 'SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts';
CREATE FUNCTION resident() RETURNS bigint VOLATILE LANGUAGE sql AS $$SELECT substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\s*(\d+)')::bigint$$;
CREATE FUNCTION refused(n int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE refused int := 0;
BEGIN
	FOR i IN 1 .. n LOOP
		BEGIN
			PERFORM icsr_from_e2b(bad) FROM message;
		EXCEPTION WHEN invalid_xml_document THEN refused := refused + 1;
		END;
	END LOOP;
	RETURN refused;
END $$;
SQL
} | run "$db" > "$scratch/out"
out=$(run "$db" <<'SQL'
SET jit = off;
SELECT count(report_id) FROM message, generate_series(1, 500), icsr_from_e2b(x);
SELECT refused(300);
SELECT held(), resident();
SELECT count(report_id) FROM message, generate_series(1, 10000), icsr_from_e2b(x);
SELECT held(), resident();
SELECT refused(3000);
SELECT held(), resident();
SQL
)
held() { sed -n "$1p" <<< "$out" | cut -d'|' -f"$2"; }
is "$(sed -n '4p;6p' <<< "$out" | tr '\n' ' ')" '10000 3000 ' 'ten thousand messages, three thousand refused'
[ $(($(held 5 2) - $(held 3 2))) -le 4096 ] && [ $(($(held 5 1) - $(held 3 1))) -le 65536 ]
ok $? "memory is flat over the messages: $(($(held 5 1) - $(held 3 1))) bytes, $(($(held 5 2) - $(held 3 2))) kB of the process more" || note "$out"
[ $(($(held 7 2) - $(held 5 2))) -le 4096 ] && [ $(($(held 7 1) - $(held 5 1))) -le 65536 ]
ok $? "and over the refused ones: $(($(held 7 1) - $(held 5 1))) bytes, $(($(held 7 2) - $(held 5 2))) kB" || note "$out"

done_testing
