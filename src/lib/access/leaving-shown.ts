import { actKindWord } from '#lib/equipment/acts/act-words.ts';
import type { ActKind } from '#lib/equipment/act-kinds.ts';
import { itemStateWord } from '#lib/equipment/item-words.ts';
import type { ItemState } from '#lib/equipment/item-states.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { roleWord } from '#lib/people/people-words.ts';
import type { Role } from '#lib/people/actor.ts';
import { taskKindWord } from './task-words.ts';
import type { AccessTaskKind } from './access-tasks.ts';
import type { LeavingKind, LeavingLine } from './leaving-lines.ts';

/** A line as the page says it, in one language. */
export type ShownLine = {
	kind: LeavingKind;
	id: string;
	title: string;
	detail: string;
	on: string | null;
	number: string | null;
};

/** A line in the reader's language: states, roles and kinds become words. */
export function shownLine(line: LeavingLine, locale: Locale): ShownLine {
	const { kind, id, on, number } = line;
	const title = text(line.title, locale);
	const detail = text(line.detail, locale);
	const said = { kind, id, on, number, title, detail };
	if (kind === 'item')
		return { ...said, detail: `${number}, ${itemStateWord(detail as ItemState)}` };
	if (kind === 'contact' || kind === 'responsible')
		return { ...said, detail: [number, detail].filter(Boolean).join(', ') };
	if (kind === 'sign') return { ...said, detail: `${actKindWord(detail as ActKind)} ${number}` };
	if (kind === 'role') return { ...said, title: roleWord(title as Role) };
	if (kind === 'task') return { ...said, title: taskKindWord(title as AccessTaskKind) };
	if (kind === 'request') return { ...said, detail: `IT-${number}` };
	if (kind === 'approval') return { ...said, detail: `IT-${number}, ${detail}` };
	return said;
}

const text = (value: string | LocalizedText | null, locale: Locale): string =>
	value === null ? '' : typeof value === 'string' ? value : localize(value, locale);

const ADDRESSES: Partial<Record<LeavingKind, (line: ShownLine) => string>> = {
	item: ({ id }) => `/admin/equipment/${id}`,
	contact: ({ id }) => `/admin/equipment/${id}/edit`,
	responsible: ({ id }) => `/admin/equipment/${id}/edit`,
	sign: ({ id }) => `/admin/equipment/acts/${id}`,
	right: ({ id }) => `/admin/access?open=${id}`,
	system: ({ id }) => `/admin/systems/${id}`,
	report: ({ id }) => `/admin/people/${id}`,
	unit: ({ id }) => `/admin/people/units/${id}`,
	place: ({ id }) => `/admin/people/places/${id}`,
	request: ({ number }) => `/admin/requests/${number}`,
	approval: ({ number }) => `/admin/requests/${number}`
};

/** Where the desk acts about a line; undefined where there is nothing to do. */
export const leavingAddress = (line: ShownLine): string | undefined => ADDRESSES[line.kind]?.(line);
