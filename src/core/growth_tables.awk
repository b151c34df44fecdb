# SPDX-License-Identifier: PostgreSQL
#
# Makes growth_tables.inc from data/growth_reference/*.csv: an array for each
# measure, by sex (male, female) and by place. The numbers go through as they
# are written. Any awk does.
#
# What is missing, stands twice, is out of order or no number ends with status 1.

BEGIN {
	FS = ","
	# table, file, column of sex, male, female, column of the key, first key,
	# step ("cdc": 24, 24.5, 25.5 ... 239.5, 240; "gaps": by 1, and a row that is
	# missing or empty becomes zeros), rows, columns of the parameters
	table("who_weight_by_day who_wt_for_age.csv 1 M F 2 0 1 1857 3 4 5")
	table("who_length_by_day who_lgth_ht_for_age.csv 1 M F 2 0 1 1857 3 4 5")
	table("who_bmi_by_day who_bmi_for_age.csv 1 M F 2 0 1 1857 3 4 5")
	table("who_head_by_day who_hc_for_age.csv 1 M F 2 0 1 1857 3 4 5")
	table("who_weight_by_month who2007_wfawho2007.csv 1 1 2 2 61 1 61 3 4 5")
	table("who_height_by_month who2007_hfawho2007.csv 1 1 2 2 61 1 169 3 4 5")
	table("who_bmi_by_month who2007_bfawho2007.csv 1 1 2 2 61 1 169 3 4 5")
	table("who_weight_by_length who_wt_for_lgth.csv 1 M F 2 45 0.1 651 3 4 5")
	table("who_weight_by_height who_wt_for_ht.csv 1 M F 2 65 0.1 551 3 4 5")
	table("cdc_weight cdc_wtage.csv 1 1 2 2 24 cdc 218 3 4 5")
	table("cdc_height cdc_htage.csv 1 1 2 2 24 cdc 218 3 4 5")
	table("cdc_bmi cdc_bmiage.csv 1 1 2 2 24 cdc 218 3 4 5")
	table("fenton_weight fenton2013_lms_by_day.csv 2 0 1 1 157 gaps 194 3 4 5")
	table("fenton_length fenton2013_lms_by_day.csv 2 0 1 1 157 gaps 194 6 7 8")
	table("fenton_head fenton2013_lms_by_day.csv 2 0 1 1 157 gaps 194 9 10 11")
	table("intergrowth_weight intergrowth21_newborn_BW.csv 6 Male Female 7 231 1 70 2 3 4 5")
	table("intergrowth_length intergrowth21_newborn_BL.csv 6 Male Female 7 231 1 70 2 3 4 5")
	table("intergrowth_head intergrowth21_newborn_HC.csv 6 Male Female 7 231 1 70 2 3 4 5")
}

function table(line,    part, n, i) {
	n = split(line, part, " ")
	tables++
	name[tables] = part[1]
	file[tables] = part[2]
	sex_column[tables] = part[3]
	male[tables] = part[4]
	female[tables] = part[5]
	key_column[tables] = part[6]
	first[tables] = part[7]
	step[tables] = part[8]
	rows[tables] = part[9]
	columns[tables] = n - 9
	for (i = 10; i <= n; i++)
		column[tables, i - 9] = part[i]
}

function fail(what) {
	print "growth_tables.awk: " what > "/dev/stderr"
	failed = 1
	exit 1
}

# The key of row i (from 0).
function key(t, i) {
	if (step[t] == "gaps")
		return first[t] + i
	if (step[t] != "cdc")
		return first[t] + i * step[t]
	return i == 0 ? 24 : i <= 216 ? 23.5 + i : 240
}

# Row i of a table, as a C initializer.
function row(t,    c, value, text) {
	if (step[t] == "gaps" && $(column[t, 1]) == "")
		return "\t\t{0, 0, 0},\n"
	for (c = 1; c <= columns[t]; c++) {
		value = $(column[t, c])
		if (value !~ /^-?[0-9]+([.][0-9]+)?(e-?[0-9]+)?$/)
			fail(FILENAME ":" FNR ": no number: \"" value "\"")
		text = text (c > 1 ? ", " : "") value
	}
	return "\t\t{" text "},\n"
}

FNR == 1 {
	base = FILENAME
	sub(/.*\//, "", base)
	next
}

{
	gsub(/["\r]/, "")
	for (t = 1; t <= tables; t++) {
		if (file[t] != base)
			continue
		sex = $(sex_column[t])
		if (sex != male[t] && sex != female[t])
			fail(FILENAME ":" FNR ": no sex: \"" sex "\"")
		s = sex == male[t] ? 1 : 2
		place = $(key_column[t])
		# half a month behind 20 years
		if (step[t] == "cdc" && place > 240)
			continue
		while (step[t] == "gaps" && have[t, s] < rows[t] && key(t, have[t, s] + 0) < place) {
			text[t, s] = text[t, s] "\t\t{0, 0, 0},\n"
			have[t, s]++
		}
		if (have[t, s] == rows[t] || place - key(t, have[t, s] + 0) > 1e-6 ||
			place - key(t, have[t, s] + 0) < -1e-6)
			fail(FILENAME ":" FNR ": unexpected row " place " of " name[t])
		text[t, s] = text[t, s] row(t)
		have[t, s]++
	}
}

END {
	if (failed)
		exit 1
	print "/* Made by growth_tables.awk from data/growth_reference; see LICENSE-data. */"
	for (t = 1; t <= tables; t++) {
		if (have[t, 1] != rows[t] || have[t, 2] != rows[t])
			fail(file[t] ": " have[t, 1] + 0 " and " have[t, 2] + 0 " rows of " name[t] ", not " rows[t])
		printf "\nstatic const %s %s[2][%d] = {\n\t{\n%s\t},\n\t{\n%s\t}\n};\n",
			columns[t] == 3 ? "peds_lms" : "peds_skew_t", name[t], rows[t], text[t, 1], text[t, 2]
	}
}
