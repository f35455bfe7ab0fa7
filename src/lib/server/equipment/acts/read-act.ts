import { asc, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { keepsAct } from './sign-act.ts';
import { act, actLine, actSignature } from './tables.ts';

/** A place for a name as pages and papers show it. */
export type ShownSignature = Pick<
	typeof actSignature.$inferSelect,
	| 'id'
	| 'role'
	| 'personId'
	| 'name'
	| 'method'
	| 'signedAt'
	| 'refusedAt'
	| 'reason'
	| 'drawing'
	| 'fileId'
>;

/**
 * An act with its words, things and names, by id or number. For those who sign it, are named on it, made it or get its
 * things; for the desk of its unit and auditors. Throws NotFound to anybody else, as for an act that is not there.
 */
export async function readAct(db: DbOrTx, actor: Actor, idOrNumber: string) {
	const [found] = await db
		.select()
		.from(act)
		.where(isId(idOrNumber) ? eq(act.id, idOrNumber) : eq(act.number, idOrNumber.toUpperCase()));
	if (!found) throw notFound();
	const [signatures, lines] = await Promise.all([
		db
			.select({
				id: actSignature.id,
				role: actSignature.role,
				personId: actSignature.personId,
				name: actSignature.name,
				method: actSignature.method,
				signedAt: actSignature.signedAt,
				refusedAt: actSignature.refusedAt,
				reason: actSignature.reason,
				drawing: actSignature.drawing,
				fileId: actSignature.fileId
			})
			.from(actSignature)
			.where(eq(actSignature.actId, found.id))
			.orderBy(asc(actSignature.position)),
		db
			.select({
				itemId: actLine.itemId,
				holderId: actLine.holderId,
				event: actLine.event,
				category: item.category
			})
			.from(actLine)
			.innerJoin(item, eq(item.id, actLine.itemId))
			.where(eq(actLine.actId, found.id))
			.orderBy(asc(actLine.position))
	]);
	const named = [
		...[found.fromPersonId, found.toPersonId, found.madeById],
		...signatures.map(({ personId }) => personId),
		...lines.map(({ holderId }) => holderId)
	];
	if (!named.includes(actor.personId) && !readsFor(actor, found.unitId)) throw notFound();
	const { formKey: _, reminders: __, pdfKey, ...shown } = found;
	return {
		...shown,
		hasPaper: pdfKey !== null,
		signatures,
		lines,
		mayKeep: keepsAct(actor, found),
		/** The place that waits for this reader's own name. */
		ownPlace: signatures.find((one) => one.personId === actor.personId && isWaiting(one)) ?? null
	};
}

export type ActPage = Awaited<ReturnType<typeof readAct>>;

/** Nobody has signed or refused here yet. */
export const isWaiting = (one: Pick<ShownSignature, 'signedAt' | 'refusedAt'>): boolean =>
	one.signedAt === null && one.refusedAt === null;

function readsFor(actor: Actor, unitId: string | null): boolean {
	const scope = registerScope(actor);
	if (scope === null) return true;
	return unitId ? scope.includes(unitId) : can(actor, 'equipment.read');
}

const MOST_OWN = 200;

/** Acts that somebody signs, gives or gets things by: newest first, those that wait for the reader's name before all. */
export async function listOwnActs(db: DbOrTx, actor: Actor) {
	const places = await db
		.select({
			actId: actSignature.actId,
			signedAt: actSignature.signedAt,
			refusedAt: actSignature.refusedAt
		})
		.from(actSignature)
		.where(eq(actSignature.personId, actor.personId));
	const waits = new Set(places.filter(isWaiting).map(({ actId }) => actId));
	const rows = await db
		.select({
			id: act.id,
			number: act.number,
			kind: act.kind,
			state: act.state,
			madeAt: act.madeAt,
			text: act.text
		})
		.from(act)
		.where(
			or(
				eq(act.toPersonId, actor.personId),
				eq(act.fromPersonId, actor.personId),
				inArray(act.id, [...waits])
			)
		)
		.orderBy(sql`${act.madeAt} desc`)
		.limit(MOST_OWN);
	return rows
		.map(({ text, ...one }) => ({
			...one,
			waitsForYou: one.state === 'open' && waits.has(one.id),
			titles: text.lines.map(({ title, inventoryNumber }) => `${title} ${inventoryNumber}`)
		}))
		.sort(
			(a, b) =>
				Number(b.waitsForYou) - Number(a.waitsForYou) || b.madeAt.getTime() - a.madeAt.getTime()
		);
}

const MOST_OF_ITEM = 10;

/** The last acts about one item, newest first. The caller has asked who may read the item. */
export function actsOfItem(db: DbOrTx, itemId: string): Promise<ActLink[]> {
	return db
		.select({
			id: act.id,
			number: act.number,
			kind: act.kind,
			state: act.state,
			madeAt: act.madeAt
		})
		.from(actLine)
		.innerJoin(act, eq(act.id, actLine.actId))
		.where(eq(actLine.itemId, itemId))
		.orderBy(sql`${act.madeAt} desc, ${act.id} desc`)
		.limit(MOST_OF_ITEM);
}

/** An act as a line on the page of something else. */
export type ActLink = Pick<ActPage, 'id' | 'number' | 'kind' | 'state' | 'madeAt'>;

/** The same of the requests whose ids `requests` selects, as a query for one that reads more. */
export const actLinks = (requests: SQL): SQL => sql`
	select a.id, a.number, a.kind, a.state, a.made_at as "madeAt"
	from ${act} a where a.request_id in (${requests}) order by a.made_at`;
