/* SPDX-License-Identifier: PostgreSQL */
/*
 * quantile.h
 *		Quantiles and tails of the distributions that intervals and growth
 *		references are made of: Boost.Math behind C. No exception comes out; what
 *		has no answer is NaN.
 */
#ifndef PEDS_QUANTILE_H
#define PEDS_QUANTILE_H

#ifdef __cplusplus
extern "C" {
#endif

/* With probability p below (lower) or above (upper). */
extern double peds_normal_upper(double p);
extern double peds_student_upper(double p, double freedom);
extern double peds_gamma_lower(double p, double shape);
extern double peds_gamma_upper(double p, double shape);
extern double peds_beta_lower(double p, double a, double b);
extern double peds_beta_upper(double p, double a, double b);

/* The probability above x. */
extern double peds_normal_tail(double x);
extern double peds_student_tail(double x, double freedom);

#ifdef __cplusplus
}
#endif

#endif							/* PEDS_QUANTILE_H */
