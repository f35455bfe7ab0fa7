import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useEmbeddedServer } from '#scripts/postgres/server.ts';

/**
 * Promises a PostgreSQL for tests and names it in `TEST_DATABASE_URL`: the one already named
 * there (its role must be allowed to create databases), else an embedded one of this checkout
 * that gives up durability for speed. Returns what ends its use.
 */
export async function useTestServer(): Promise<() => Promise<void>> {
	if (process.env.TEST_DATABASE_URL) return async () => undefined;
	const server = await useEmbeddedServer(testServerFolder(), 'fast');
	process.env.TEST_DATABASE_URL = server.url;
	return async () => {
		delete process.env.TEST_DATABASE_URL;
		await server.release();
	};
}

// In the temporary folder, because the server's user can get there wherever the checkout lies.
function testServerFolder(): string {
	const key = `${process.cwd()}:${process.getuid?.() ?? ''}`;
	const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
	return join(tmpdir(), `abilaud-test-${hash}`);
}
