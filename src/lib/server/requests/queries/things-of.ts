import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ServiceGives } from '#lib/catalogue/service-definition.ts';
import type { Hands } from '#lib/requests/whose-hands.ts';
import { service, serviceVersion } from '#lib/server/catalogue/tables.ts';
import type { Db } from '#lib/server/db/client.ts';
import { heldItems, type HeldItem } from '#lib/server/equipment/items-of.ts';
import {
	actsToSign,
	askedOfHolder,
	saidOfItems,
	sharedItems,
	type ActToSign,
	type AskedOfHolder,
	type SaidOfItem,
	type SharedItem
} from '#lib/server/equipment/mine/things-parts.ts';
import { countsToDo, type CountToDo } from '#lib/server/equipment/stocktake/my-counts.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { heldSeats, type HeldSeat } from '#lib/server/software/seats-of.ts';
import { heldRights, type HeldRight } from '#lib/server/systems/rights-of.ts';
import { isOpenRow } from './request-rows.ts';

/** An open request for somebody, with the records that its answers name. */
export type OpenRequestOn = Hands & {
	number: number;
	title: string;
	/** The reader-independent part of "it is your turn": who asked. */
	requesterId: string;
	gives: ServiceGives;
	/** Ids of items, products, systems, roles and others in its answers. */
	about: string[];
};

/** What a person has, what is on its way, and which services stand ready for the acts on it. */
export type ThingsOf = {
	items: HeldItem[];
	seats: HeldSeat[];
	rights: HeldRight[];
	requests: OpenRequestOn[];
	services: string[];
	/** Acts that wait for the person's name. */
	toSign: ActToSign[];
	/** Things nobody holds by name, at the place where the person works. */
	shared: SharedItem[];
	/** What the person said of their things and nobody has seen to yet. */
	said: SaidOfItem[];
	/** The yearly question, while it is asked and the person has not answered all of it. */
	asked: AskedOfHolder | null;
	/** Stock-takes in which the person counts. */
	counts: CountToDo[];
};

const about = sql`(
	select coalesce(jsonb_agg(word), '[]') from jsonb_path_query(${serviceRequest.answers}, 'strict $.**') word
	where jsonb_typeof(word) = 'string' and word #>> '{}' ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$')`;

const openRequest = sql<OpenRequestOn>`jsonb_build_object(
	'number', ${serviceRequest.number}, 'title', ${serviceRequest.title},
	'status', ${serviceRequest.status}, 'holder', ${serviceRequest.holder},
	'heldById', ${serviceRequest.heldById}, 'heldByName', ${serviceRequest.heldByName},
	'heldSince', ${serviceRequest.heldSince}, 'requesterId', ${serviceRequest.requesterId},
	'gives', ${serviceVersion.definition}->>'gives', 'about', ${about})`;

const openRequestsFor = (db: Db, personId: string) =>
	db
		.select({ kind: sql<string>`'request'`.as('kind'), record: openRequest.as('record') })
		.from(serviceRequest)
		.innerJoin(serviceVersion, eq(serviceVersion.id, serviceRequest.serviceVersionId))
		.where(and(eq(serviceRequest.beneficiaryId, personId), isOpenRow));

const openServices = (db: Db, slugs: readonly string[]) =>
	db
		.select({
			kind: sql<string>`'service'`.as('kind'),
			record: sql<string>`to_jsonb(${service.slug})`.as('record')
		})
		.from(service)
		.where(and(eq(service.active, true), inArray(service.slug, [...slugs])));

type Found =
	| { kind: 'item'; record: HeldItem }
	| { kind: 'seat'; record: HeldSeat }
	| { kind: 'right'; record: HeldRight }
	| { kind: 'request'; record: OpenRequestOn }
	| { kind: 'service'; record: string }
	| { kind: 'sign'; record: ActToSign }
	| { kind: 'shared'; record: SharedItem }
	| { kind: 'said'; record: SaidOfItem }
	| { kind: 'count'; record: CountToDo }
	| { kind: 'asked'; record: AskedOfHolder };

/**
 * Everything a person holds and the open requests for them, read in one round trip: the newest first. The caller
 * has made sure that the reader may see this person's things. `acts` are slugs of services the page would lead to.
 */
export async function thingsOf(
	db: Db,
	personId: string,
	acts: readonly string[]
): Promise<ThingsOf> {
	const parts = [
		heldItems(db, personId),
		heldSeats(db, personId),
		heldRights(db, personId),
		openRequestsFor(db, personId),
		openServices(db, acts),
		actsToSign(db, personId),
		sharedItems(db, personId),
		saidOfItems(db, personId),
		askedOfHolder(db, personId),
		countsToDo(db, personId)
	];
	const found = await db.execute<Found>(sql.join(parts, sql` union all `));
	const things: ThingsOf = {
		...{ items: [], seats: [], rights: [], requests: [], services: [] },
		...{ toSign: [], shared: [], said: [], asked: null, counts: [] }
	};
	for (const row of found) {
		if (row.kind === 'item') things.items.push(row.record);
		else if (row.kind === 'seat') things.seats.push(row.record);
		else if (row.kind === 'right') things.rights.push(row.record);
		else if (row.kind === 'request') things.requests.push(row.record);
		else if (row.kind === 'service') things.services.push(row.record);
		else if (row.kind === 'sign') things.toSign.push(row.record);
		else if (row.kind === 'shared') things.shared.push(row.record);
		else if (row.kind === 'said') things.said.push(row.record);
		else if (row.kind === 'count') things.counts.push(row.record);
		else if (row.record.open > 0) things.asked = row.record;
	}
	things.toSign.sort((a, b) => a.madeAt.localeCompare(b.madeAt));
	things.items.sort((a, b) => a.inventoryNumber.localeCompare(b.inventoryNumber));
	things.seats.sort((a, b) => a.productName.localeCompare(b.productName));
	things.rights.sort((a, b) => b.grantedAt.localeCompare(a.grantedAt));
	things.requests.sort((a, b) => b.number - a.number);
	return things;
}

/** The open requests for a person that name one record, e.g. faults reported on a device. */
export async function openRequestsAbout(
	db: Db,
	personId: string,
	recordId: string
): Promise<OpenRequestOn[]> {
	const found = await openRequestsFor(db, personId);
	return found.map((row) => row.record).filter((request) => request.about.includes(recordId));
}
