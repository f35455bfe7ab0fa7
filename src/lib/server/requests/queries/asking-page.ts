import { and, desc, eq } from 'drizzle-orm';
import { prefillValues } from '#lib/catalogue/form-sources.ts';
import { readTyped, type TypedValues } from '#lib/catalogue/read-answers.ts';
import type { ForWhom, ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { FieldKind } from '#lib/catalogue/service-field.ts';
import { isId } from '#lib/ids.ts';
import { hasRole, type Actor } from '#lib/people/actor.ts';
import type { AskingPageView, ForPerson, ForWhomView } from '#lib/requests/asking-page-view.ts';
import { FORM_CONTROLS } from '#lib/requests/form-controls.ts';
import { findAnswers } from '#lib/server/catalogue/find-answers.ts';
import { getServiceForAsking } from '#lib/server/catalogue/get-service-for-asking.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { listPersonFacts, type PersonFacts } from '#lib/server/people/person-facts.ts';
import { listWards, type Ward } from '#lib/server/people/things-owner.ts';
import { findDraft } from '#lib/server/requests/drafts.ts';
import { previewPromise } from '#lib/server/requests/preview-promise.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { mayAskFor } from '#lib/server/requests/may-ask-for.ts';
import { getFormSources } from './form-sources.ts';
import { isOpenRow } from './request-rows.ts';

/** What an address may bring into a form: the device it is about, for whom, and answers by field key. */
export type AskedInAddress = {
	item?: string | null;
	for?: string | null;
	answers?: Record<string, string>;
};

/** Kinds of fields whose one value fits into an address. */
const ADDRESSED: readonly FieldKind[] = [
	'text',
	'choice',
	'yes_no',
	'my_equipment',
	'software',
	'my_seat',
	'my_right',
	'system_role'
];
const LONGEST_ANSWER = 200;

/**
 * The form of a service for this person: what they typed before (their draft), else what is known; what can be chosen;
 * the promised day and who must agree; answers and own open requests that may save asking. Throws NotFound for a service
 * that is gone or not for them.
 */
export async function getAskingPage(
	db: Db,
	actor: Actor,
	slug: string,
	address: AskedInAddress,
	clock: Clock
): Promise<AskingPageView> {
	const [service, draft, wards, answers] = await Promise.all([
		getServiceForAsking(db, actor, slug),
		findDraft(db, actor, slug),
		listWards(db, actor),
		findAnswers(db, { service: slug, locale: actor.locale })
	]);
	const { definition } = service;
	const { fields } = definition;
	const ways = waysFor(actor, definition.forWhom, wards);
	const ids = chosenIds(actor, ways, draft?.values, address);
	const facts = await listPersonFacts(db, [...new Set([actor.personId, ...ids])]);
	const known = facts.filter((one) => mayAskFor(actor, definition.forWhom, one));
	const typed =
		draft?.values ??
		prefillValues(
			fields,
			knownOf(actor, ids, [...facts.filter((one) => one.id === actor.personId), ...known])
		);
	const typedHere = { ...typed, ...addressed(definition, address) };
	const beneficiaryIds = ids.filter((id) =>
		facts.some((one) => one.id === id && mayAskFor(actor, definition.forWhom, one))
	);
	const [sources, preview, openRequests] = await Promise.all([
		getFormSources(db, actor, { fields, typed: typedHere, beneficiaryIds, locale: actor.locale }),
		previewPromise(
			db,
			actor,
			{
				definition,
				beneficiaryId: beneficiaryIds[0] ?? actor.personId,
				values: readTyped(fields, typedHere).raw
			},
			clock
		),
		listOwnOpen(db, actor, service.id)
	]);
	return {
		slug,
		title: definition.title,
		summary: definition.summary,
		help: definition.help ?? null,
		kind: definition.kind,
		fields,
		typed: typedHere,
		sources,
		forWhom: forWhomView(actor, ways, wards, {
			chosen: beneficiaryIds.flatMap((id) => facts.filter((one) => one.id === id)),
			asked: draft?.values[FORM_CONTROLS.choosing] === '1'
		}),
		preview,
		savedAt: draft?.updatedAt ?? null,
		answers,
		openRequests,
		submissionKey: crypto.randomUUID()
	};
}

/** The desk may ask for anybody; staff of a unit can be chosen only by somebody who has such staff. */
function waysFor(actor: Actor, ways: readonly ForWhom[], wards: Ward[]): Set<ForWhom> {
	const all = new Set(ways);
	if (hasRole(actor, 'agent')) all.add('colleague').add('several').add('self');
	if (wards.length === 0) all.delete('unit_staff');
	if (!all.has('colleague') && wards.length === 0) all.delete('several');
	return all;
}

function chosenIds(
	actor: Actor,
	ways: ReadonlySet<ForWhom>,
	draft: TypedValues | undefined,
	address: AskedInAddress
): string[] {
	if (address.for && isId(address.for)) return [address.for];
	const kept = [draft?.[FORM_CONTROLS.for] ?? []].flat().filter(isId);
	if (kept.length > 0) return kept;
	return ways.has('self') && !draft?.[FORM_CONTROLS.choosing] ? [actor.personId] : [];
}

/** How to reach is of who asks; where and what are of the person it is for. */
function knownOf(actor: Actor, ids: string[], facts: PersonFacts[]) {
	const asker = facts.find((one) => one.id === actor.personId);
	const about = facts.find((one) => one.id === ids[0]) ?? asker;
	return {
		phone: asker?.phone,
		email: asker?.email,
		name: about?.name,
		position: about?.position,
		unit: about?.unitId,
		place: about?.placeId
	};
}

function addressed(
	{ fields }: ServiceDefinition,
	{ item, answers = {} }: AskedInAddress
): TypedValues {
	const device = fields.find((one) => one.kind === 'my_equipment');
	const given = fields.flatMap(({ key, kind }): [string, string][] => {
		const value =
			ADDRESSED.includes(kind) && Object.hasOwn(answers, key) ? answers[key] : undefined;
		return value ? [[key, value.slice(0, LONGEST_ANSWER)]] : [];
	});
	return {
		...(device && item && isId(item) ? { [device.key]: item } : {}),
		...Object.fromEntries(given)
	};
}

function forWhomView(
	actor: Actor,
	ways: ReadonlySet<ForWhom>,
	wards: Ward[],
	{ chosen, asked }: { chosen: PersonFacts[]; asked: boolean }
): ForWhomView {
	const staff = ways.has('unit_staff') || ways.has('several') ? wards : [];
	const colleagues = ways.has('colleague');
	const others = colleagues || staff.length > 0;
	return {
		chosen: chosen.map(forPerson),
		selfId: ways.has('self') ? actor.personId : null,
		wards: staff.map(({ personId, name, position }) => ({ id: personId, name, position })),
		colleagues,
		several: ways.has('several'),
		choosing: others && (asked || chosen.length === 0)
	};
}

const forPerson = ({ id, name, position, unitName, placeName }: PersonFacts): ForPerson => ({
	id,
	name,
	position,
	unitName,
	placeName
});

function listOwnOpen(db: Db, actor: Actor, serviceId: string) {
	return db
		.select({ number: serviceRequest.number, title: serviceRequest.title })
		.from(serviceRequest)
		.where(
			and(
				eq(serviceRequest.requesterId, actor.personId),
				eq(serviceRequest.serviceId, serviceId),
				isOpenRow
			)
		)
		.orderBy(desc(serviceRequest.number))
		.limit(3);
}
