import { sql, type SQL } from 'drizzle-orm';
import type { Locale } from '#lib/i18n/localized.ts';
import { isRenewalOpen, isValidOn, renewalOpensOn } from '#lib/training/obligation-days.ts';
import type { CloseReason } from '#lib/training/obligation.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { readingPlace } from '../reading/tables.ts';
import { idArray } from './sql-values.ts';
import { completedTimes, longestCompletion } from './standing-sql.ts';
import { changeToRead, completion, obligation, progressMark } from './tables.ts';

/** The open duty to do a module. */
export type OpenObligation = {
	id: string;
	cycle: number;
	origin: 'rule' | 'hand' | 'request' | 'renewal' | 'edition';
	requestNumber: number | null;
	assignedAt: Date;
	dueOn: string | null;
};

/** The completion that counts longest among those not revoked. */
export type StandingCompletion = {
	id: string;
	number: number;
	editionId: string;
	version: string;
	kind: string;
	locale: Locale;
	score: number | null;
	completedAt: Date;
	validUntil: string | null;
};

/** Where a person stands with a module. */
export type ModuleStanding = {
	personId: string;
	moduleId: string;
	obligation: OpenObligation | null;
	dueOn: string | null;
	/** How the last closed obligation ended, for "waived" and the like. */
	closedAs: CloseReason | null;
	completion: StandingCompletion | null;
	validUntil: string | null;
	/** The completion counts today. */
	isValid: boolean;
	/** It may be renewed: 30 days before its end, or after it. */
	renewalOpen: boolean;
	changesToRead: {
		id: string;
		fromEditionId: string;
		toEditionId: string;
		dueOn: string | null;
	} | null;
	/** The cycle that reading counts for now. */
	cycle: number;
	/** What is read or passed since then counts for it; null for everything ever read. */
	since: Date | null;
	/** The most that was reached in this cycle, 0 to 100; 100 while a completion counts and need not be renewed. */
	percent: number;
};

/** Standings by person and module. */
export class Standings {
	#rows = new Map<string, ModuleStanding>();

	constructor(rows: readonly ModuleStanding[]) {
		for (const row of rows) this.#rows.set(`${row.personId} ${row.moduleId}`, row);
	}

	/** Where this person stands; a module never met has nothing to show. */
	of(personId: string, moduleId: string): ModuleStanding {
		return this.#rows.get(`${personId} ${moduleId}`) ?? nothingYet(personId, moduleId);
	}

	/** Those about which there is something: an obligation, a completion, a place in it. */
	all(): ModuleStanding[] {
		return [...this.#rows.values()];
	}
}

/**
 * Where these people stand with these modules (`null`: with every module they have anything to do with) on a day of
 * the town's calendar. One query. Asks nothing of the reader: whoever calls it has asked.
 */
export async function moduleStanding(
	db: DbOrTx,
	personIds: readonly string[],
	moduleIds: readonly string[] | null,
	today: string
): Promise<Standings> {
	if (personIds.length === 0 || moduleIds?.length === 0) return new Standings([]);
	const rows = await db.execute<Row>(standingQuery(idArray(personIds), moduleIds));
	return new Standings(rows.map((row) => standingOf(row, today)));
}

type Row = {
	personId: string;
	moduleId: string;
	open: (Omit<OpenObligation, 'assignedAt'> & { assignedAt: string }) | null;
	closedAs: CloseReason | null;
	done: (Omit<StandingCompletion, 'completedAt'> & { completedAt: string }) | null;
	times: number;
	lastDoneAt: string | null;
	changes: ModuleStanding['changesToRead'];
	cycle: number;
	percent: number;
};

function standingQuery(people: SQL, moduleIds: readonly string[] | null): SQL {
	const within = (column: SQL) =>
		moduleIds === null ? sql`true` : sql`${column} = any(${idArray(moduleIds)})`;
	const keys = (table: SQL) =>
		sql`select person_id, module_id from ${table} where person_id = any(${people}) and ${within(sql`module_id`)}`;
	return sql`
		with met as (
			${keys(sql`${obligation}`)} union ${keys(sql`${completion}`)}
			union ${keys(sql`${changeToRead}`)} union ${keys(sql`${readingPlace}`)}
		)
		select met.person_id as "personId", met.module_id as "moduleId",
			case when o.id is not null then jsonb_build_object('id', o.id, 'cycle', o.cycle,
				'origin', o.origin, 'requestNumber', o.request_number, 'assignedAt', o.assigned_at,
				'dueOn', o.due_on) end as open,
			closed.closed_as as "closedAs",
			case when c.id is not null then jsonb_build_object('id', c.id, 'number', c.number,
				'editionId', c.edition_id, 'version', c.version, 'kind', c.kind, 'locale', c.locale,
				'score', c.score, 'completedAt', c.completed_at, 'validUntil', c.valid_until) end as done,
			times.times, times.last_at as "lastDoneAt",
			case when x.id is not null then jsonb_build_object('id', x.id, 'fromEditionId',
				x.from_edition_id, 'toEditionId', x.to_edition_id, 'dueOn', x.due_on) end as changes,
			cycle.cycle, coalesce(mark.percent, 0) as percent
		from met
		left join ${obligation} o on o.person_id = met.person_id and o.module_id = met.module_id
			and o.closed_at is null
		left join lateral (
			select b.closed_as, b.cycle from ${obligation} b
			where b.person_id = met.person_id and b.module_id = met.module_id and b.closed_at is not null
			order by b.cycle desc limit 1
		) closed on true
		left join lateral (
			${longestCompletion(sql`met.person_id`, sql`met.module_id`)}
		) c on true
		left join lateral (
			${completedTimes(sql`met.person_id`, sql`met.module_id`)}
		) times on true
		left join ${changeToRead} x on x.person_id = met.person_id and x.module_id = met.module_id
			and x.read_at is null
		left join lateral (
			select coalesce(o.cycle, 1 + greatest(coalesce(closed.cycle, 0), times.times)) as cycle
		) cycle on true
		left join ${progressMark} mark on mark.person_id = met.person_id
			and mark.module_id = met.module_id and mark.cycle = cycle.cycle`;
}

function standingOf(row: Row, today: string): ModuleStanding {
	const validUntil = row.done?.validUntil ?? null;
	const open = row.open && { ...row.open, assignedAt: new Date(row.open.assignedAt) };
	const isValid = row.done !== null && isValidOn(validUntil, today);
	const renewalOpen = row.done !== null && isRenewalOpen(validUntil, today);
	const settled = isValid && !open && !renewalOpen;
	return {
		personId: row.personId,
		moduleId: row.moduleId,
		obligation: open,
		dueOn: open?.dueOn ?? null,
		closedAs: row.closedAs,
		completion: row.done && { ...row.done, completedAt: new Date(row.done.completedAt) },
		validUntil,
		isValid,
		renewalOpen,
		changesToRead: row.changes,
		// While a proof counts, its own cycle is the one a person is in; the next begins with what opens it.
		cycle: settled ? Math.max(1, row.cycle - 1) : row.cycle,
		since: countsSince(open, row.lastDoneAt, validUntil),
		percent: settled ? 100 : row.percent
	};
}

/**
 * From when on reading counts. The first time everything counts, also what was read before it was assigned. A new
 * edition or a renewal begins anew; without an obligation, when the last proof was given or its renewal opened.
 */
function countsSince(
	open: OpenObligation | null,
	lastDoneAt: string | null,
	validUntil: string | null
): Date | null {
	if (open && (open.origin === 'edition' || open.origin === 'renewal')) return open.assignedAt;
	if (lastDoneAt === null) return null;
	if (open) return open.assignedAt;
	const opens = renewalOpensOn(validUntil);
	const last = new Date(lastDoneAt);
	const window = opens === null ? last : new Date(`${opens}T00:00:00Z`);
	return window > last ? window : last;
}

function nothingYet(personId: string, moduleId: string): ModuleStanding {
	return {
		personId,
		moduleId,
		obligation: null,
		dueOn: null,
		closedAs: null,
		completion: null,
		validUntil: null,
		isValid: false,
		renewalOpen: false,
		changesToRead: null,
		cycle: 1,
		since: null,
		percent: 0
	};
}
