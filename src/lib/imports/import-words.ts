import { m } from '#lib/paraglide/messages.js';
import type { StateKind } from '#lib/ui/state-looks.ts';
import type { Delimiter } from './file-forms.ts';
import type { ImportRowKind, ImportState } from './import-states.ts';

const states: Record<ImportState, { word: () => string; kind: StateKind }> = {
	mapping: { word: m.imports_state_mapping, kind: 'yours' },
	checking: { word: m.imports_state_checking, kind: 'progress' },
	preview: { word: m.imports_state_preview, kind: 'yours' },
	writing: { word: m.imports_state_writing, kind: 'progress' },
	done: { word: m.imports_state_done, kind: 'done' },
	undoing: { word: m.imports_state_undoing, kind: 'progress' },
	undone: { word: m.imports_state_undone, kind: 'info' },
	failed: { word: m.imports_state_failed, kind: 'problem' }
};

/** "Kirjutatud" */
export const importStateWord = (state: ImportState): string => states[state].word();

/** Icon and colour of a state. */
export const importStateKind = (state: ImportState): StateKind => states[state].kind;

const kinds: Record<ImportRowKind, { word: () => string; count: () => string; kind: StateKind }> = {
	insert: { word: m.imports_kind_insert, count: m.imports_count_insert, kind: 'new' },
	change: { word: m.imports_kind_change, count: m.imports_count_change, kind: 'progress' },
	same: { word: m.imports_kind_same, count: m.imports_count_same, kind: 'done' },
	refused: { word: m.imports_kind_refused, count: m.imports_count_refused, kind: 'problem' }
};

/** What one row does: "Uus" */
export const rowKindWord = (kind: ImportRowKind): string => kinds[kind].word();

/** What many rows do, before their number: "Uusi" */
export const rowKindCount = (kind: ImportRowKind): string => kinds[kind].count();

export const rowKindLook = (kind: ImportRowKind): StateKind => kinds[kind].kind;

const delimiters: Record<Delimiter, () => string> = {
	';': m.imports_delimiter_semicolon,
	',': m.imports_delimiter_comma,
	'\t': m.imports_delimiter_tab
};

export const delimiterWord = (delimiter: Delimiter): string => delimiters[delimiter]();
