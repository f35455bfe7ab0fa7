import { join } from 'node:path';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { ParsedModule, TextProblem } from '#lib/training/module-text.ts';
import type { ProblemMark } from '#lib/training/authoring/problem-mark.ts';
import { config } from '#lib/server/config.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { includeFrom } from '../modules/read-training-folder.ts';
import { trainingModule } from '../modules/tables.ts';
import { parseModule } from '../text/parse-module.ts';
import { problemSentence } from '../text/problem-sentence.ts';
import type { Draft } from './draft.ts';

/** A draft as its text says it. */
export type ReadDraft = { module: ParsedModule | null; problems: TextProblem[] };

/**
 * Reads a draft as the checker does: everything that is wrong, and the module when nothing stops it. Texts may include
 * what lies in the content folder. Beside the checker's own, a key that is not the module's is an error, also when it is that of a
 * module that is hidden: publishing would take it over, with everything people did in it.
 */
export async function readDraft(
	db: DbOrTx,
	draft: Pick<Draft, 'slug' | 'moduleId' | 'files' | 'media'>,
	mediaAddress?: (name: string, hash: string) => string
): Promise<ReadDraft> {
	const modules = await db
		.select({
			id: trainingModule.id,
			key: trainingModule.key,
			slug: trainingModule.slug,
			active: trainingModule.active
		})
		.from(trainingModule);
	const offered = modules.filter((one) => one.active);
	const { module, problems } = parseModule({
		slug: draft.slug,
		texts: draft.files,
		media: [],
		kept: draft.media,
		include: includeFrom(join(config().contentDir, 'training')),
		modules: new Set([draft.slug, ...offered.map((one) => one.slug)]),
		...(mediaAddress && { mediaAddress })
	});
	if (!module) return { module, problems };
	const own = modules.find((one) => one.id === draft.moduleId);
	const other = modules.find((one) => one.key === module.facts.key && one.id !== draft.moduleId);
	const wrong = own ? own.key !== module.facts.key : other !== undefined;
	const { key, source } = module.facts;
	if (!wrong) return { module, problems };
	const place = { file: `${draft.slug}/${source}.md`, line: 2, level: 'error' as const };
	const said: TextProblem = own
		? { ...place, code: 'id_differs', params: { id: key, source: own.key } }
		: { ...place, code: 'module_id_twice', params: { id: key, other: other?.slug ?? '' } };
	return { module: null, problems: [said, ...problems] };
}

/** Problems as the editor shows them: in the reader's language, at the language and line they are about. */
export function problemMarks(
	slug: string,
	problems: readonly TextProblem[],
	locale: Locale
): ProblemMark[] {
	return problems.map((problem) => ({
		locale: locales.find((one) => problem.file === `${slug}/${one}.md`) ?? null,
		file: problem.file,
		line: problem.line,
		level: problem.level,
		words: problemSentence(problem, locale)
	}));
}
