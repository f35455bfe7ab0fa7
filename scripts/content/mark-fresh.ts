import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLocale } from '#lib/i18n/localized.ts';
import { readTrainingFolder } from '#lib/server/training/modules/read-training-folder.ts';
import { markFresh } from '#lib/server/training/text/mark-fresh.ts';
import { parseModule } from '#lib/server/training/text/parse-module.ts';
import { describeTextProblem } from '#lib/server/training/text/problem-sentence.ts';
import { UsageError } from '../terminal/run-script.ts';

/** Writes into a module's translations that they fit the source as it is now. */
export function markModuleFresh(folder: string, slug: string): void {
	const found = readTrainingFolder(folder).modules.find((one) => one.slug === slug);
	if (!found) throw new UsageError(`There is no module ${slug} in ${folder}.`);
	const { module, problems } = parseModule(found.files);
	if (!module) {
		for (const problem of problems) console.error(describeTextProblem(problem, folder));
		throw new UsageError('The module has to be without errors first.');
	}
	const { source } = module.facts;
	const hash = module.texts[source]?.bodyHash ?? '';
	for (const [locale, text] of Object.entries(found.files.texts)) {
		if (!isLocale(locale) || locale === source || !module.texts[locale]?.stale) continue;
		writeFileSync(join(folder, slug, `${locale}.md`), markFresh(text, hash));
		console.log(`fresh    ${slug}/${locale}.md`);
	}
}
