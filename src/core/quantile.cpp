/* SPDX-License-Identifier: PostgreSQL */
/*
 * quantile.cpp
 *		The one file of C++: quantiles and tails from Boost.Math (header-only,
 *		Boost Software License).
 *
 * Boost is told to raise nothing, and what it raises all the same, or what the
 * standard library does, ends here.
 */
#include "quantile.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace
{
namespace math = boost::math;
namespace policies = boost::math::policies;

typedef policies::policy <
	policies::domain_error < policies::ignore_error >,
	policies::pole_error < policies::ignore_error >,
	policies::overflow_error < policies::ignore_error >,
	policies::underflow_error < policies::ignore_error >,
	policies::denorm_error < policies::ignore_error >,
	policies::rounding_error < policies::ignore_error >,
	policies::evaluation_error < policies::ignore_error >,
	policies::indeterminate_result_error < policies::ignore_error >
> silent;

typedef math::normal_distribution < double, silent > normal;
typedef math::gamma_distribution < double, silent > gamma_of;
typedef math::beta_distribution < double, silent > beta_of;
typedef math::students_t_distribution < double, silent > student;

template < typename F > double
guarded(F f)
{
	try
	{
		return f();
	}
	catch (...)
	{
		return std::numeric_limits < double >::quiet_NaN();
	}
}
}

extern "C" double
peds_normal_upper(double p)
{
	return guarded([=] { return math::quantile(math::complement(normal(0, 1), p)); });
}

extern "C" double
peds_student_upper(double p, double freedom)
{
	return guarded([=] { return math::quantile(math::complement(student(freedom), p)); });
}

extern "C" double
peds_normal_tail(double x)
{
	return guarded([=] { return math::cdf(math::complement(normal(0, 1), x)); });
}

extern "C" double
peds_student_tail(double x, double freedom)
{
	return guarded([=] { return math::cdf(math::complement(student(freedom), x)); });
}

/*
 * From this shape on by the expansion of Cornish and Fisher to the order of
 * shape^-3/2, which then has all digits of a double; Boost's iteration, at
 * 1e15, has eight.
 */
static const double LARGE_SHAPE = 1e5;

static double
large_gamma(double z, double a)
{
	double		root = std::sqrt(a);
	double		z2 = z * z;

	return a + z * root + (z2 - 1) / 3 + z * (z2 - 7) / (36 * root) -
		((3 * z2 + 7) * z2 - 16) / (810 * a) +
		z * ((9 * z2 + 256) * z2 - 433) / (38880 * a * root);
}

extern "C" double
peds_gamma_lower(double p, double shape)
{
	if (shape >= LARGE_SHAPE)
		return large_gamma(-peds_normal_upper(p), shape);
	return guarded([=] { return math::quantile(gamma_of(shape, 1), p); });
}

extern "C" double
peds_gamma_upper(double p, double shape)
{
	if (shape >= LARGE_SHAPE)
		return large_gamma(peds_normal_upper(p), shape);
	return guarded([=] { return math::quantile(math::complement(gamma_of(shape, 1), p)); });
}

extern "C" double
peds_beta_lower(double p, double a, double b)
{
	return guarded([=] { return math::quantile(beta_of(a, b), p); });
}

extern "C" double
peds_beta_upper(double p, double a, double b)
{
	return guarded([=] { return math::quantile(math::complement(beta_of(a, b), p)); });
}
