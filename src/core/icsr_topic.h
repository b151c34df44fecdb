/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_topic.h
 *		What has no element of its own in E2B(R3), looked for in the words of a
 *		case: medical history (D.7.1.r.5, D.7.2), tests (F.r.2.1, F.r.3.4, F.r.6),
 *		narrative (H.1) and summaries (H.5.r).
 */
#ifndef PEDS_ICSR_TOPIC_H
#define PEDS_ICSR_TOPIC_H

#include "icsr.h"

typedef enum peds_icsr_topic
{
	PEDS_TOPIC_GESTATION,
	PEDS_TOPIC_PREMATURITY,
	PEDS_TOPIC_PUBERTY,
	PEDS_TOPIC_MILESTONES,
	PEDS_TOPIC_PARENTAL_EXPOSURE,
	PEDS_TOPIC_COUNT
} peds_icsr_topic;

/* A bit for each topic that a term of icsr_topic.c stands for; negation is not looked at. */
extern unsigned peds_icsr_topics(const peds_icsr *icsr);

/* The i-th term of a topic, UTF-8; NULL after the last. */
extern const char *peds_icsr_topic_term(peds_icsr_topic topic, int i);

#endif							/* PEDS_ICSR_TOPIC_H */
