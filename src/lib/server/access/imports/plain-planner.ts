import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import type {
	ImportField,
	ImportSpec,
	PlannedRow,
	RawRow,
	RowSide
} from '#lib/server/imports/import-spec.ts';

type Message = (inputs: object, options: { locale: 'et' | 'ru' | 'en' }) => string;
export type FactValue = string | number | boolean | null;
export type Facts = Record<string, FactValue>;

/** What a cell means: a value and how the preview names it, or what is wrong. */
export type ReadCell =
	{ value: FactValue; shown?: string } | { issue: string; params?: Record<string, string> };

/** A field of a plain register; `needed` of a new record, `required` in every file. */
export type PlainField = {
	key: string;
	label: Message;
	aliases: string;
	required?: true;
	needed?: true;
};

/** What the records of a register are, by the key under which a file names them. */
export type KnownRecord = { id: string; facts: Facts };

export type FactsSide = RowSide & { facts: Facts };

/** What a plain register looks at: what its cells mean, and what it has under the keys of these rows. */
export type PlainLooking = {
	read: (key: string, text: string, row: RawRow) => ReadCell;
	/** The key of the row in the register; undefined when its cells do not say which record is meant. */
	keyOf: (row: RawRow) => string | undefined;
	known: ReadonlyMap<string, KnownRecord>;
};

const inAll = (message: Message): LocalizedText => ({
	et: message({}, { locale: 'et' }),
	ru: message({}, { locale: 'ru' }),
	en: message({}, { locale: 'en' })
});

/** Fields as an import offers them. */
export const importFields = (fields: readonly PlainField[]): ImportField[] =>
	fields.map(({ key, label, aliases, required }) => ({
		...{ key, label: inAll(label), aliases: aliases.split('|') },
		...(required ? { required } : {})
	}));

/**
 * Looks through rows of a register whose records are named by a key: new keys are inserted, what differs in known ones
 * is changed, a key that stands twice in the file is refused the second time.
 */
export const plainPlanner =
	(
		fields: readonly PlainField[],
		look: (db: DbOrTx, actor: Actor, rows: readonly RawRow[]) => Promise<PlainLooking>
	): ImportSpec['planner'] =>
	(_, actor, __, heading) => {
		const seen = new Map<string, number>();
		return Promise.resolve(async (db, rows) => {
			const looking = await look(db, actor, rows);
			return rows.map((row) => planRow(row, fields, looking, { seen, heading }));
		});
	};

function planRow(
	row: RawRow,
	fields: readonly PlainField[],
	{ read, keyOf, known }: PlainLooking,
	{ seen, heading }: { seen: Map<string, number>; heading: (field: string) => string }
): PlannedRow {
	const problems: PlannedRow['problems'] = [];
	const facts: Facts = {};
	const shown: Record<string, string> = {};
	for (const { key } of fields) {
		const text = row.values[key];
		if (!text) continue;
		const cell = read(key, text, row);
		if ('issue' in cell) {
			problems.push({ heading: heading(key), key: cell.issue, params: cell.params ?? {} });
			continue;
		}
		facts[key] = cell.value;
		shown[key] = cell.shown ?? text;
	}
	const refused = (): PlannedRow => ({
		...{ ...row, kind: 'refused', recordId: null, before: null, after: null, problems }
	});
	const name = keyOf(row);
	if (name === undefined) return refused();
	const earlier = seen.get(name);
	if (earlier !== undefined) {
		problems.push({ heading: '', key: 'rights_import_twice', params: { row: String(earlier) } });
	} else seen.set(name, row.row);
	const record = known.get(name);
	if (!record) {
		for (const { key, needed } of fields) {
			if (needed && !row.values[key])
				problems.push({ heading: heading(key), key: 'imports_required_new' });
		}
	}
	if (problems.length > 0) return refused();
	if (!record) {
		const after: FactsSide = { shown, facts };
		return { ...row, kind: 'insert', recordId: null, before: null, after, problems };
	}
	const changed = Object.keys(facts).filter((key) => facts[key] !== record.facts[key]);
	const same = { ...row, recordId: record.id, problems };
	if (changed.length === 0) return { ...same, kind: 'same', before: null, after: null };
	const pick = (from: Facts) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
	const words = (from: Facts) => (key: string) => [key, String(from[key] ?? '')] as const;
	const before: FactsSide = {
		facts: pick(record.facts),
		shown: Object.fromEntries(changed.map(words(record.facts)))
	};
	const after: FactsSide = {
		facts: pick(facts),
		shown: Object.fromEntries(changed.map((key) => [key, shown[key] ?? '']))
	};
	return { ...same, kind: 'change', before, after };
}

/** A cell that names one of some words, by the code or by the word in any language. */
export function readWord(
	text: string,
	words: readonly { code: FactValue; names: readonly string[] }[]
): ReadCell {
	const folded = text.trim().toLowerCase();
	const found = words.find(
		({ code, names }) =>
			String(code).toLowerCase() === folded || names.some((name) => name.toLowerCase() === folded)
	);
	return found
		? { value: found.code }
		: { issue: 'rights_import_word', params: { words: words.map(({ code }) => code).join(', ') } };
}
