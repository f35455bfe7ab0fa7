import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openApi } from './openapi.ts';

const root = 'src/routes';

it('describes every endpoint of /api/v1 there is, with its methods, and no other', () => {
	const served = readdirSync(join(root, 'api/v1'), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('+server.ts'))
		.map((path) => join('/api/v1', dirname(path)))
		.sort();
	expect(Object.keys(openApi.paths).sort()).toEqual(served);
	for (const [path, methods] of Object.entries(openApi.paths)) {
		const file = join(root, path, '+server.ts');
		expect(existsSync(file)).toBe(true);
		const exported = [...readFileSync(file, 'utf8').matchAll(/export const ([A-Z]+)/g)];
		expect(Object.keys(methods).sort()).toEqual(
			exported.map(([, name = '']) => name.toLowerCase()).sort()
		);
	}
});

it('refers only to what it defines', () => {
	const text = JSON.stringify(openApi);
	const schemas = Object.keys(openApi.components.schemas);
	for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
		expect(schemas).toContain(name);
	}
});
