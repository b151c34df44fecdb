#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# The consent guard between sessions: PostgreSQL's isolationtester runs every
# interleaving of the steps of test/isolation/*.spec, in all three isolation
# levels, and of each one it is asked
#
#   - that every dose which stands uncovered at the end was named in a WARNING of
#     a withdrawal that was recorded (what covers is told by plain SQL, which
#     knows nothing of the extension);
#   - that withdrawals are recorded;
#   - that nothing is refused for no reason, and nothing fails but by a refusal,
#     or, outside READ COMMITTED, by a demand to retry.
#
# Besides, each kind of outcome has to come about: a lock that always refuses
# would keep the promise too.
#
# A session that is to be waited for has its COMMIT as a step of its own ("open"
# in the templates), the others commit in the step that does the work: each
# scenario runs with each of its sessions open in turn.  So no session is asked
# for a step while it waits, and every interleaving can be run.

. "$(dirname "$0")/lib/tap.bash"
specs=$(cd "$(dirname "$0")/../isolation" && pwd)
config=${PG_CONFIG:-pg_config}
tester=$("$config" --pkglibdir)/pgxs/src/test/isolation/isolationtester
[ -x "$tester" ] || skip_all 'isolationtester is not installed (it comes with the server headers)'
major=$(q postgres "SELECT current_setting('server_version_num')::int / 10000")
[ "$("$config" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" = "$major" ] ||
	skip_all "the isolationtester there is not that of version $major"
# A step that waits for longer is cancelled, and found out.
export PGISOLATIONTIMEOUT=3

levels=(read_committed repeatable_read serializable)
declare -A database

guard="SELECT consent_guard_add('dose', 'day', 'subject', 'consent', 'CN-2025'"

for level in "${levels[@]}"; do
	new_db "$level"
	database[$level]=$db
	run "$db" <<SQL > "$scratch/out"
CREATE EXTENSION pedsafety;
CREATE TABLE subject (subject_id int PRIMARY KEY, birth date NOT NULL);
CREATE TABLE consent (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject_id int NOT NULL REFERENCES subject,
	signed_on date NOT NULL, signer text NOT NULL, act text NOT NULL, signer_id text NOT NULL, valid daterange);
CREATE TABLE dose (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject_id int NOT NULL REFERENCES subject,
	day date NOT NULL);
CREATE TABLE event (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject_id int NOT NULL REFERENCES subject,
	day date NOT NULL);
CREATE INDEX ON consent (subject_id);
CREATE INDEX ON dose (subject_id);
INSERT INTO subject SELECT i, '2020-01-01' FROM generate_series(1, 4) i;

-- A child below 8 is covered by one guardian whose last word is a consent.
CREATE VIEW outside AS
SELECT d.day FROM dose d JOIN subject s USING (subject_id)
WHERE d.day >= s.birth + interval '8 years' OR NOT EXISTS (
	SELECT FROM consent c WHERE c.subject_id = d.subject_id AND c.act = 'consent' AND c.signed_on <= d.day
		AND NOT EXISTS (SELECT FROM consent l WHERE l.subject_id = c.subject_id AND l.signer_id = c.signer_id
			AND l.signed_on <= d.day AND (l.signed_on > c.signed_on OR l.signed_on = c.signed_on AND l.act = 'withdraw')));

CREATE FUNCTION withdraw_or_retry(subject int) RETURNS text LANGUAGE plpgsql AS \$\$
BEGIN
	BEGIN
		INSERT INTO event (subject_id, day) VALUES (subject, '2022-02-02');
		INSERT INTO consent (subject_id, signed_on, signer, act, signer_id)
			VALUES (subject, '2022-02-01', 'guardian', 'withdraw', 'm');
		RETURN 'recorded';
	EXCEPTION WHEN serialization_failure OR deadlock_detected THEN
		RETURN 'RETRY';
	END;
END\$\$;
CREATE FUNCTION withdraw_by_trigger() RETURNS trigger LANGUAGE plpgsql AS \$\$
BEGIN
	INSERT INTO consent (subject_id, signed_on, signer, act, signer_id)
		VALUES (NEW.subject_id, NEW.day, 'guardian', 'withdraw', 'm');
	RETURN NULL;
END\$\$;
SQL
	ok $? "tables for ${level//_/ }" || { note "$(cat "$scratch/out")"; done_testing; }
done

# The outcomes of a run, added up.  What is wrong with an interleaving is said,
# and it is printed.
cat > "$scratch/judge.awk" <<'AWK'
function begin() {
	text = $0; refused = changed = reported = waited = retried = exception = warnings = final = 0
	problem = named = ""
}
function wrong(what) { problem = problem (problem == "" ? "" : "; ") what }
function end(		i, n, day) {
	if (text == "") return
	total++
	if (!final) wrong("it did not come to its end")
	# a guard that was not set up, since there was a dose, covers nothing
	n = has["guard"] && changed ? 0 : split(outside, day, " ")
	for (i = 1; i <= n; i++)
		if (index(named, day[i]) == 0) wrong("the dose of " day[i] " stands outside consent, and nobody was told")
	if (n > 0 && withdrawals == 0) wrong("a dose stands outside consent without a withdrawal")
	if (has["withdrawal"] && withdrawals == 0 && !retried) wrong("the withdrawal was not recorded")
	if (refused && changed && !retried) wrong("both were refused")
	if (refused && has["withdrawal"] && withdrawals == 0 && !retried) wrong("a dose was refused for no reason")
	if (changed && doses == initially && !retried) wrong("a change was refused for no reason")
	if (retried && level == "read_committed" && !has["timeout"]) wrong("a retry in READ COMMITTED")
	if (has["event"] && events != 1) wrong("the event was not recorded")
	if (has["atomic"] && events != withdrawals) wrong("half of a block that was rolled back is there")
	count["refused"] += refused > 0; count["reported"] += reported > 0; count["waited"] += waited > 0
	count["retry"] += retried > 0; count["changed"] += changed > 0
	count["stood"] += doses > initially && outside == ""
	if (problem != "" && ++bad <= 2) printf "PROBLEM %s\n%s\n", problem, text
	text = ""
	# that will do: steps that wait in vain take their time
	if (bad >= 10) exit
}
BEGIN { n = split(flags, f, " "); for (i = 1; i <= n; i++) has[f[i]] = 1; initially = 1 }
/^OPEN / { end(); text = ""; open = $2; next }
/^starting permutation:/ { end(); begin(); next }
text == "" { if (/ERROR|FATAL|syntax error|Connection/) { print "PROBLEM " $0; bad++ } next }
{ text = text "\n" $0 }
/<waiting \.\.\.>/ { waited = 1 }
/^step v.*<waiting/ { wrong("who records an event waits") }
/^step [de]i.*<waiting/ { if (has["shared"] && open != "w") wrong("a dose waits for a dose") }
/WARNING:  / && !/there is no transaction in progress/ {
	if (/WARNING:  change of table "consent" leaves rows of table "dose" outside/) reported = 1
	else wrong("a warning that was not to come")
}
# of a withdrawal; that of an error is not shown
/^DETAIL:  Subject / { named = named $0 }
/ERROR:  / {
	if (/row of table "dose" is outside the subject's consent/) refused = 1
	else if (/change of table "[a-z]+" would leave rows of table "dose" outside/) changed = 1
	else if (has["guard"] && /has rows outside consent, of 1 subject/) changed = 1
	else if (has["timeout"] && /canceling statement due to lock timeout/) retried = 1
	else if (/could not serialize access|deadlock detected/) retried = 1
	else if (!/current transaction is aborted/ || !(refused || retried)) wrong("an error that was not to come")
}
/^RETRY/ { retried = 1 }
/^FINAL *\|/ {
	n = split($0, column, "|")
	for (i = 1; i <= n; i++) gsub(/^ +| +$/, "", column[i])
	final = 1; doses = column[2]; outside = column[3]; withdrawals = column[4]; events = column[5]
}
/canceling step|timed out/ { wrong("a step did not end") }
END {
	if (bad < 10) end()
	printf "SUM %d %d", bad, total
	n = split("refused changed reported waited retry stood", k, " ")
	for (i = 1; i <= n; i++) printf " %s=%d", k[i], count[k[i]]
	print ""
}
AWK

# spec SCENARIO LEVEL OPEN: the template as a spec, with session OPEN left open.
spec() {
	cat "$specs/common.spec" "$specs/$1.spec" |
		awk -v level="${2//_/ }" -v open="$3" '
			/# open: /   { if ($NF != open) next }
			/# closed: / { if ($NF == open) next }
			{ gsub(/@LEVEL@/, toupper(level)); print }'
}

# look SCENARIO LEVEL FLAGS OPEN ...: what comes of it, judged; into a file.
look() {
	local scenario=$1 level=$2 flags=$3 open
	shift 3
	for open; do
		echo "OPEN $open"
		spec "$scenario" "$level" "$open" > "$scratch/$scenario.$level.spec"
		"$tester" "dbname=${database[$level]}" < "$scratch/$scenario.$level.spec" 2>&1
	done | awk -v flags="$flags" -v level="$level" -f "$scratch/judge.awk" > "$scratch/$scenario.$level"
}

# scenario NAME 'TITLE' 'FLAGS' 'KINDS' OPEN ...: the three levels side by side, one
# assertion each.  KINDS have to occur in each level; but kind~ need not in
# SERIALIZABLE, where snapshots that all begin before the first change leave
# little but retries, and retry_if_older only outside READ COMMITTED.
scenario() {
	local name=$1 title=$2 flags=$3 kinds=$4 level pids=() sum k missing
	shift 4
	for level in "${levels[@]}"; do
		look "$name" "$level" "$flags" "$@" &
		pids+=($!)
	done
	wait "${pids[@]}"
	for level in "${levels[@]}"; do
		sum=$(sed -n 's/^SUM //p' "$scratch/$name.$level")
		read -r bad total counts <<< "$sum"
		missing=
		for k in $kinds; do
			case $k:$level in
				*~:serializable | retry_if_older:read_committed) continue ;;
				retry_if_older:*) k=retry ;;
			esac
			k=${k%\~}
			[[ " $counts " =~ \ $k=[1-9] ]] || missing="$missing $k"
		done
		[ "${bad:-1}" = 0 ] && [ "${total:-0}" -gt 5 ] && [ -z "$missing" ]
		ok $? "$title, ${level//_/ }: $total interleavings;$(sed -E 's/ [a-z]+=0//g; s/=/ /g; s/ ([a-z]+ [0-9]+)/ \1,/g; s/,$//' <<< " $counts")" || {
			[ -z "$missing" ] || note "never came about:$missing"
			note "$(grep -v '^SUM ' "$scratch/$name.$level" | head -n 60)"
		}
	done
}

# every SQL: in all the databases.
every() {
	local level
	for level in "${levels[@]}"; do
		q "${database[$level]}" "$@" > "$scratch/out" || { note "$(cat "$scratch/out")"; return 1; }
	done
}

scenario add_guard 'a dose, and the guard that is set up' 'guard' 'refused changed waited' d g
every "SELECT consent_guard_drop(guarded) FROM consent_guards()"
every "TRUNCATE dose, consent" "$guard)"
ok $? 'the guard is there' || done_testing

# That the messages carry the code: isolationtester does not show it.
q "${database[read_committed]}" "INSERT INTO consent (subject_id, signed_on, signer, act, signer_id)
	VALUES (1, '2022-01-01', 'guardian', 'consent', 'm')" "INSERT INTO dose (subject_id, day) VALUES (1, '2022-06-01')" > "$scratch/out"
contains "$(q "${database[read_committed]}" "INSERT INTO consent (subject_id, signed_on, signer, act, signer_id)
	VALUES (1, '2022-05-01', 'guardian', 'withdraw', 'm')")" '^WARNING: +23514: ' 'a withdrawal reports with 23514'
is "$(sqlstate "${database[read_committed]}" "INSERT INTO dose (subject_id, day) VALUES (1, '2022-06-11')")" 23514 \
	'a dose behind it is refused with 23514'
is "$(sqlstate "${database[read_committed]}" 'UPDATE subject SET birth = birth - 5000 WHERE subject_id = 1')" 00000 \
	'and what is not covered any more does not bind the birth date'

scenario dose_withdraw 'dose and withdrawal' 'withdrawal' 'refused reported waited' d w
scenario dose_delete 'dose and deletion of the only consent' '' 'refused changed waited stood' d x
scenario dose_birth 'dose and birth date' '' 'refused changed waited stood retry_if_older' d x
scenario two_doses_withdraw 'two doses and withdrawal' 'withdrawal shared' 'refused reported~ waited' d e w
scenario dose_withdraw_event 'dose and withdrawal, while an event is recorded' 'withdrawal event' 'refused reported~ waited' d w
scenario dose_two_deletes 'dose and deletions of two consents of which one is enough' '' 'refused~ changed~ waited stood' d x y
scenario move_withdraw 'dose moved to another day, and withdrawal' 'withdrawal' 'refused reported waited' d w
scenario both_delete 'consent and dose in one transaction, and deletion' '' 'changed waited stood' d x
scenario savepoint_withdraw 'dose in a savepoint that is rolled back, and withdrawal' 'withdrawal' 'refused reported waited' d w
scenario lock_timeout 'dose and withdrawal that do not wait for long' 'withdrawal timeout' 'refused reported waited retry' any
scenario exception_birth 'withdrawal in an exception block, and birth date' 'atomic' 'reported waited retry_if_older' w x

# What a statement remembers of consent is forgotten when it is withdrawn
# meanwhile, here by a trigger behind the first of two rows.
for level in "${levels[@]}"; do
	out=$(q "${database[$level]}" "SET default_transaction_isolation = '${level//_/ }'" 'DELETE FROM dose' 'DELETE FROM consent' \
		"INSERT INTO consent (subject_id, signed_on, signer, act, signer_id) VALUES (1, '2022-01-01', 'guardian', 'consent', 'm')" \
		'CREATE TRIGGER z_withdraw AFTER INSERT ON dose FOR EACH ROW WHEN (NEW.day = $$2022-06-03$$) EXECUTE FUNCTION withdraw_by_trigger()' \
		"INSERT INTO dose (subject_id, day) SELECT 1, date '2022-06-01' + i FROM generate_series(0, 3) i")
	q "${database[$level]}" 'DROP TRIGGER z_withdraw ON dose' > "$scratch/out"
	contains "$out" '^ERROR: +23514: row of table "dose" is outside' "withdrawn in the middle of a statement, ${level//_/ }: its later rows are refused"
done

every "SELECT consent_guard_drop('dose')" 'TRUNCATE dose, consent' "$guard, initially_deferred => true)"
ok $? 'the guard is deferred' || done_testing
scenario deferred 'dose and withdrawal, checked at the end' 'withdrawal' 'refused reported waited' d w

done_testing
