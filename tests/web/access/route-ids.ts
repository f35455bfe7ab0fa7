import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve('src/routes');

/** Every route id that answers, with the names of its form actions. */
export async function routesWithActions(): Promise<Map<string, string[]>> {
	const routes = new Map<string, string[]>();
	for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !/^\+(page\.svelte|page\.server\.ts|server\.ts)$/.test(entry.name))
			continue;
		const id = entry.parentPath.slice(root.length).replaceAll('\\', '/') || '/';
		const before = routes.get(id) ?? [];
		routes.set(id, before);
		if (entry.name !== '+page.server.ts') continue;
		const page = (await import(join(entry.parentPath, entry.name))) as { actions?: object };
		before.push(...Object.keys(page.actions ?? {}));
	}
	return routes;
}
