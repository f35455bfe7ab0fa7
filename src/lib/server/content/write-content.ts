import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { AnswerContent } from './answer-content.ts';
import { writeAnswerFiles } from './answer-file.ts';
import { writeServiceFile } from './service-file.ts';

/** Writes services and answers below the folder, in the form that `readContent` reads back to the same hashes. */
export function writeContent(
	folder: string,
	content: {
		services: readonly { slug: string; definition: ServiceDefinition }[];
		answers: readonly { slug: string; content: AnswerContent }[];
	}
): void {
	mkdirSync(join(folder, 'services'), { recursive: true });
	for (const { slug, definition } of content.services) {
		writeFileSync(join(folder, 'services', `${slug}.yaml`), writeServiceFile(definition));
	}
	for (const { slug, content: answer } of content.answers) {
		const home = join(folder, 'answers', slug);
		mkdirSync(home, { recursive: true });
		for (const [locale, text] of Object.entries(writeAnswerFiles(answer))) {
			writeFileSync(join(home, `${locale}.md`), text);
		}
	}
}
