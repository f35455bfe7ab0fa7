import type { Actor } from '#lib/people/actor.ts';
import type { RowProblem } from '#lib/imports/import-states.ts';
import { fixedClock, type Clock } from '#lib/server/clock.ts';
import type { DbOrTx, Tx } from '#lib/server/db/client.ts';
import type { ImportSpec, PlannedRow, RawRow, RowSide } from './import-spec.ts';

/** What a record says, as JSON keeps it. */
export type RecordFacts = Record<string, string | number | boolean | null>;

type Side = RowSide & { facts: RecordFacts };

/** What a row says: which record it is, and what it says of it. What the file is silent about is absent. */
export type ReadRecord = { key: string; facts: RecordFacts };

/** Says what is wrong with a cell. */
export type SayWrong = (field: string, key: string, params?: Record<string, string>) => void;

/** A register whose records a file names by a key and says plain facts of. */
export type RecordRegister = Pick<ImportSpec, 'register' | 'mayImport' | 'fields'> & {
	/** Prepares for reading rows: looks up what cells name. */
	reader: (db: DbOrTx) => Promise<(row: RawRow, wrong: SayWrong) => ReadRecord>;
	/** Records of the register by their keys. */
	existing: (
		db: DbOrTx,
		keys: readonly string[]
	) => Promise<Map<string, { id: string; facts: RecordFacts }>>;
	/** Fields that a new record needs. */
	needed: readonly string[];
	/** What is said where the same record stands in two rows, with `{row}`. */
	twice: { field: string; key: string };
	/** Enters a record, or changes it: `facts` are all of it. By the register's own command. */
	save: (
		tx: Tx,
		actor: Actor,
		record: { id: string | null; facts: RecordFacts },
		clock: Clock
	) => Promise<{ id: string }>;
	/** Takes an entered record out again; false when something hangs on it. */
	remove: (tx: Tx, actor: Actor, id: string, at: Date) => Promise<boolean>;
};

const NEEDED = 'licences_import_needed';
const USED = 'licences_import_used';
const CHANGED = 'licences_import_changed';

/** The import of such a register: new records are entered, known ones changed where the file says something else. */
export function recordImport(register: RecordRegister): ImportSpec {
	return {
		register: register.register,
		mayImport: register.mayImport,
		fields: register.fields,
		planner: async (db, _actor, _options, heading) => {
			const read = await register.reader(db);
			const seen = new Map<string, number>();
			return async (on, rows) => {
				const readRows = rows.map((row) => {
					const problems: RowProblem[] = [];
					const wrong: SayWrong = (field, key, params) => {
						problems.push({ heading: heading(field), key, ...(params ? { params } : {}) });
					};
					return { row, problems, wrong, ...read(row, wrong) };
				});
				const known = await register.existing(
					on,
					readRows.map(({ key }) => key)
				);
				return readRows.map((one) => {
					const { row, key, wrong } = one;
					const before = seen.get(key);
					const { field, key: twice } = register.twice;
					if (key !== '' && before !== undefined) wrong(field, twice, { row: String(before) });
					else seen.set(key, row.row);
					return plan(one, known.get(key), register.needed);
				});
			};
		},
		write: async (tx, actor, rows, { at, progress }) => {
			const written = [];
			for (const { row, recordId, before, after } of rows) {
				const facts = { ...allOf(before), ...(after as Side).facts };
				const { id } = await register.save(tx, actor, { id: recordId, facts }, fixedClock(at));
				written.push({ row, recordId: id });
				await progress(2);
			}
			return written;
		},
		undo: async (tx, actor, rows, at) => {
			const known = await register.existing(
				tx,
				rows.map(({ after }) => keyOf(after))
			);
			const kept: { row: number; problem: RowProblem }[] = [];
			for (const { row, recordId, before, after } of rows) {
				const now = known.get(keyOf(after));
				const { facts } = after as Side;
				const keep = (key: string) => kept.push({ row, problem: { heading: '', key } });
				if (now?.id !== recordId || !says(now?.facts, facts)) keep(CHANGED);
				else if (!before) {
					if (!(await register.remove(tx, actor, now.id, at))) keep(USED);
				} else {
					const back = { ...now.facts, ...(before as Side).facts };
					await register.save(tx, actor, { id: now.id, facts: back }, fixedClock(at));
				}
			}
			return kept;
		}
	};
}

type Planning = ReadRecord & { row: RawRow; problems: RowProblem[]; wrong: SayWrong };

function plan(
	{ row, key, facts, problems, wrong }: Planning,
	record: { id: string; facts: RecordFacts } | undefined,
	needed: readonly string[]
): PlannedRow {
	if (!record) for (const field of needed) if (!row.values[field]) wrong(field, NEEDED);
	const nothing = { ...row, recordId: null, before: null, after: null, problems };
	if (problems.length > 0) return { ...nothing, kind: 'refused' };
	if (!record) {
		const after = { shown: row.values, facts, key };
		return { ...nothing, kind: 'insert', after };
	}
	const changed = Object.keys(facts).filter((field) => facts[field] !== record.facts[field]);
	const { id: recordId } = record;
	if (changed.length === 0) return { ...nothing, kind: 'same', recordId };
	const pick = (from: RecordFacts) =>
		Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
	const was = pick(record.facts);
	return {
		...{ ...row, kind: 'change', recordId, problems },
		before: { shown: textsOf(was), facts: was, all: record.facts },
		after: {
			...{ facts: pick(facts), key },
			shown: Object.fromEntries(changed.map((field) => [field, row.values[field] ?? '']))
		}
	};
}

const keyOf = (side: RowSide | null): string => String(side?.key ?? '');
const allOf = (side: RowSide | null): RecordFacts => (side?.all ?? {}) as RecordFacts;
const textsOf = (facts: RecordFacts): Record<string, string> =>
	Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, String(value ?? '')]));
const says = (now: RecordFacts | undefined, facts: RecordFacts): boolean =>
	now !== undefined && Object.entries(facts).every(([field, value]) => now[field] === value);
