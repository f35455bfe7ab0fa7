import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { nameAffected } from '../writing/affected-names.ts';

/** What a thing of a register is called in each language; null when no register has it. */
export async function namesOfThing(
	db: DbOrTx,
	kind: AffectedKind,
	targetId: string
): Promise<LocalizedText | null> {
	const thing = { kind, targetId, impact: 'unavailable' as const };
	const [et, ru, en] = await Promise.all(
		(['et', 'ru', 'en'] as const).map((locale) => nameAffected(db, [thing], locale))
	);
	const names = [et?.[0]?.name, ru?.[0]?.name, en?.[0]?.name];
	return names[0] ? { et: names[0], ru: names[1] ?? names[0], en: names[2] ?? names[0] } : null;
}
