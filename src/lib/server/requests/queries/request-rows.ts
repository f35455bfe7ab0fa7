import { eq, sql, type SQL } from 'drizzle-orm';
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '#lib/people/actor.ts';
import type { RequestRowView } from '#lib/requests/request-row.ts';
import { isRequestersTurn, type RequestTurn } from '#lib/requests/request-turn.ts';
import { OPEN_STATUSES, REQUEST_STATUSES } from '#lib/requests/statuses.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest } from '#lib/server/requests/tables.ts';
import { momentOf, type Jsonised } from './json-moments.ts';
import { standingOf } from './standing-of.ts';

/** Who gets it and who asked, joined to lists by these names. */
export const beneficiary = alias(person, 'beneficiary');
export const requester = alias(person, 'requester');

/** The columns of a list row; the answers stay where they are. */
export const rowColumns = {
	id: serviceRequest.id,
	number: serviceRequest.number,
	title: serviceRequest.title,
	status: serviceRequest.status,
	holder: serviceRequest.holder,
	heldById: serviceRequest.heldById,
	heldByName: serviceRequest.heldByName,
	heldSince: serviceRequest.heldSince,
	promisedAt: serviceRequest.promisedAt,
	fulfilledAt: serviceRequest.fulfilledAt,
	pausedSince: serviceRequest.pausedSince,
	requesterId: serviceRequest.requesterId,
	beneficiaryId: serviceRequest.beneficiaryId,
	beneficiaryName: beneficiary.name,
	requesterName: requester.name
};

/** A row as `rowColumns` find it. */
export type FoundRow = Omit<
	RequestRowView,
	'standing' | 'forName' | 'byName' | keyof RequestTurn
> & {
	fulfilledAt: Date | null;
	pausedSince: Date | null;
	requesterId: string;
	beneficiaryId: string;
	beneficiaryName: string;
	requesterName: string;
};

/** Columns under the names they have here. */
export const namedColumns = (columns: Record<string, AnyPgColumn>): SQL =>
	sql.join(
		Object.entries(columns).map(([name, column]) => sql`${column} as ${sql.identifier(name)}`),
		sql`, `
	);

const named = namedColumns(rowColumns);

/**
 * List rows as one JSON value, so that a page reads several lists in one query; `readRows` takes them apart. `extra`
 * are further columns.
 */
export function rowsAsJson(part: {
	where: SQL | undefined;
	orderBy: readonly SQL[];
	limit: number;
	extra?: SQL;
}): SQL {
	return sql`(select coalesce(json_agg(to_json(one)), '[]') from (
		select ${named}${part.extra ? sql`, ${part.extra}` : sql``} from ${serviceRequest}
		join ${person} beneficiary on ${eq(beneficiary.id, serviceRequest.beneficiaryId)}
		join ${person} requester on ${eq(requester.id, serviceRequest.requesterId)}
		where ${part.where} order by ${sql.join([...part.orderBy], sql`, `)} limit ${sql.raw(String(part.limit))}
	) one)`;
}

/** Rows that came as JSON, with their moments. */
export function readRows<Row extends FoundRow>(rows: readonly Jsonised<Row>[]): Row[] {
	return rows.map((row) => ({
		...(row as unknown as Row),
		heldSince: new Date(row.heldSince as string),
		promisedAt: new Date(row.promisedAt as string),
		fulfilledAt: momentOf(row.fulfilledAt as string | null),
		pausedSince: momentOf(row.pausedSince as string | null)
	}));
}

/** Turns a found row into what the screen shows to this person. */
export function rowView(
	row: FoundRow,
	{ actor, now }: { actor: Actor; now: Date }
): RequestRowView {
	const { personId } = actor;
	const mine = row.requesterId === personId || row.beneficiaryId === personId;
	const self = row.requesterId === row.beneficiaryId;
	return {
		id: row.id,
		number: row.number,
		title: row.title,
		status: row.status,
		holder: row.holder,
		heldById: row.heldById,
		heldByName: row.heldByName ?? (row.holder === 'requester' ? row.requesterName : null),
		heldSince: row.heldSince,
		promisedAt: row.promisedAt,
		standing: standingOf(row, now),
		forName: row.beneficiaryId === personId ? null : row.beneficiaryName,
		byName: row.requesterId === personId || self ? null : row.requesterName,
		mine,
		waitsForYou: mine
			? isRequestersTurn(row.status)
			: row.status === 'awaiting_approval' && row.heldById === personId
	};
}

const literals = (statuses: readonly string[]) =>
	sql.raw(statuses.map((status) => `'${status}'`).join(', '));

/** Spelled out, not bound: a partial index is chosen only for a condition the planner can read. */
export const isOpenRow = sql`${serviceRequest.status} in (${literals(OPEN_STATUSES)})`;
export const isClosedRow = sql`${serviceRequest.status} in (${literals(
	REQUEST_STATUSES.filter((status) => !OPEN_STATUSES.includes(status))
)})`;
