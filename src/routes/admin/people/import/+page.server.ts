import * as v from 'valibot';
import { IMPORT_KINDS, type ImportPreview } from '$lib/people/import-kinds.ts';
import { IMPORT_COLUMNS } from '$lib/server/people/import-columns.ts';
import { applyImport, previewImport } from '$lib/server/people/import-structure.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

/** More rows than anybody reads; problems come first, so none of them is cut away. */
const MOST_SHOWN = 300;

export const load: PageServerLoad = () => ({
	kinds: IMPORT_KINDS.map((kind) => ({ kind, columns: Object.keys(IMPORT_COLUMNS[kind]) }))
});

const kind = v.picklist(IMPORT_KINDS, 'errors_choose');
const previewSchema = v.object({ kind });
const applySchema = v.object({ kind, csv: v.string(), token: v.string() });

export const actions: Actions = {
	preview: action(async (event, form) => {
		const { db } = event.locals;
		const parsed = parseForm(previewSchema, form);
		const csv = await textOf(form);
		const issues = {
			...(parsed.ok ? {} : parsed.issues),
			...(csv === undefined ? { file: ['people_import_no_file'] } : {})
		};
		if (!parsed.ok || csv === undefined) return failForm(issues, parsed.values);
		const preview = await previewImport(db, signedIn(event), { kind: parsed.data.kind, csv });
		return { preview: shown(preview), csv };
	}),
	apply: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(applySchema, form);
		if (!parsed.ok) return failForm(parsed.issues, {});
		// A browser sends line ends as CR LF, whatever the file had.
		const csv = parsed.data.csv.replaceAll('\r\n', '\n');
		const input = { ...parsed.data, csv };
		return { counts: await applyImport(db, signedIn(event), input, clock) };
	})
};

/** The chosen file, or the text that came instead of one; undefined when there is neither. */
async function textOf(form: FormData): Promise<string | undefined> {
	const file = form.get('file');
	const text = file instanceof File ? await file.text() : file;
	return text ? text.replaceAll('\r\n', '\n') : undefined;
}

/** Rows with problems first, then what changes; problems in the reader's words. */
function shown({ rows, ...preview }: ImportPreview) {
	const order = { refused: 0, changed: 1, inserted: 2, unchanged: 3 };
	const sorted = rows.toSorted((a, b) => order[a.action] - order[b.action] || a.line - b.line);
	return {
		...preview,
		isCut: rows.length > MOST_SHOWN,
		rows: sorted.slice(0, MOST_SHOWN).map((row) => ({
			...row,
			issues: row.issues.map(({ column, key, details }) => ({
				column,
				text: errorText(key, details)
			}))
		}))
	};
}
