# SPDX-License-Identifier: PostgreSQL
#
# The tables that bench/run prints. Reads the keys of the statements that stayed in
# one process although two workers were allowed, then
# "pass|mode|key|label|ms|ms of processor time".
# A time is the median of the passes; a ratio is the median of the ratios within a
# pass, so that a slower pass (a busy machine) slows both sides.

FILENAME ~ /serial$/ { serial[$1] = 1; next }

{
	pass = $1; mode = $2; key = $3
	if (!(key in label)) { label[key] = $4; keys[++nkeys] = key }
	seen[mode, key] = 1
	time["wall", mode, key, pass] = $5 + 0
	time["cpu", mode, key, pass] = $6 + 0
	if (pass > passes) passes = pass
}

# Sorts list[1..n]; its median.
function middle(n,    i, j, x)
{
	for (i = 2; i <= n; i++) {
		x = list[i]
		for (j = i - 1; j >= 1 && list[j] > x; j--) list[j + 1] = list[j]
		list[j + 1] = x
	}
	return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

function median(kind, mode, key,    p, n)
{
	for (p = 1; p <= passes; p++)
		if ((kind, mode, key, p) in time) list[++n] = time[kind, mode, key, p]
	listed = n
	return middle(n)
}

# Slowest to fastest pass.
function spread(mode, key) { median("wall", mode, key); return list[1] > 0 ? list[listed] / list[1] : 0 }

# The median over passes of time(a) / time(b); 0 if a pass has not both.
function ratio(kind, mode_a, a, mode_b, b,    p, n)
{
	for (p = 1; p <= passes; p++)
		if ((kind, mode_a, a, p) in time && (kind, mode_b, b, p) in time && time[kind, mode_b, b, p] > 0)
			list[++n] = time[kind, mode_a, a, p] / time[kind, mode_b, b, p]
	return n ? middle(n) : 0
}

function table(prefix, title, floor,    i, key, line)
{
	printf "%-52s %7s %7s %6s %7s %7s %7s\n", title, "one", "cpu", "spread", "x floor", "two", "faster"
	for (i = 1; i <= nkeys; i++) {
		key = keys[i]
		if (key !~ "^" prefix || !(("one", key) in seen)) continue
		line = sprintf("%-52s %7.0f %7.0f %6.2f %7.2f", substr(label[key], 1, 52), median("wall", "one", key),
			median("cpu", "one", key), spread("one", key), ratio("cpu", "one", key, "one", floor))
		if (("two", key) in seen)
			line = line sprintf(" %7.0f %7s", median("wall", "two", key),
				key in serial ? "-" : sprintf("%.2f", ratio("wall", "one", key, "two", key)))
		print line
	}
	print ""
}

# A target: what is reached must be at most (or, with least, at least) the bound.
function verdict(reached, least, bound)
{
	if (!reached) return "-"
	return sprintf("%.2f %s", reached, (least ? reached >= bound : reached <= bound) ? "reached" : "MISSED ")
}

function target(text, mode_a, a, mode_b, b, least, bound)
{
	printf "%-55s %s %-4s %14s %14s\n", text, least ? ">=" : "<=", bound,
		verdict(ratio("wall", mode_a, a, mode_b, b), least, bound),
		mode_a == mode_b ? verdict(ratio("cpu", mode_a, a, mode_b, b), least, bound) : ""
}

function aside(text, a, b)
{
	if (("one", a) in seen && ("one", b) in seen)
		printf "%-62s %6.2f         %6.2f\n", text, ratio("wall", "one", a, "one", b), ratio("cpu", "one", a, "one", b)
}

END {
	print "Milliseconds (medians). one: one process; cpu: its processor time; spread: slowest / fastest"
	print "pass; x floor: processor time / that of the floor, sum(past - start), start - birth or range_agg;"
	print "two: two workers; faster: one / two (\"-\": the planner used no workers)."
	print ""
	table("f_", "Built in", "f_sum")
	if (extension == "on") table("p_", "person_time", "f_sum")
	table("s_", "Plain SQL", "f_sum")
	table("g_", "One function a row", "g_minus")
	table("w_", "The whole way from overlapping rows", "w_union_sorted")
	table("d_", "DuckDB (two: threads)", "f_sum")
	table("r_", "R", "f_sum")

	if (("jit", "f_sum") in seen) {
		printf "%-52s %7s %7s %14s\n", "With jit on, one process", "one", "cpu", "x floor"
		for (i = 1; i <= nkeys; i++)
			if (("jit", keys[i]) in seen && keys[i] ~ /^(f|p|s)_/)
				printf "%-52s %7.0f %7.0f %14.2f\n", substr(label[keys[i]], 1, 52), median("wall", "jit", keys[i]),
					median("cpu", "jit", keys[i]), ratio("cpu", "jit", keys[i], "jit", "f_sum")
		print ""
	}
	if (extension != "on") exit

	printf "%-62s %14s %14s\n", "Targets (one process unless it says otherwise)", "time", "processor"
	target("sum(person_time) / sum(past - start)", "one", "p_sum", "one", "f_sum", 0, 2)
	target("five sums of overlaps / sum(person_time)", "one", "s_five", "one", "p_sum", 1, 2.5)
	target("DuckDB, five sums of overlaps / sum(person_time)", "one", "d_five", "one", "p_sum", 1, 1)
	target("by arm: sum(person_time) / sum(past - start)", "one", "p_arm", "one", "f_arm", 0, 1.6)
	target("sum(person_time): one process / two workers", "one", "p_sum", "two", "p_sum", 1, 1.7)
	target("age_band(birth, start) / (start - birth)", "one", "g_band", "one", "g_minus", 0, 3)
	print "The same targets against the fastest statements that we found"
	target("plain SQL, exact, days and subjects / sum(person_time)", "one", "s_heads", "one", "p_sum", 1, 2.5)
	target("plain SQL, exact, days only / sum(person_time)", "one", "s_below_exact", "one", "p_sum", 1, 2.5)
	target("plain SQL, bounds in days, days only / sum(person_time)", "one", "s_below", "one", "p_sum", 1, 2.5)
	target("DuckDB, exact, days only / sum(person_time)", "one", "d_below_exact", "one", "p_sum", 1, 1)
	target("DuckDB, bounds in days, days only / sum(person_time)", "one", "d_below", "one", "p_sum", 1, 1)
	print "For information"
	aside("five sums of overlaps, exact / sum(person_time)", "s_five_exact", "p_sum")
	aside("fastest plain SQL, exact, by arm / sum(person_time) by arm", "s_below_exact_arm", "p_arm")
	aside("survival::pyears / sum(person_time)", "r_pyears", "p_sum")
	aside("by subject: sum(person_time) / sum(past - start)", "p_subject", "f_subject")
	aside("by subject: fastest plain SQL, exact / sum(person_time)", "s_below_exact_subject", "p_subject")
	aside("gaps and islands, exact / range_agg, person_time, sum (sorted)", "w_islands_exact", "w_person_time_sorted")
	aside("clipped, exact / range_agg, person_time, sum (sorted)", "w_clipped_exact", "w_person_time_sorted")
}
