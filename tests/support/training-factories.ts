import { systemActor, type Actor } from '#lib/people/actor.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { publishEdition, type Published } from '#lib/server/training/modules/publish-edition.ts';
import { parseModule } from '#lib/server/training/text/parse-module.ts';
import { bodyHash } from '#lib/server/training/text/body-hash.ts';
import { townNow } from './town.ts';

/** What a test wants of a module; everything else is a small one with two pages and a quiz. */
export type ModuleWishes = {
	slug?: string;
	/** Lines of front matter beside or instead of the usual ones. */
	front?: Record<string, string>;
	/** Text of the source below the front matter. */
	et?: string;
	/** Translations: a text, or one that lags behind. */
	ru?: string | { body: string; stale: true };
	en?: string | { body: string; stale: true };
	/** What is new, in translations. */
	notes?: Partial<Record<Locale, string>>;
	titles?: Partial<Record<Locale, string>>;
	media?: { name: string; bytes: Uint8Array }[];
	at?: Date;
	actor?: Actor;
};

/** A page and a quiz of one question, whose right answer is the second option. */
export const smallText = `## Esimene leht {#first}

Vajuta nuppu menüüs.

## Kontrolli end {#check}

::: quiz {#q}
### Kus on nupp? {#where}
- [ ] Akna all
  > Seal on olekuriba.
- [x] Menüüs
  > Just nii.
---
Nupp on menüüs.
:::
`;

/** The same in Russian. */
export const smallTextRu = `## Первая страница {#first}

Нажмите кнопку в меню.

## Проверьте себя {#check}

::: quiz {#q}
### Где кнопка? {#where}
- [ ] Внизу окна
  > Там строка состояния.
- [x] В меню
  > Верно.
---
Кнопка в меню.
:::
`;

const usual = {
	summary: 'Lühike moodul.',
	source: 'et',
	version: '1.0.0',
	change: 'major',
	minutes: '5',
	completion: 'passed',
	passMark: '80'
};

/** Publishes a module from its text, as files of the content folder are; again with the same slug is a new edition. */
export async function aModule(
	db: Db,
	wishes: ModuleWishes = {}
): Promise<Published & { slug: string }> {
	const { slug = 'small', at = townNow, actor = systemActor } = wishes;
	const et = wishes.et ?? smallText;
	const front = { id: slug, title: wishes.titles?.et ?? 'Väike moodul', ...usual, ...wishes.front };
	const texts: Partial<Record<Locale, string>> = { et: file(front, et) };
	for (const locale of ['ru', 'en'] as const) {
		const text = wishes[locale];
		if (text === undefined) continue;
		const [body, hash] =
			typeof text === 'string' ? [text, bodyHash(et)] : [text.body, `sha256:${'0'.repeat(64)}`];
		const title = wishes.titles?.[locale] ?? 'Маленький модуль';
		const note = wishes.notes?.[locale];
		const head = { id: slug, title, summary: title, ...(note && { changeNote: note }) };
		texts[locale] = file({ ...head, sourceHash: hash }, body);
	}
	const media = wishes.media ?? [];
	const { module, problems } = parseModule({ slug, texts, media, include: () => null });
	if (!module) throw new Error(`The test's module is broken: ${JSON.stringify(problems)}`);
	const mediaBytes = new Map(media.map(({ name, bytes }) => [name, bytes]));
	const published = await withTransaction(db, (tx) =>
		publishEdition(tx, actor, { module, source: 'files', at, mediaBytes })
	);
	return { ...published, slug };
}

function file(front: Record<string, string>, body: string): string {
	const lines = Object.entries(front).map(([key, value]) => `${key}: ${value}`);
	return `---\n${lines.join('\n')}\n---\n\n${body}`;
}
