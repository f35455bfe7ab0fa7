import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { LockedSession } from './session-record.ts';

/** The module's title in all languages; a language nobody wrote shows the one it was written in. */
export function titleOf({ titles, slug }: Pick<LockedSession, 'titles' | 'slug'>): LocalizedText {
	const any = titles.et ?? titles.ru ?? titles.en ?? slug;
	return { et: titles.et ?? any, ru: titles.ru ?? any, ...(titles.en ? { en: titles.en } : {}) };
}

/** Place and room in all languages. */
export function placeOf({
	placeName,
	room
}: Pick<LockedSession, 'placeName' | 'room'>): LocalizedText {
	const join = (name: string | undefined) => [name, room].filter(Boolean).join(', ');
	return {
		et: join(placeName?.et),
		ru: join(placeName?.ru),
		...(placeName?.en ? { en: join(placeName.en) } : {})
	};
}
