import { join } from 'node:path';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import type {
	DraftReading,
	Preview,
	PreviewBlock,
	PreviewPage
} from '#lib/training/authoring/draft-view.ts';
import type { LanguageMark } from '#lib/training/authoring/list-shapes.ts';
import type { ModuleMedia, ModuleText } from '#lib/training/module-text.ts';
import { config } from '#lib/server/config.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { includeFrom } from '../modules/read-training-folder.ts';
import { bodyHash } from '../text/body-hash.ts';
import { splitFrontMatter } from '../text/front-matter.ts';
import { readText } from '../text/read-text.ts';
import type { Draft } from './draft.ts';
import { problemMarks, readDraft } from './read-draft.ts';
import { sourceLocale } from './source-locale.ts';

/**
 * Everything an author wants to know of a draft while writing: how each language looks, what is wrong, which
 * translations lag behind. Shows what can be shown even where an error would stop publication. `key` is the module's in
 * the address; `locale` the author's language.
 */
export async function readForEditor(
	db: DbOrTx,
	draft: Pick<Draft, 'slug' | 'moduleId' | 'files' | 'media'>,
	{ key, locale }: { key: string; locale: Locale }
): Promise<DraftReading> {
	const address = (name: string) => {
		const path = name.split('/').map(encodeURIComponent).join('/');
		return `/admin/training/${encodeURIComponent(key)}/edit/media/${path}`;
	};
	const { problems } = await readDraft(db, draft, address);
	return {
		preview: previewOf(draft, address),
		problems: problemMarks(draft.slug, problems, locale),
		marks: marksOf(draft.files)
	};
}

function previewOf(
	{ slug, files, media }: Pick<Draft, 'slug' | 'files' | 'media'>,
	mediaAddress: (name: string) => string
): Preview {
	const named = new Map(media.map((one): [string, ModuleMedia] => [one.name, one]));
	const include = includeFrom(join(config().contentDir, 'training'));
	const shown: Preview = {};
	for (const locale of locales) {
		const text = files[locale];
		if (text === undefined) continue;
		const { body, bodyLine } = splitFrontMatter(text);
		try {
			const written = { title: '', summary: '', changeNote: '', body, bodyLine };
			const read = readText(
				{ slug, include, mediaAddress },
				locale,
				written,
				named,
				() => undefined
			);
			shown[locale] = read.pages.map((page) => pageOf(page, read.quizzes));
		} catch (problem) {
			// Nested too deep to be read: the checker says so.
			if (!(problem instanceof RangeError)) throw problem;
		}
	}
	return shown;
}

function pageOf(page: ModuleText['pages'][number], quizzes: ModuleText['quizzes']): PreviewPage {
	const blocks = page.blocks.map((block): PreviewBlock => {
		if (block.kind === 'html') return block;
		if (block.kind === 'practice')
			return { kind: 'practice', html: block.html, event: block.event };
		const quiz = quizzes.find((one) => one.id === block.quizId);
		const questions = (quiz?.questions ?? []).map(({ prompt, options, gaps, explanation }) => ({
			...{ prompt, options, gaps, explanation }
		}));
		return { kind: 'quiz', questions };
	});
	return { id: page.id, title: page.title, blocks };
}

/** How the languages of a draft stand to its source, as far as front matter can be seen. */
function marksOf(files: Draft['files']): Record<Locale, LanguageMark | 'source'> {
	const source = sourceLocale(files);
	const hash = source ? bodyHash(splitFrontMatter(files[source] ?? '').body) : '';
	const markOf = (locale: Locale): LanguageMark | 'source' => {
		const text = files[locale];
		if (text === undefined) return 'missing';
		if (locale === source) return 'source';
		return splitFrontMatter(text).head?.includes(hash) && hash !== '' ? 'fresh' : 'stale';
	};
	return { et: markOf('et'), ru: markOf('ru'), en: markOf('en') };
}
