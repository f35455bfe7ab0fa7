import { dropForgottenDatabases } from './database.ts';
import { ensureMigratedTemplate } from './template-database.ts';
import { useTestServer } from './test-server.ts';

/** Runs once before the tests that need a database; what it returns runs once after them. */
export default async function setup(): Promise<() => Promise<void>> {
	const release = await useTestServer();
	await dropForgottenDatabases();
	await ensureMigratedTemplate();
	return release;
}
