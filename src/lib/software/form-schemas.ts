import * as v from 'valibot';
import { typedMoney } from '#lib/format/typed-money.ts';
import { parseNumber } from '#lib/requests/request-number.ts';
import {
	chosenId,
	givenText,
	longText,
	neededId,
	seenMark,
	shortText,
	slugText,
	ticked,
	typedCount,
	typedDay
} from '#lib/systems/form-fields.ts';
import { LICENCE_METRICS } from './seat-states.ts';
import { SOFTWARE_POLICIES } from './software-policies.ts';

const neededDay = v.pipe(
	typedDay,
	v.check((day) => day !== null, 'errors_required'),
	v.transform((day) => day ?? '')
);

/** A number of at least one; nothing typed is null. */
const atLeastOne = v.pipe(
	typedCount,
	v.check((count) => count !== 0, 'errors_number')
);

/** The number of a request as people write it; nothing typed is null. */
const typedRequest = v.pipe(
	v.optional(v.string(), ''),
	v.trim(),
	v.check((text) => text === '' || parseNumber(text) !== undefined, 'errors_number'),
	v.transform((text) => parseNumber(text) ?? null)
);

/** A software product as its form sends it. */
export const productSchema = v.object({
	seen: seenMark,
	slug: slugText,
	name: givenText,
	vendor: shortText,
	aboutEt: longText,
	aboutRu: longText,
	aboutEn: longText,
	policy: v.picklist(SOFTWARE_POLICIES, 'errors_choose'),
	policyNote: longText,
	licensed: ticked,
	moduleSlug: shortText,
	systemId: chosenId,
	idleDays: atLeastOne,
	active: ticked
});

/** A seat given by hand: to a person, or to the device with this number. */
export const seatSchema = v.object({ personId: chosenId, itemNumber: shortText });

/** A seat taken back, with what shows that it is gone. */
export const releaseSchema = v.object({ seatId: neededId, evidence: longText });

/** A version and until when it is kept safe. */
export const versionSchema = v.object({ version: givenText, supportedUntil: neededDay });

const licence = {
	productId: neededId,
	metric: v.picklist(LICENCE_METRICS, 'errors_choose'),
	reference: shortText,
	validUntil: typedDay,
	priceCents: typedMoney,
	reseller: shortText,
	note: longText
};

/** A licence as its form sends it. */
export const licenceSchema = v.object({
	...licence,
	seen: seenMark,
	quantity: atLeastOne,
	placeId: chosenId,
	validFrom: neededDay
});

/** A purchase that is agreed. */
export const orderSchema = v.object({
	...licence,
	quantity: v.pipe(
		atLeastOne,
		v.check((count) => count !== null, 'licences_quantity_needed'),
		v.transform((count) => count ?? 0)
	),
	validFrom: typedDay,
	approvedById: neededId,
	requestNumber: typedRequest
});

/** What was ordered has come. */
export const arrivedSchema = v.object({
	validFrom: neededDay,
	validUntil: typedDay,
	reference: shortText
});

/** Why a licence is given up. */
export const withdrawSchema = v.object({ reason: v.pipe(longText, v.nonEmpty('errors_required')) });

/** Until when a seat is kept, and why. */
export const keepSchema = v.object({ until: typedDay, why: longText });

const ids = v.optional(v.union([v.string(), v.array(v.string())]), []);

/** Seats ticked in a list. */
export const seatsSchema = v.object({
	ids: v.pipe(
		ids,
		v.transform((value) => (Array.isArray(value) ? value : [value])),
		v.minLength(1, 'errors_choose')
	)
});
