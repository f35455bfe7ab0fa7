import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { LockedSession } from './session-record.ts';

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
