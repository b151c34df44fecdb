# SPDX-License-Identifier: PostgreSQL
#
# growth_tables.inc, the numbers of the growth references as C, made from their
# CSV files at build time. Included by each makefile that compiles the core.

ifndef GROWTH_TABLES
GROWTH_TABLES := src/core/growth_tables.inc
GROWTH_DATA   := $(sort $(wildcard data/growth_reference/*.csv))

$(GROWTH_TABLES): src/core/growth_tables.awk $(GROWTH_DATA)
	LC_ALL=C awk -f src/core/growth_tables.awk $(GROWTH_DATA) > $@.new || { rm -f $@.new; exit 1; }
	mv $@.new $@
endif
