import * as v from 'valibot';
import { DELIMITERS, ENCODINGS } from '#lib/imports/file-forms.ts';
import { IMPORT_MODES, IMPORT_ROW_KINDS, IMPORT_WORKING } from '#lib/imports/import-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { beginImport } from '#lib/server/imports/begin-import.ts';
import {
	backToColumns,
	chooseColumns,
	confirmImport,
	readOtherwise,
	takeBack
} from '#lib/server/imports/change-import.ts';
import { getImport, listImportRows } from '#lib/server/imports/get-import.ts';
import type { ImportSpec } from '#lib/server/imports/import-spec.ts';
import type { StoredRow } from '#lib/server/imports/row-store.ts';
import { errorText } from './error-text.ts';
import { failForm } from './fail.ts';
import { parseForm } from './parse-form.ts';

const readSchema = v.object({
	encoding: v.picklist(ENCODINGS, 'errors_choose'),
	delimiter: v.picklist(DELIMITERS, 'errors_choose')
});
const columnsSchema = v.object({
	mapping: v.optional(v.array(v.string()), []),
	alsoMove: v.pipe(
		v.optional(v.string(), ''),
		v.transform((text) => text === 'yes')
	)
});
const runSchema = v.object({ mode: v.picklist(IMPORT_MODES, 'errors_choose') });

/** Whose import it is, and where. */
export type ImportCall = { db: Db; actor: Actor; spec: ImportSpec; clock: Clock };

/** Takes the file of a sent form in; gives the import's id. Throws what `beginImport` throws. */
export async function takeImportFile(
	{ db, actor, spec, clock }: ImportCall,
	form: FormData
): Promise<string> {
	const file = form.get('file');
	const chosen = file instanceof File ? file : new File([], '');
	const bytes = new Uint8Array(await chosen.arrayBuffer());
	return (await beginImport(db, actor, spec, { fileName: chosen.name, bytes }, clock)).id;
}

/** The page of an import; `key` is the field that names a row. Throws what `getImport` throws. */
export async function importPage(
	{ db, actor, spec }: Pick<ImportCall, 'db' | 'actor' | 'spec'>,
	id: string,
	search: URLSearchParams,
	key: string
) {
	const { problem, ...found } = await getImport(db, actor, spec, id);
	const kind = IMPORT_ROW_KINDS.find((one) => one === search.get('kind'));
	const after = Math.min(Number(search.get('after')) || 0, 10_000_000);
	const shows = found.state !== 'mapping' && !IMPORT_WORKING.includes(found.state);
	const page = shows
		? await listImportRows(db, actor, spec, id, { kind, after: Math.floor(after) })
		: { rows: [] };
	return {
		file: found,
		problem: problem ? errorText(problem.key, problem.params) : null,
		isWorking: IMPORT_WORKING.includes(found.state),
		rows: page.rows.map((row) => shown(row, key)),
		...{ next: page.next, kind, isInside: after > 0 }
	};
}

function shown({ row, kind, values, before, after, problems }: StoredRow, key: string) {
	const changes = kind === 'change' && before && after ? Object.entries(after.shown) : [];
	return {
		...{ row, kind, key: values[key] ?? '' },
		changes: changes.map(([field, becomes]) => ({
			...{ field, becomes, was: before?.shown[field] ?? '' }
		})),
		problems: problems.map(({ heading, key: problem, params }) => ({
			...{ heading, text: errorText(problem, params) }
		}))
	};
}

/** What is done with an import on its page, by the name of the action. Throws what the commands throw. */
export const importActs = {
	read: async ({ db, actor, spec }: ImportCall, id: string, form: FormData) => {
		const parsed = parseForm(readSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await readOtherwise(db, actor, spec, { id, ...parsed.data });
		return {};
	},
	columns: async ({ db, actor, spec, clock }: ImportCall, id: string, form: FormData) => {
		const parsed = parseForm(columnsSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const mapping = parsed.data.mapping.map((field) => field || null);
		await chooseColumns(db, actor, spec, { id, mapping, alsoMove: parsed.data.alsoMove }, clock);
		return {};
	},
	back: async ({ db, actor, spec }: ImportCall, id: string) => {
		await backToColumns(db, actor, spec, id);
		return {};
	},
	run: async ({ db, actor, spec, clock }: ImportCall, id: string, form: FormData) => {
		const parsed = parseForm(runSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		await confirmImport(db, actor, spec, { id, ...parsed.data }, clock);
		return {};
	},
	undo: async ({ db, actor, spec, clock }: ImportCall, id: string) => {
		await takeBack(db, actor, spec, id, clock);
		return {};
	}
};
