import type { ImportKind } from '#lib/people/import-kinds.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import { localizedName } from '#lib/people/person-schemas.ts';

/** Ids by code or e-mail, for turning cells into links. */
export type Ids = Record<ImportKind, Map<string, string>>;
type Cells = Record<string, string>;

/** Cells that were checked, as the columns of their table. */
export function placeValues(cells: Cells, ids: Ids) {
	return {
		code: cells.code ?? '',
		name: nameOf(cells),
		address: cells.address ?? '',
		district: cells.district ?? '',
		hours: cells.hours ?? 'office',
		headId: idOf(ids.people, cells.head),
		parentId: idOf(ids.places, cells.parent),
		active: cells.active !== 'no'
	};
}

/** Cells that were checked, as the columns of their table; the path is written afterwards. */
export function unitValues(cells: Cells, ids: Ids) {
	return {
		code: cells.code ?? '',
		name: nameOf(cells),
		kind: cells.kind ?? 'office',
		parentId: idOf(ids.units, cells.parent),
		headId: idOf(ids.people, cells.head),
		budgetOwnerId: idOf(ids.people, cells.budget_owner),
		placeId: idOf(ids.places, cells.place),
		active: cells.active !== 'no'
	};
}

/** Cells that were checked, as the columns of their table. */
export function personValues(cells: Cells, ids: Ids) {
	return {
		email: cells.email ?? '',
		name: cells.name ?? '',
		position: cells.position ?? '',
		phone: cells.phone ?? '',
		hasMailbox: cells.mailbox !== 'no',
		unitId: ids.units.get(cells.unit ?? '') ?? '',
		placeId: idOf(ids.places, cells.place),
		managerId: idOf(ids.people, cells.manager),
		locale: (cells.locale ?? 'et') as Locale,
		startsOn: cells.starts_on || null,
		endsOn: cells.ends_on || null,
		status: cells.status === 'left' ? ('left' as const) : ('active' as const)
	};
}

function nameOf(cells: Cells): LocalizedText {
	const { name_et: nameEt = '', name_ru: nameRu = '', name_en: nameEn = '' } = cells;
	return localizedName({ nameEt, nameRu, nameEn });
}

function idOf(ids: Map<string, string>, key: string | undefined): string | null {
	return ids.get(key ?? '') ?? null;
}
