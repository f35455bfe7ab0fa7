import { dirname, join, normalize } from 'node:path';
import { lineOf, sourceFiles } from './source-files.ts';

const server = join('src', 'lib', 'server');
// Two folders, one room: notifications write letters, mail carries them.
const sharedRooms: Record<string, string> = { mail: 'notifications' };

/**
 * Finds commands that write to another room's tables: those must call that room's commands,
 * where its rules and its audit are. Returns one line for each.
 */
export function foreignWrites(): string[] {
	const problems: string[] = [];
	for (const { path, text } of sourceFiles([server], ['.ts'])) {
		if (path.endsWith('.test.ts')) continue;
		for (const table of foreignTables(path, text)) {
			const writes = text.matchAll(new RegExp(`\\.(insert|update|delete)\\(\\s*${table}\\b`, 'g'));
			for (const write of writes) {
				problems.push(
					`${path}:${lineOf(text, write.index)} ${write[1]}s rows of ${table}, which is another room's table`
				);
			}
		}
	}
	return problems;
}

function foreignTables(path: string, text: string): string[] {
	const room = roomOf(path);
	const imports = text.matchAll(
		/import\s*\{([^}]*)\}\s*from\s*'([^']*\/tables(?:\/[\w-]+)?\.ts)'/g
	);
	return [...imports].flatMap(([, names = '', source = '']) => {
		const target = source.startsWith('#lib/')
			? join('src', 'lib', source.slice('#lib/'.length))
			: normalize(join(dirname(path), source));
		if (roomOf(target) === room) return [];
		return names
			.split(',')
			.map((name) => name.trim())
			.filter((name) => name && !name.startsWith('type '))
			.map((name) => name.split(/\s+as\s+/).at(-1) ?? name);
	});
}

function roomOf(path: string): string {
	const folder = path.slice(server.length + 1).split('/')[0] ?? '';
	return sharedRooms[folder] ?? folder;
}
