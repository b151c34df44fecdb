# SPDX-License-Identifier: PostgreSQL
#
# R's side of the benchmark: survival::pyears over the age at the start, the days and
# the arm of each row (a CSV file of three integers), bounds in days, one thread.
#
#   Rscript pyears.R ROWS.csv NUMBER_OF_ROWS
#
# Prints the version, then the days by arm and band for the comparison, then "ready";
# then, for each line read, one pass: "key|label|ms|ms of processor time" for each
# call, and "done".

library(survival)
arguments <- commandArgs(trailingOnly = TRUE)
rows <- scan(arguments[1], what = list(age = 0L, days = 0L, arm = 0L), sep = ",",
             nmax = as.integer(arguments[2]), quiet = TRUE)
age <- as.double(rows$age)
days <- as.double(rows$days)
arm <- factor(rows$arm)
rm(rows)
bounds <- c(0, 28, 731, 4383, 6575, 1e6)

ungrouped <- function() pyears(days ~ tcut(age, bounds), scale = 1)
by_arm <- function() pyears(days ~ tcut(age, bounds) + arm, scale = 1)

cat("survival ", format(packageVersion("survival")), " on R ", format(getRversion()), "\n", sep = "")
found <- by_arm()
stopifnot(found$offtable == 0)
for (a in levels(arm))
	cat(paste(c(a, sprintf("%.0f", found$pyears[, a])), collapse = "|"), "\n", sep = "")
cat("ready\n")

timed <- function(key, label, call) {
	spent <- 1000 * system.time(call())
	cat(sprintf("%s|%s|%.0f|%.0f\n", key, label, spent[["elapsed"]],
	            spent[["user.self"]] + spent[["sys.self"]]))
}
input <- file("stdin", "r")
while (length(readLines(input, 1)) == 1) {
	timed("r_pyears", "survival::pyears, bounds in days", ungrouped)
	timed("r_pyears_arm", "survival::pyears, bounds in days, by arm", by_arm)
	cat("done\n")
}
