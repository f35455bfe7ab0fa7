import { and, asc, desc, eq, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { notFound } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { CaseKind, CaseState } from '#lib/software/case-states.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { inventoryDevice } from '#lib/server/equipment/inventory/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person, unit } from '#lib/server/people/tables.ts';
import { softwareLicence } from '../licences/tables.ts';
import { mayGiveIn } from '../seat-device.ts';
import { softwareProduct } from '../tables.ts';
import { softwareCase, softwareCaseComment } from './tables.ts';

const user = alias(person, 'case_user');
const manager = alias(person, 'case_manager');
const closer = alias(person, 'case_closer');

/** Cases of units whose registers the reader keeps or audits; those of no unit are the whole town's. */
export function caseScope(actor: Actor): SQL | undefined {
	const units = registerScope(actor);
	return units === null ? undefined : idIn(softwareCase.unitId, units);
}

/** Whoever uses the device, their line manager then and now, whoever stands in for them, and the desk of the unit. */
function mayRead(actor: Actor): SQL | undefined {
	const scope = caseScope(actor);
	if (scope === undefined) return undefined;
	const led = [actor.personId, ...actor.deputyFor];
	return or(
		scope,
		eq(softwareCase.personId, actor.personId),
		idIn(softwareCase.managerId, led),
		idIn(user.managerId, led)
	);
}

/** The largest number that the column holds. */
const LARGEST = 2_147_483_647;

const columns = {
	id: softwareCase.id,
	number: softwareCase.number,
	kind: sql<CaseKind>`${softwareCase.kind}`,
	state: sql<CaseState>`${softwareCase.state}`,
	productId: softwareProduct.id,
	product: softwareProduct.name,
	found: softwareCase.found,
	device: sql<string>`coalesce(${item.model}, nullif(${inventoryDevice.name}, ''), ${inventoryDevice.deviceId})`,
	itemId: softwareCase.itemId,
	inventoryNumber: item.inventoryNumber,
	personId: softwareCase.personId,
	person: user.name,
	managerId: softwareCase.managerId,
	manager: manager.name,
	/** Who leads the user now. */
	leadId: user.managerId,
	unitId: softwareCase.unitId,
	unit: sql<LocalizedText | null>`${unit.name}`,
	openedAt: softwareCase.openedAt,
	deadline: softwareCase.deadline,
	closedAt: softwareCase.closedAt,
	closedBy: closer.name,
	reason: softwareCase.reason,
	excusedUntil: softwareCase.excusedUntil,
	seatId: softwareCase.seatId,
	licence: sql<string | null>`case when ${softwareLicence.id} is null then null
		else coalesce(nullif(${softwareLicence.reference}, ''), ${softwareLicence.reseller}) end`,
	comments: sql<number>`(select count(*)::int from ${softwareCaseComment} said where said.case_id = ${softwareCase.id})`
};

/** Cases joined with all that is said of them: the list and the page select from this. */
export const caseRows = <Extra extends Record<string, SQL>>(db: DbOrTx, extra: Extra) =>
	db
		.select({ ...columns, ...extra })
		.from(softwareCase)
		.innerJoin(softwareProduct, eq(softwareProduct.id, softwareCase.productId))
		.innerJoin(inventoryDevice, eq(inventoryDevice.id, softwareCase.deviceRowId))
		.leftJoin(item, eq(item.id, softwareCase.itemId))
		.leftJoin(user, eq(user.id, softwareCase.personId))
		.leftJoin(manager, eq(manager.id, softwareCase.managerId))
		.leftJoin(closer, eq(closer.id, softwareCase.closedById))
		.leftJoin(unit, eq(unit.id, softwareCase.unitId))
		.leftJoin(softwareLicence, eq(softwareLicence.id, softwareCase.licenceId))
		.$dynamic();

/**
 * One case, by its number or id, with what was said about it, oldest first. For its people and the desk; throws NotFound
 * for anybody else.
 */
export async function getCase(db: DbOrTx, actor: Actor, ref: number | string) {
	const isNumber = typeof ref === 'number';
	if (isNumber ? !Number.isSafeInteger(ref) || ref > LARGEST : !isId(ref)) throw notFound();
	const [found] = await caseRows(db, {}).where(
		and(isNumber ? eq(softwareCase.number, ref) : eq(softwareCase.id, ref), mayRead(actor))
	);
	if (!found) throw notFound();
	const said = await db
		.select({
			id: softwareCaseComment.id,
			author: person.name,
			text: softwareCaseComment.text,
			at: softwareCaseComment.at
		})
		.from(softwareCaseComment)
		.innerJoin(person, eq(person.id, softwareCaseComment.authorId))
		.where(eq(softwareCaseComment.caseId, found.id))
		.orderBy(asc(softwareCaseComment.at), asc(softwareCaseComment.id));
	return { ...found, said, maySpeak: speaksOf(actor, found) };
}

type Parties = Record<'personId' | 'managerId' | 'leadId' | 'unitId', string | null>;

/** Whose case it is, and the desk of its unit; auditors only read. */
function speaksOf(actor: Actor, { personId, managerId, leadId, unitId }: Parties): boolean {
	const led = [actor.personId, ...actor.deputyFor];
	return (
		personId === actor.personId ||
		[managerId, leadId].some((id) => id !== null && led.includes(id)) ||
		mayGiveIn(actor, unitId)
	);
}

export type OneCase = Awaited<ReturnType<typeof getCase>>;

export type CaseOfPerson = {
	number: number;
	product: string;
	kind: CaseKind;
	device: string;
	person: string | null;
	personId: string | null;
	deadline: string;
};

const MOST = 50;

/** The open cases of a person's own devices, and of the people they lead; the soonest due first. */
export async function casesOf(db: DbOrTx, personId: string): Promise<CaseOfPerson[]> {
	return caseRows(db, {})
		.where(
			sql`${softwareCase.state} = 'open' and (${softwareCase.personId} = ${personId}
				or ${softwareCase.managerId} = ${personId} or ${user.managerId} = ${personId})`
		)
		.orderBy(asc(softwareCase.deadline), desc(softwareCase.number))
		.limit(MOST);
}
