import { and, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import { daysOf } from '#lib/lists/list-view.ts';
import type { ListState } from '#lib/lists/list-state.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { LicenceMetric, LicenceState } from '#lib/software/seat-states.ts';
import { ENDING_DAYS, licencesShape } from '#lib/software/list-shape.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { contains, idIn } from '#lib/server/lists/conditions.ts';
import { listAll, listPage, type ListPage, type ListSpec } from '#lib/server/lists/list-page.ts';
import { fingerprint } from '#lib/server/people/stale-form.ts';
import { person, place } from '#lib/server/people/tables.ts';
import { softwareProduct } from '../tables.ts';
import { licenceFile, softwareLicence } from './tables.ts';

export type LicenceRow = {
	id: string;
	productId: string;
	product: string;
	slug: string;
	metric: LicenceMetric;
	quantity: number | null;
	place: LocalizedText | null;
	validFrom: string;
	validUntil: string | null;
	reference: string;
	priceCents: number | null;
	reseller: string;
	note: string;
	state: LicenceState;
	approvedBy: string | null;
	requestNumber: number | null;
	files: number;
	cursor: string;
};

const approver = alias(person, 'approver');
/** What has no end stands after everything that has one. */
const until = sql`coalesce(${softwareLicence.validUntil}, '9999-12-31'::date)`;
const byId = { expr: sql`${softwareLicence.id}`, type: 'uuid' } as const;

const columns = {
	id: softwareLicence.id,
	productId: softwareLicence.productId,
	product: softwareProduct.name,
	slug: softwareProduct.slug,
	metric: softwareLicence.metric,
	quantity: softwareLicence.quantity,
	place: place.name,
	validFrom: softwareLicence.validFrom,
	validUntil: softwareLicence.validUntil,
	reference: softwareLicence.reference,
	priceCents: softwareLicence.priceCents,
	reseller: softwareLicence.reseller,
	note: softwareLicence.note,
	state: softwareLicence.state,
	approvedBy: approver.name,
	requestNumber: softwareLicence.requestNumber,
	files: sql<number>`(select count(*)::int from ${licenceFile} where licence_id = ${softwareLicence.id})`
};

/** Licences of the town, with what they are of. */
const licences: ListSpec<LicenceRow> = {
	shape: licencesShape,
	scope: () => undefined,
	filters: {
		product: (values) => idIn(softwareLicence.productId, values),
		metric: (values) => inArray(sql`${softwareLicence.metric}`, values),
		state: (values, { now }) => inArray(standing(isoDay(now)), values),
		ending: (values, { now }) =>
			values.includes('soon')
				? sql`${softwareLicence.state} = 'valid' and ${softwareLicence.validUntil}
					between ${isoDay(now)}::date and ${isoDay(now)}::date + ${ENDING_DAYS}::int`
				: undefined,
		until: (values) => {
			const [from, last] = daysOf(values);
			return and(
				from ? sql`${softwareLicence.validUntil} >= ${from}` : undefined,
				last ? sql`${softwareLicence.validUntil} <= ${last}` : undefined
			);
		}
	},
	search: (text) =>
		contains(
			sql`${softwareProduct.name} || ' ' || ${softwareLicence.reference} || ' ' || ${softwareLicence.reseller}`,
			text
		),
	sorts: {
		until: { keys: [{ expr: until, type: 'date' }, byId] },
		product: { keys: [{ expr: sql`${softwareProduct.name}`, type: 'text' }, byId] },
		from: { keys: [{ expr: sql`${softwareLicence.validFrom}`, type: 'date' }, byId] }
	},
	rows: (db, { where, orderBy, limit, cursor }) =>
		db
			.select({ ...columns, cursor })
			.from(softwareLicence)
			.innerJoin(softwareProduct, eq(softwareProduct.id, softwareLicence.productId))
			.leftJoin(place, eq(place.id, softwareLicence.placeId))
			.leftJoin(approver, eq(approver.id, softwareLicence.approvedById))
			.where(where)
			.orderBy(...orderBy)
			.limit(limit),
	count: async (db, where, upTo) => {
		const some = db
			.select({ id: softwareLicence.id })
			.from(softwareLicence)
			.innerJoin(softwareProduct, eq(softwareProduct.id, softwareLicence.productId));
		const [counted] = await db
			.select({ count: sql<number>`count(*)::int` })
			.from(some.where(where).limit(upTo).as('some'));
		return counted?.count ?? 0;
	}
};

/** As a reader sees it on a day: ordered, to come, in force, ended or withdrawn. */
const standing = (day: string) => sql`case
	when ${softwareLicence.state} <> 'valid' then ${softwareLicence.state}
	when ${softwareLicence.validFrom} > ${day}::date then 'to_come'
	when ${softwareLicence.validUntil} < ${day}::date then 'ended' else 'valid' end`;

/** A page of the licences. Desk and auditors. Throws Forbidden. */
export async function listLicences(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): Promise<ListPage<LicenceRow>> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listPage(db, licences, { actor, now: clock.now() }, state);
}

/** The filtered licences row by row, for a file. The same people. Throws Forbidden. */
export function exportLicences(
	db: DbOrTx,
	actor: Actor,
	state: ListState,
	clock: Clock
): AsyncGenerator<LicenceRow> {
	if (!can(actor, 'software.read')) throw forbidden();
	return listAll(db, licences, { actor, now: clock.now() }, state);
}

/** A licence with its files. Desk and auditors. Throws Forbidden, NotFound. */
export async function getLicence(db: DbOrTx, actor: Actor, id: string) {
	if (!can(actor, 'software.read')) throw forbidden();
	if (!isId(id)) throw notFound();
	const [[found], files] = await Promise.all([
		db
			.select({ ...columns, record: softwareLicence })
			.from(softwareLicence)
			.innerJoin(softwareProduct, eq(softwareProduct.id, softwareLicence.productId))
			.leftJoin(place, eq(place.id, softwareLicence.placeId))
			.leftJoin(approver, eq(approver.id, softwareLicence.approvedById))
			.where(eq(softwareLicence.id, id)),
		db
			.select({
				id: licenceFile.id,
				name: licenceFile.name,
				bytes: licenceFile.bytes,
				createdAt: licenceFile.createdAt
			})
			.from(licenceFile)
			.where(eq(licenceFile.licenceId, id))
			.orderBy(licenceFile.createdAt)
	]);
	if (!found) throw notFound();
	const { record, files: _, ...licence } = found;
	const { placeId, approvedAt } = record;
	return { ...licence, placeId, approvedAt, files, seen: fingerprint(record) };
}
