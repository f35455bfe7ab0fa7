import * as v from 'valibot';
import { parseDay } from '#lib/format/dates.ts';
import { isLocale } from '#lib/i18n/localized.ts';
import { emailSchema } from '#lib/people/person-schemas.ts';
import type { ImportKind } from '#lib/people/import-kinds.ts';
import { UNIT_KINDS } from '#lib/people/unit-kinds.ts';
import { PLACE_HOURS } from '#lib/working-time/place-hours.ts';

/** Codes and addresses that a cell may name: those in the register and those in the file itself. */
export type Known = Record<'units' | 'places' | 'people', ReadonlySet<string>>;

/** A cell in the form in which it is compared and kept, or the message key of what is wrong with it. */
export type CellResult = { text: string } | { issue: string };

/** A column of an import: what a cell may hold and what stands there when the file has no such column. */
export type ImportColumn = {
	required?: boolean;
	missing?: string;
	read: (cell: string, known: Known) => CellResult;
};

const text: ImportColumn = {
	read: (cell) => (cell.length > 200 ? { issue: 'errors_text_long' } : { text: cell })
};

const required = (column: ImportColumn): ImportColumn => ({
	...column,
	required: true,
	read: (cell, known) => (cell === '' ? { issue: 'errors_required' } : column.read(cell, known))
});

const oneOf = (choices: readonly string[], missing?: string): ImportColumn => ({
	missing,
	read: (cell) => {
		const chosen = cell.toLowerCase() || missing || '';
		return choices.includes(chosen) ? { text: chosen } : { issue: 'people_import_choice' };
	}
});

const UNKNOWN: Record<keyof Known, string> = {
	units: 'people_import_unknown_units',
	places: 'people_import_unknown_places',
	people: 'people_import_unknown_people'
};

/** Names a unit, a place or a person. */
const naming = (what: keyof Known): ImportColumn => ({
	read: (cell, known) => {
		const name = cell.toLowerCase();
		return name === '' || known[what].has(name) ? { text: name } : { issue: UNKNOWN[what] };
	}
});

const day: ImportColumn = {
	read: (cell) => {
		const iso = cell === '' ? '' : parseDay(cell);
		return iso === undefined ? { issue: 'errors_date' } : { text: iso };
	}
};

const code = required({
	read: (cell) =>
		/^[a-z0-9]+(-[a-z0-9]+)*$/.test(cell.toLowerCase()) && cell.length <= 60
			? { text: cell.toLowerCase() }
			: { issue: 'people_code_shape' }
});

const names = { name_et: required(text), name_ru: required(text), name_en: text };

/** The columns of each kind of file. The first one is the key by which a row finds its record. */
export const IMPORT_COLUMNS: Record<ImportKind, Record<string, ImportColumn>> = {
	places: {
		code,
		...names,
		address: text,
		district: text,
		hours: oneOf(PLACE_HOURS, 'office'),
		head: naming('people'),
		parent: naming('places'),
		active: oneOf(['yes', 'no'], 'yes')
	},
	units: {
		code,
		...names,
		kind: required(oneOf(UNIT_KINDS)),
		parent: naming('units'),
		head: naming('people'),
		budget_owner: naming('people'),
		place: naming('places'),
		active: oneOf(['yes', 'no'], 'yes')
	},
	people: {
		email: required({
			read: (cell) => {
				const read = v.safeParse(emailSchema, cell);
				return read.success ? { text: read.output } : { issue: 'errors_email' };
			}
		}),
		name: required(text),
		position: text,
		phone: text,
		mailbox: oneOf(['yes', 'no'], 'yes'),
		unit: required(naming('units')),
		place: naming('places'),
		manager: naming('people'),
		locale: {
			missing: 'et',
			read: (cell) =>
				isLocale(cell.toLowerCase() || 'et')
					? { text: cell.toLowerCase() || 'et' }
					: { issue: 'people_import_choice' }
		},
		starts_on: day,
		ends_on: day,
		status: oneOf(['active', 'left'], 'active')
	}
};
