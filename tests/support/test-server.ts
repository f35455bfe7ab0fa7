import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { ownPortalRole } from '#lib/server/db/portal-role.ts';
import { useEmbeddedServer } from '#scripts/postgres/server.ts';

/**
 * Promises a PostgreSQL for tests and names it in `TEST_DATABASE_URL`: the one already named
 * there (its role must be allowed to create databases and roles), else an embedded one of this
 * checkout that gives up durability for speed. `TEST_PORTAL_URL` names it for the role that owns
 * nothing, as which the portal runs. Returns what ends its use.
 */
export async function useTestServer(): Promise<() => Promise<void>> {
	const named = process.env.TEST_DATABASE_URL;
	if (named) {
		process.env.TEST_PORTAL_URL ??= await portalUrlOn(named);
		return async () => undefined;
	}
	const server = await useEmbeddedServer(testServerFolder(), 'fast');
	process.env.TEST_DATABASE_URL = server.url;
	process.env.TEST_PORTAL_URL = server.portalUrl;
	return async () => {
		delete process.env.TEST_DATABASE_URL;
		delete process.env.TEST_PORTAL_URL;
		await server.release();
	};
}

async function portalUrlOn(url: string): Promise<string> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		const portal = await ownPortalRole(sql, url, 'abilaud_test_portal');
		if (portal.url) return portal.url;
		throw new Error(`TEST_DATABASE_URL: ${portal.reason}.`);
	} finally {
		await sql.end({ timeout: 5 });
	}
}

// In the temporary folder, because the server's user can get there wherever the checkout lies.
function testServerFolder(): string {
	const key = `${process.cwd()}:${process.getuid?.() ?? ''}`;
	const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
	return join(tmpdir(), `abilaud-test-${hash}`);
}
