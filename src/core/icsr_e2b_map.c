/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_map.c
 *		Where an E2B(R3) message has each element of the ICH guide (sections N, C
 *		to H) and the regional ones of the FDA.
 *
 * Source: the comments in FDA's FAERS 2022 scenario instances, in which each
 * node is named (test/data/e2b_r3_fda); where they differ from the ids of the
 * ICH implementation guide the guide's are taken: the text of G.k.11 and the
 * lot of G.k.4.r.7 are under the name of their neighbours there. Compared with
 * stylesheets that convert between E2B(R2) and E2B(R3). China's regional
 * elements are placed as a public writer of messages places them [secondary];
 * the NMPA's own guide was not seen, so whatever form of value stands there is
 * taken.
 */
#include "icsr_e2b.h"

#define ICH		"2.16.840.1.113883.3.989.2.1."
#define REGION	"2.16.840.1.113883.3.989.5."	/* what a region adds */
#define FDA		REGION "1.2."

#define VALUE(id, path)			{id, path, PEDS_E2B_VALUE, NULL}
#define LINES(id, path)			{id, path, PEDS_E2B_LINES, NULL}
#define LIST(id, path)			{id, path, PEDS_E2B_LIST, NULL}
#define GROUP(id, path, rows)	{id, path, PEDS_E2B_GROUP, rows}
#define END						{NULL, NULL, PEDS_E2B_VALUE, NULL}

/* A coded term: the version of the dictionary and the code. */
#define TERM(version_id, code_id, path) \
	VALUE(version_id, path "@codeSystemVersion!"), \
	VALUE(code_id, path "@code")

/* An element of China's: an observation with a code of its own. */
#define CHINA(id, path) \
	VALUE(id, path "/value@code|" path "/value@value|" path "/value@text")

/* A quantity: number and unit. */
#define QUANTITY(number_id, unit_id, path) \
	VALUE(number_id, path "@value"), \
	VALUE(unit_id, path "@unit!")

/* --------------------------------------------------------------- N: header */

const peds_icsr_row peds_icsr_batch_rows[] = {
	VALUE("N.1.1", "name@code"),
	VALUE("N.1.2", "id@extension"),
	VALUE("N.1.3", "sender/device/id@extension"),
	VALUE("N.1.4", "receiver/device/id@extension"),
	VALUE("N.1.5", "creationTime@value"),
	END
};

const peds_icsr_row peds_icsr_message_rows[] = {
	VALUE("N.2.r.1", "id@extension"),
	VALUE("N.2.r.2", "sender/device/id@extension"),
	VALUE("N.2.r.3", "receiver/device/id@extension"),
	VALUE("N.2.r.4", "creationTime@value"),
	VALUE("C.1.2", "controlActProcess/effectiveTime@value"),
	END
};

/* -------------------------------------------------------------- C: report */

static const peds_icsr_row c161r[] = {
	VALUE("C.1.6.1.r.1", "title@text"),
	VALUE("C.1.6.1.r.2", "text@text!"),
	END
};

static const peds_icsr_row c191r[] = {
	VALUE("C.1.9.1.r.1", "@assigningAuthorityName"),
	VALUE("C.1.9.1.r.2", "@extension"),
	END
};

#define REPORTER	"relatedInvestigation/subjectOf2/controlActEvent/author/assignedEntity/"
static const peds_icsr_row c2r[] = {
	VALUE("C.2.r.1.1", REPORTER "assignedPerson/name/prefix@text"),
	VALUE("C.2.r.1.2", REPORTER "assignedPerson/name/given[#1]@text"),
	VALUE("C.2.r.1.3", REPORTER "assignedPerson/name/given[#2]@text"),
	VALUE("C.2.r.1.4", REPORTER "assignedPerson/name/family@text"),
	VALUE("C.2.r.2.1", REPORTER "representedOrganization/assignedEntity/representedOrganization/name@text"),
	VALUE("C.2.r.2.2", REPORTER "representedOrganization/name@text"),
	LINES("C.2.r.2.3", REPORTER "addr/streetAddressLine@text"),
	VALUE("C.2.r.2.4", REPORTER "addr/city@text"),
	VALUE("C.2.r.2.5", REPORTER "addr/state@text"),
	VALUE("C.2.r.2.6", REPORTER "addr/postalCode@text"),
	VALUE("C.2.r.2.7", REPORTER "telecom[@value^=tel:]@value|" REPORTER "telecom[@nullFlavor?]@value"),
	VALUE("C.2.r.3", REPORTER "assignedPerson/asLocatedEntity/location/code@code"),
	VALUE("C.2.r.4", REPORTER "assignedPerson/asQualifiedEntity/code[@codeSystem!^=" REGION "]@code"),
	VALUE("C.2.r.5", "priorityNumber@value"),
	VALUE("FDA.C.2.r.2.8", REPORTER "telecom[@value^=mailto:]@value"),
	END
};

static const peds_icsr_row c4r[] = {
	VALUE("C.4.r.1", "bibliographicDesignationText@text"),
	VALUE("C.4.r.2", "text@text!"),
	END
};

static const peds_icsr_row c51r[] = {
	VALUE("C.5.1.r.1", "id@extension"),
	VALUE("C.5.1.r.2", "author/territorialAuthority/governingPlace/code@code"),
	END
};

/* ------------------------------------------------------------- D: patient */

static const peds_icsr_row fda_d11r[] = {
	VALUE("FDA.D.11.r.1", "value@code"),
	END
};

static const peds_icsr_row d71r[] = {
	TERM("D.7.1.r.1a", "D.7.1.r.1b", "code"),
	VALUE("D.7.1.r.2", "effectiveTime/low@value"),
	VALUE("D.7.1.r.3", "inboundRelationship/observation[=13]/value@value"),
	VALUE("D.7.1.r.4", "effectiveTime/high@value"),
	VALUE("D.7.1.r.5", "outboundRelationship2/observation[=10]/value@text"),
	VALUE("D.7.1.r.6", "outboundRelationship2/observation[=38]/value@value"),
	END
};

/* An identifier of a product is an MPID unless its code system says PhPID, or is a region's. */
#define PRODUCT		"consumable/instanceOfKind/kindOfProduct/"
#define PAST_DRUG(d) \
	VALUE(d ".1", PRODUCT "name@text"), \
	TERM(d ".2a", d ".2b", PRODUCT "code[@codeSystem!~PhPID][@codeSystem!^=" REGION "]"), \
	TERM(d ".3a", d ".3b", PRODUCT "code[@codeSystem~PhPID]"), \
	VALUE(d ".4", "effectiveTime/low@value"), \
	VALUE(d ".5", "effectiveTime/high@value"), \
	TERM(d ".6a", d ".6b", "outboundRelationship2/observation[=19]/value"), \
	TERM(d ".7a", d ".7b", "outboundRelationship2/observation[=29]/value")

static const peds_icsr_row d8r[] = {
	PAST_DRUG("D.8.r"),
	END
};

static const peds_icsr_row d92r[] = {
	TERM("D.9.2.r.1a", "D.9.2.r.1b", "value"),
	VALUE("D.9.2.r.2", "value/originalText@text!"),
	END
};

static const peds_icsr_row d94r[] = {
	TERM("D.9.4.r.1a", "D.9.4.r.1b", "value"),
	VALUE("D.9.4.r.2", "value/originalText@text!"),
	END
};

static const peds_icsr_row d1071r[] = {
	TERM("D.10.7.1.r.1a", "D.10.7.1.r.1b", "code"),
	VALUE("D.10.7.1.r.2", "effectiveTime/low@value"),
	VALUE("D.10.7.1.r.3", "inboundRelationship/observation[=13]/value@value"),
	VALUE("D.10.7.1.r.4", "effectiveTime/high@value"),
	VALUE("D.10.7.1.r.5", "outboundRelationship2/observation[=10]/value@text"),
	END
};

static const peds_icsr_row d108r[] = {
	PAST_DRUG("D.10.8.r"),
	END
};

/* ----------------------------------------------------------- E: reactions */

static const peds_icsr_row ei[] = {
	VALUE("E.i.id", "id@extension!|id@root!"),
	VALUE("E.i.1.1a", "value/originalText@text!"),
	VALUE("E.i.1.1b", "value/originalText@language!"),
	VALUE("E.i.1.2", "outboundRelationship2/observation[=30]/value@text"),
	TERM("E.i.2.1a", "E.i.2.1b", "value"),
	VALUE("E.i.3.1", "outboundRelationship2/observation[=37]/value@code"),
	VALUE("E.i.3.2a", "outboundRelationship2/observation[=34]/value@value"),
	VALUE("E.i.3.2b", "outboundRelationship2/observation[=21]/value@value"),
	VALUE("E.i.3.2c", "outboundRelationship2/observation[=33]/value@value"),
	VALUE("E.i.3.2d", "outboundRelationship2/observation[=35]/value@value"),
	VALUE("E.i.3.2e", "outboundRelationship2/observation[=12]/value@value"),
	VALUE("E.i.3.2f", "outboundRelationship2/observation[=26]/value@value"),
	VALUE("FDA.E.i.3.2h", "outboundRelationship2/observation[=7@" FDA "2.1.3]/value@value"),
	VALUE("E.i.4", "effectiveTime/low@value|effectiveTime/comp/low@value"),
	VALUE("E.i.5", "effectiveTime/high@value|effectiveTime/comp/high@value"),
	VALUE("E.i.6a", "effectiveTime/width@value!|effectiveTime/comp/width@value!"),
	VALUE("E.i.6b", "effectiveTime/width@unit!|effectiveTime/comp/width@unit!"),
	VALUE("E.i.7", "outboundRelationship2/observation[=27]/value@code"),
	VALUE("E.i.8", "outboundRelationship2/observation[=24]/value@value"),
	VALUE("E.i.9", "location/locatedEntity/locatedPlace/code@code"),
	END
};

/* --------------------------------------------------------------- F: tests */

static const peds_icsr_row fr[] = {
	VALUE("F.r.1", "effectiveTime@value|effectiveTime/low@value"),
	VALUE("F.r.2.1", "code/originalText@text!"),
	TERM("F.r.2.2a", "F.r.2.2b", "code"),
	VALUE("F.r.3.1", "interpretationCode@code"),
	{"F.r.3.2", "value", PEDS_E2B_RESULT, NULL},
	VALUE("F.r.3.3", "value@unit!|value/center@unit!|value/low@unit!|value/high@unit!"),
	VALUE("F.r.3.4", "value@text!"),
	VALUE("F.r.4", "referenceRange/observationRange[interpretationCode@code=L]/value@value|"
		  "referenceRange/observationRange[interpretationCode@code=L]/value@text!"),
	VALUE("F.r.5", "referenceRange/observationRange[interpretationCode@code=H]/value@value|"
		  "referenceRange/observationRange[interpretationCode@code=H]/value@text!"),
	VALUE("F.r.6", "outboundRelationship2/observation[=10]/value@text"),
	VALUE("F.r.7", "outboundRelationship2/observation[=25]/value@value"),
	END
};

/* --------------------------------------------------------------- G: drugs */

static const peds_icsr_row gk23r[] = {
	VALUE("G.k.2.3.r.1", "ingredientSubstance/name@text"),
	TERM("G.k.2.3.r.2a", "G.k.2.3.r.2b", "ingredientSubstance/code[@codeSystem!^=" REGION "]"),
	QUANTITY("G.k.2.3.r.3a", "G.k.2.3.r.3b", "quantity/numerator"),
	END
};

static const peds_icsr_row gk4r[] = {
	QUANTITY("G.k.4.r.1a", "G.k.4.r.1b", "doseQuantity"),
	VALUE("G.k.4.r.2", "effectiveTime/comp/period@value!|effectiveTime/period@value!"),
	VALUE("G.k.4.r.3", "effectiveTime/comp/period@unit!|effectiveTime/period@unit!"),
	VALUE("G.k.4.r.4", "effectiveTime/comp/low@value|effectiveTime/low@value"),
	VALUE("G.k.4.r.5", "effectiveTime/comp/high@value|effectiveTime/high@value"),
	VALUE("G.k.4.r.6a", "effectiveTime/comp/width@value!|effectiveTime/width@value!"),
	VALUE("G.k.4.r.6b", "effectiveTime/comp/width@unit!|effectiveTime/width@unit!"),
	VALUE("G.k.4.r.7", "consumable/instanceOfKind/productInstanceInstance/lotNumberText@text"),
	VALUE("G.k.4.r.8", "text@text"),
	VALUE("G.k.4.r.9.1", PRODUCT "formCode/originalText@text"),
	TERM("G.k.4.r.9.2a", "G.k.4.r.9.2b", PRODUCT "formCode"),
	VALUE("G.k.4.r.10.1", "routeCode/originalText@text"),
	TERM("G.k.4.r.10.2a", "G.k.4.r.10.2b", "routeCode"),
	VALUE("G.k.4.r.11.1", "inboundRelationship/observation[=28]/value/originalText@text"),
	TERM("G.k.4.r.11.2a", "G.k.4.r.11.2b", "inboundRelationship/observation[=28]/value"),
	CHINA("G.k.4.r.CN.1", "inboundRelationship/observation[=CN-8]"),
	END
};

static const peds_icsr_row gk7r[] = {
	VALUE("G.k.7.r.1", "value/originalText@text"),
	TERM("G.k.7.r.2a", "G.k.7.r.2b", "value"),
	END
};

const peds_icsr_row peds_icsr_assessment_rows[] = {
	VALUE("G.k.9.i.2.r.1", "author/assignedEntity/code/originalText@text"),
	VALUE("G.k.9.i.2.r.2", "methodCode/originalText@text"),
	VALUE("G.k.9.i.2.r.3", "value@text|value@code"),
	END
};

#define DEVICE	"asManufacturedProduct/subjectOf/characteristic"
#define MAKER	"asManufacturedProduct/manufacturerOrganization/"
static const peds_icsr_row fda_gk12r[] = {
	VALUE("FDA.G.k.12.r.1", DEVICE "[=C54026@*]/value@value"),
	LIST("FDA.G.k.12.r.2.r", DEVICE "[=C54592@*]/value@code"),
	LIST("FDA.G.k.12.r.3.r", DEVICE "[=C54451@*]/value@code"),
	VALUE("FDA.G.k.12.r.4", "name[#1]@text"),
	VALUE("FDA.G.k.12.r.5", "name[#2]@text"),
	VALUE("FDA.G.k.12.r.6", "code@code"),
	VALUE("FDA.G.k.12.r.7.1a", MAKER "name@text"),
	LINES("FDA.G.k.12.r.7.1b", MAKER "addr/streetAddressLine@text"),
	VALUE("FDA.G.k.12.r.7.1c", MAKER "addr/city@text"),
	VALUE("FDA.G.k.12.r.7.1d", MAKER "addr/state@text"),
	VALUE("FDA.G.k.12.r.7.1e", MAKER "addr/country@text"),
	VALUE("FDA.G.k.12.r.8", DEVICE "[=C54595@*]/value@code"),
	VALUE("FDA.G.k.12.r.9", "instanceOfKind/productInstanceInstance/lotNumberText@text"),
	VALUE("FDA.G.k.12.r.10", DEVICE "/code[@codeSystem=" FDA "1.1.6]@code"),
	LIST("FDA.G.k.12.r.11.r", DEVICE "[=C54594@*]/value@code"),
	END
};

#define ASSESSED	"component/adverseEventAssessment/component/causalityAssessment"
#define APPROVAL	PRODUCT "asManufacturedProduct/subjectOf/approval/"
const peds_icsr_row peds_icsr_drug_rows[] = {
	VALUE("G.k.id", "id@extension!|id@root!"),
	{"G.k.1", ASSESSED "[=20][value@codeSystem!^=" REGION "]", PEDS_E2B_OF_DRUG, NULL},
	{"FDA.G.k.1.a", ASSESSED "[=20][value@codeSystem^=" FDA "]", PEDS_E2B_OF_DRUG, NULL},
	TERM("G.k.2.1.1a", "G.k.2.1.1b", PRODUCT "code[@codeSystem!~PhPID][@codeSystem!^=" REGION "]"),
	TERM("G.k.2.1.2a", "G.k.2.1.2b", PRODUCT "code[@codeSystem~PhPID]"),
	VALUE("G.k.2.2", PRODUCT "name@text"),
	GROUP("G.k.2.3.r", PRODUCT "ingredient", gk23r),
	VALUE("G.k.2.4", "consumable/instanceOfKind/subjectOf/productEvent/performer/assignedEntity/"
		  "representedOrganization/addr/country@text"),
	VALUE("G.k.2.5", "outboundRelationship2/observation[=6]/value@value"),
	VALUE("G.k.3.1", APPROVAL "id@extension"),
	VALUE("G.k.3.2", APPROVAL "author/territorialAuthority/territory/code@code"),
	VALUE("G.k.3.3", APPROVAL "holder/role/playingOrganization/name@text"),
	GROUP("G.k.4.r", "outboundRelationship2/substanceAdministration", gk4r),
	QUANTITY("G.k.5a", "G.k.5b", "outboundRelationship2/observation[=14]/value"),
	QUANTITY("G.k.6a", "G.k.6b", "outboundRelationship2/observation[=16]/value"),
	GROUP("G.k.7.r", "inboundRelationship/observation[=19]", gk7r),
	VALUE("G.k.8", "inboundRelationship/act/code@code"),
	{"G.k.9.i", NULL, PEDS_E2B_ASSESSMENTS, NULL},
	/* one of the FDA's samples has its own code list under an ICH number */
	LIST("G.k.10.r", "outboundRelationship2/observation[=9][value@codeSystem!^=" REGION "][value@codeSystem!=" ICH "1.7]/value@code"),
	VALUE("FDA.G.k.10a", "outboundRelationship2/observation[=9][value@codeSystem^=" FDA "]/value@code|"
		  "outboundRelationship2/observation[=9][value@codeSystem=" ICH "1.7]/value@code"),
	CHINA("G.k.CN.1", "outboundRelationship2/observation[=CN-7]"),
	CHINA("G.k.CN.2", "outboundRelationship2/observation[=CN-14]"),
	CHINA("G.k.CN.3", "outboundRelationship2/observation[=CN-15]"),
	CHINA("G.k.CN.4", "outboundRelationship2/observation[=CN-16]"),
	VALUE("FDA.G.k.10.1", PRODUCT DEVICE "[=C94031@*]/value@code"),
	VALUE("G.k.11", "outboundRelationship2/observation[=2]/value@text"),
	GROUP("FDA.G.k.12.r", PRODUCT "part/partProduct", fda_gk12r),
	END
};

/* ----------------------------------------------------------- H: narrative */

static const peds_icsr_row h3r[] = {
	TERM("H.3.r.1a", "H.3.r.1b", "value"),
	END
};

static const peds_icsr_row h5r[] = {
	VALUE("H.5.r.1a", "value@text"),
	VALUE("H.5.r.1b", "value@language!"),
	END
};

/* ---------------------------------------------------------- the case's own */

#define EVENT		"component/observationEvent"
#define KIND		"subjectOf2/investigationCharacteristic"
#define SENDER		"subjectOf1/controlActEvent/author/assignedEntity/"
#define ASSESSMENT	"component/adverseEventAssessment/"
#define PATIENT		ASSESSMENT "subject1/primaryRole/"
#define PERSON		PATIENT "player1/"
#define PARENT		PERSON "role[=PRN@*]/"
#define STUDY		PATIENT "subjectOf1/researchStudy/"
#define ABOUT		"subjectOf2/observation"
#define ORGANIZER	"subjectOf2/organizer"
/* neither the text nor concomitant therapies, which stand beside the episodes */
#define EPISODE		"[code@codeSystem!=" ICH "1.19][code@code!=18][code@code!=11]"

const peds_icsr_row peds_icsr_case_rows[] = {
	VALUE("C.1.1", "id[@root=" ICH "3.1]@extension"),
	VALUE("C.1.3", KIND "[=1@*]/value@code"),
	VALUE("C.1.4", "effectiveTime/low@value"),
	VALUE("C.1.5", "availabilityTime@value"),
	VALUE("C.1.6.1", EVENT "[=1]/value@value"),
	GROUP("C.1.6.1.r", "reference/document[=1@*]", c161r),
	VALUE("C.1.7", EVENT "[=23]/value@value"),
	VALUE("FDA.C.1.7.1", EVENT "[=C54588@*]/value@code"),
	VALUE("C.1.8.1", "id[@root=" ICH "3.2]@extension"),
	VALUE("C.1.8.2", "outboundRelationship/relatedInvestigation[=1@*]/subjectOf2/controlActEvent/author/"
		  "assignedEntity/code@code"),
	VALUE("C.1.9.1", KIND "[=2@*]/value@value"),
	GROUP("C.1.9.1.r", "subjectOf1/controlActEvent/id[@root=" ICH "3.3]", c191r),
	LIST("C.1.10.r", "outboundRelationship/relatedInvestigation/subjectOf2/controlActEvent/id[@root=" ICH "3.2]@extension"),
	VALUE("C.1.11.1", KIND "[=3@*]/value@code"),
	VALUE("C.1.11.2", KIND "[=4@*]/value/originalText@text|" KIND "[=4@*]/value@text"),
	VALUE("FDA.C.1.12", EVENT "[=C156384@*]/value@value"),
	GROUP("C.2.r", "outboundRelationship[relatedInvestigation/code@code=2]", c2r),
	VALUE("C.3.1", SENDER "code@code"),
	VALUE("C.3.2", SENDER "representedOrganization/assignedEntity/representedOrganization/name@text"),
	VALUE("C.3.3.1", SENDER "representedOrganization/name@text"),
	VALUE("C.3.3.2", SENDER "assignedPerson/name/prefix@text"),
	VALUE("C.3.3.3", SENDER "assignedPerson/name/given[#1]@text"),
	VALUE("C.3.3.4", SENDER "assignedPerson/name/given[#2]@text"),
	VALUE("C.3.3.5", SENDER "assignedPerson/name/family@text"),
	LINES("C.3.4.1", SENDER "addr/streetAddressLine@text"),
	VALUE("C.3.4.2", SENDER "addr/city@text"),
	VALUE("C.3.4.3", SENDER "addr/state@text"),
	VALUE("C.3.4.4", SENDER "addr/postalCode@text"),
	VALUE("C.3.4.5", SENDER "assignedPerson/asLocatedEntity/location/code@code"),
	VALUE("C.3.4.6", SENDER "telecom[@value^=tel:]@value"),
	VALUE("C.3.4.7", SENDER "telecom[@value^=fax:]@value"),
	VALUE("C.3.4.8", SENDER "telecom[@value^=mailto:]@value"),
	GROUP("C.4.r", "reference/document[=2@*]", c4r),
	GROUP("C.5.1.r", STUDY "authorization/studyRegistration[id@root!^=" REGION "]", c51r),
	VALUE("C.5.2", STUDY "title@text"),
	VALUE("C.5.3", STUDY "id@extension"),
	VALUE("C.5.4", STUDY "code@code"),
	VALUE("FDA.C.5.5a", STUDY "authorization/studyRegistration/id[@root=" FDA "2.1.2.1]@extension"),
	VALUE("FDA.C.5.5b", STUDY "authorization/studyRegistration/id[@root=" FDA "2.1.2.2]@extension"),
	LIST("FDA.C.5.6.r", STUDY "authorization/studyRegistration/id[@root=" FDA "2.1.2.3]@extension"),

	CHINA("C.1.CN.1", EVENT "[=CN-6]"),
	CHINA("C.1.CN.2", EVENT "[=CN-11]"),
	CHINA("C.1.CN.3", EVENT "[=CN-12]"),

	VALUE("D.1", PERSON "name@text"),
	VALUE("D.1.1.1", PERSON "asIdentifiedEntity[=1@*]/id@extension"),
	VALUE("D.1.1.2", PERSON "asIdentifiedEntity[=2@*]/id@extension"),
	VALUE("D.1.1.3", PERSON "asIdentifiedEntity[=3@*]/id@extension"),
	VALUE("D.1.1.4", PERSON "asIdentifiedEntity[=4@*]/id@extension"),
	VALUE("D.2.1", PERSON "birthTime@value"),
	QUANTITY("D.2.2a", "D.2.2b", PATIENT ABOUT "[=3]/value"),
	QUANTITY("D.2.2.1a", "D.2.2.1b", PATIENT ABOUT "[=16]/value"),
	VALUE("D.2.3", PATIENT ABOUT "[=4]/value@code"),
	VALUE("D.3", PATIENT ABOUT "[=7]/value@value"),
	VALUE("D.4", PATIENT ABOUT "[=17]/value@value"),
	VALUE("D.5", PERSON "administrativeGenderCode@code"),
	VALUE("D.6", PATIENT ABOUT "[=22]/value@value"),
	CHINA("D.CN.1", PATIENT ABOUT "[=CN-1]"),
	CHINA("D.CN.2", PATIENT ABOUT "[=CN-2]"),
	CHINA("D.CN.3", PATIENT ABOUT "[=CN-3]"),
	CHINA("D.CN.4", PATIENT ABOUT "[=CN-9]"),
	CHINA("D.CN.5", PATIENT ABOUT "[=CN-10]"),
	CHINA("D.CN.6", PATIENT ABOUT "[=CN-13]"),
	GROUP("D.7.1.r", PATIENT ORGANIZER "[=1@*]/component/observation" EPISODE, d71r),
	VALUE("D.7.2", PATIENT ORGANIZER "[=1@*]/component/observation[=18]/value@text"),
	VALUE("D.7.3", PATIENT ORGANIZER "[=1@*]/component/observation[=11]/value@value"),
	GROUP("D.8.r", PATIENT ORGANIZER "[=2@*]/component/substanceAdministration", d8r),
	VALUE("D.9.1", PERSON "deceasedTime@value"),
	GROUP("D.9.2.r", PATIENT ABOUT "[=32]", d92r),
	VALUE("D.9.3", PATIENT ABOUT "[=5]/value@value"),
	GROUP("D.9.4.r", PATIENT ABOUT "[=5]/outboundRelationship2/observation[=8]", d94r),
	VALUE("D.10.1", PARENT "associatedPerson/name@text"),
	VALUE("D.10.2.1", PARENT "associatedPerson/birthTime@value"),
	QUANTITY("D.10.2.2a", "D.10.2.2b", PARENT ABOUT "[=3]/value"),
	VALUE("D.10.3", PARENT ABOUT "[=22]/value@value"),
	VALUE("D.10.4", PARENT ABOUT "[=7]/value@value"),
	VALUE("D.10.5", PARENT ABOUT "[=17]/value@value"),
	VALUE("D.10.6", PARENT "associatedPerson/administrativeGenderCode@code"),
	GROUP("D.10.7.1.r", PARENT ORGANIZER "[=1@*]/component/observation" EPISODE, d1071r),
	VALUE("D.10.7.2", PARENT ORGANIZER "[=1@*]/component/observation[=18]/value@text"),
	GROUP("D.10.8.r", PARENT ORGANIZER "[=2@*]/component/substanceAdministration", d108r),
	GROUP("FDA.D.11.r", PATIENT ABOUT "[=C17049@*]", fda_d11r),
	VALUE("FDA.D.12", PATIENT ABOUT "[=C16564@*]/value@code"),

	GROUP("E.i", PATIENT ABOUT "[=29]", ei),
	GROUP("F.r", PATIENT ORGANIZER "[=3@*]/component/observation", fr),
	GROUP("G.k", PATIENT ORGANIZER "[=4@*]/component/substanceAdministration", peds_icsr_drug_rows),

	VALUE("H.1", "text@text"),
	VALUE("H.2", ASSESSMENT "component1/observationEvent[=10][author/assignedEntity/code@code=3]/value@text"),
	GROUP("H.3.r", ASSESSMENT "component1/observationEvent[=15]", h3r),
	VALUE("H.4", ASSESSMENT "component1/observationEvent[=10][author/assignedEntity/code@code=1]/value@text"),
	GROUP("H.5.r", EVENT "[=36]", h5r),
	END
};

const char peds_icsr_id_path[] = "id[@root=" ICH "3.1]@extension|id[@root=" ICH "3.2]@extension";
