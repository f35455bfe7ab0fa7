import * as v from 'valibot';
import { DELIMITERS, ENCODINGS } from '$lib/imports/file-forms.ts';
import { IMPORT_MODES, IMPORT_ROW_KINDS, IMPORT_WORKING } from '$lib/imports/import-states.ts';
import { equipmentImport } from '$lib/server/equipment/imports/equipment-import.ts';
import {
	backToColumns,
	chooseColumns,
	confirmImport,
	readOtherwise,
	takeBack
} from '$lib/server/imports/change-import.ts';
import { getImport, listImportRows } from '$lib/server/imports/get-import.ts';
import type { StoredRow } from '$lib/server/imports/row-store.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import { failForm } from '$lib/server/web/fail.ts';
import { parseForm } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoadEvent } from './$types';

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

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	const { id } = event.params;
	const { problem, ...found } = await getImport(db, actor, equipmentImport, id);
	const kind = IMPORT_ROW_KINDS.find((one) => one === event.url.searchParams.get('kind'));
	const after = Math.min(Number(event.url.searchParams.get('after')) || 0, 10_000_000);
	const shows = found.state !== 'mapping' && !IMPORT_WORKING.includes(found.state);
	const page = shows
		? await listImportRows(db, actor, equipmentImport, id, { kind, after: Math.floor(after) })
		: { rows: [] };
	return {
		file: found,
		problem: problem ? errorText(problem.key, problem.params) : null,
		isWorking: IMPORT_WORKING.includes(found.state),
		rows: page.rows.map(shown),
		...{ next: page.next, kind, isInside: after > 0 }
	};
});

function shown({ row, kind, values, before, after, problems }: StoredRow) {
	const changes = kind === 'change' && before && after ? Object.entries(after.shown) : [];
	return {
		...{ row, kind, key: values.inventoryNumber ?? '' },
		changes: changes.map(([field, becomes]) => ({
			...{ field, becomes, was: before?.shown[field] ?? '' }
		})),
		problems: problems.map(({ heading, key, params }) => ({
			...{ heading, text: errorText(key, params) }
		}))
	};
}

export const actions: Actions = {
	read: action(async (event, form) => {
		const parsed = parseForm(readSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const input = { id: event.params.id, ...parsed.data };
		await readOtherwise(event.locals.db, signedIn(event), equipmentImport, input);
		return {};
	}),
	columns: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(columnsSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const mapping = parsed.data.mapping.map((key) => key || null);
		const input = { id: event.params.id, mapping, alsoMove: parsed.data.alsoMove };
		await chooseColumns(db, signedIn(event), equipmentImport, input, clock);
		return {};
	}),
	back: action(async (event) => {
		await backToColumns(event.locals.db, signedIn(event), equipmentImport, event.params.id);
		return {};
	}),
	run: action(async (event, form) => {
		const { db, clock } = event.locals;
		const parsed = parseForm(runSchema, form);
		if (!parsed.ok) return failForm(parsed.issues, parsed.values);
		const input = { id: event.params.id, ...parsed.data };
		await confirmImport(db, signedIn(event), equipmentImport, input, clock);
		return {};
	}),
	undo: action(async (event) => {
		const { db, clock } = event.locals;
		await takeBack(db, signedIn(event), equipmentImport, event.params.id, clock);
		return {};
	})
};
