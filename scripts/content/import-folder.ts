import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isLocale } from '#lib/i18n/localized.ts';
import { config } from '#lib/server/config.ts';
import { checkImported, importModules } from '#lib/server/training/text/import/import-modules.ts';
import {
	IMPORT_KINDS,
	type ImportedModule,
	type ImportKind
} from '#lib/server/training/text/import/import-types.ts';
import { describeTextProblem } from '#lib/server/training/text/problem-sentence.ts';
import { UsageError } from '../terminal/run-script.ts';

const isKind = (kind: string): kind is ImportKind =>
	(IMPORT_KINDS as readonly string[]).includes(kind);

/** Reads a foreign folder, writes its modules below `to` and prints what could not be carried over. */
export function importFolder(options: {
	kind: string;
	folder: string;
	to: string | undefined;
	source: string;
}): void {
	const { kind, source } = options;
	if (!isKind(kind)) throw new UsageError(`KIND is one of ${IMPORT_KINDS.join(', ')}.`);
	if (!isLocale(source)) throw new UsageError('--source is et, ru or en.');
	const folder = resolve(options.folder);
	if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
	const to = options.to ? resolve(options.to) : join(config().contentDir, 'training');
	const imported = importModules(kind, filesBelow(folder), { source });
	for (const note of imported.notes) console.error(describeTextProblem(note, folder));
	for (const problem of checkImported(imported)) console.error(describeTextProblem(problem, to));
	const written = imported.modules.filter((module) => writeModule(to, module));
	for (const { slug } of imported.modules) {
		const isNew = written.some((module) => module.slug === slug);
		console.log(isNew ? `new      ${slug}` : `kept     ${slug} (is there already)`);
	}
	const count = `${written.length} modules written to ${to}`;
	console.log(`${count}, ${imported.notes.length} notes above`);
}

function filesBelow(folder: string): Map<string, Uint8Array> {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
		.filter((path) => !path.split(sep).some((step) => step.startsWith('.')));
	return new Map(
		files.sort().map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path))])
	);
}

/** Writes a module's files, unless its folder is there: somebody may have worked on it since. */
function writeModule(to: string, { slug, files }: ImportedModule): boolean {
	const home = join(to, slug);
	if (existsSync(home)) return false;
	for (const [name, content] of files) {
		mkdirSync(dirname(join(home, name)), { recursive: true });
		writeFileSync(join(home, name), content);
	}
	return true;
}
