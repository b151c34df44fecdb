# SPDX-License-Identifier: PostgreSQL
#
# The examples of a document. An example is a ```sql block; a ```text block
# that follows it, with nothing but blank lines between, is what psql prints
# for it; without one it prints nothing.
#
#   awk -v dir=DIR -f doc_examples.awk FILE
#
# writes DIR/script.sql (all of them for one psql session, "@@n@@" printed
# before the n-th), DIR/expected.n, and DIR/titles ("n TAB line TAB first line").
#
#   awk -v dir=DIR -v write=1 -f doc_examples.awk FILE
#
# prints FILE with DIR/actual.n in the ```text blocks instead.

# The actual output of example n as a block, unless there is none.
function put_actual(n,    file, line, some) {
	file = dir "/actual." n
	some = 0
	while ((getline line < file) > 0) {
		if (!some++)
			print "\n```text"
		print line
	}
	close(file)
	if (some)
		print "```"
}

BEGIN {
	n = 0
	if (!write) {
		script = dir "/script.sql"
		titles = dir "/titles"
		printf "" > titles
		print "\\pset footer off\n\\pset null NULL\n\\set VERBOSITY verbose" > script
	}
}

# Inside a block.
block != "" {
	if (/^```[ \t]*$/) {
		if (block == "sql") {
			after = 1
			if (!write)
				print "\\r" >> script
		}
		if (write && block != "expected")
			print
		if (write && block == "sql")
			put_actual(n)
		block = ""
		next
	}
	if (block == "sql" && !write) {
		if (!titled++)
			print n "\t" start "\t" $0 >> titles
		print >> script
	}
	if (block == "expected" && !write)
		print >> (dir "/expected." n)
	if (write && block != "expected")
		print
	next
}

/^```sql[ \t]*$/ {
	n++
	block = "sql"
	start = NR
	titled = 0
	if (!write) {
		print "\\echo @@" n "@@" >> script
		printf "" > (dir "/expected." n)
	} else {
		printf "%s", held
	}
	held = ""
	after = 0
	if (write)
		print
	next
}

# The output of the example before it.
/^```text[ \t]*$/ && after {
	block = "expected"
	after = 0
	held = ""
	next
}

/^```/ {
	block = "other"
	after = 0
	if (write) {
		printf "%s", held
		print
	}
	held = ""
	next
}

# Blank lines behind an example are held back: they may belong to its output.
after && /^[ \t]*$/ {
	held = held "\n"
	next
}

{
	after = 0
	if (write) {
		printf "%s", held
		print
	}
	held = ""
}

END {
	if (write)
		printf "%s", held
	if (block != "") {
		print FILENAME ": a block is not closed" > "/dev/stderr"
		exit 1
	}
	if (!write)
		print n
}
