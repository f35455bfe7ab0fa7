import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A content folder on the disk for one test, with its training modules written as text. */
export function trainingFolder() {
	const folder = mkdtempSync(join(tmpdir(), 'abilaud-training-'));
	const at = (path: string) => join(folder, 'training', path);
	return {
		folder,
		at,
		/** Writes files by their path below `training`. */
		write(files: Record<string, string | Uint8Array>) {
			for (const [path, content] of Object.entries(files)) {
				mkdirSync(dirname(at(path)), { recursive: true });
				writeFileSync(at(path), content);
			}
		},
		remove: (path: string) => rmSync(at(path), { recursive: true }),
		close: () => rmSync(folder, { recursive: true, force: true })
	};
}

/** The source file of a module. `head` replaces lines of the front matter by their key. */
export function sourceFile(body: string, head: Record<string, string> = {}): string {
	const lines = { id: 'locks', title: 'Lukud', source: 'et', version: '1.0.0', change: 'major' };
	return withHead({ ...lines, ...head }, body);
}

/** A translation of it. */
export function translationFile(body: string, head: Record<string, string> = {}): string {
	return withHead({ id: 'locks', title: 'Замки', ...head }, body);
}

function withHead(head: Record<string, string>, body: string): string {
	const lines = Object.entries(head).map(([key, value]) => `${key}: ${value}`);
	return ['---', ...lines, '---', '', body, ''].join('\n');
}
