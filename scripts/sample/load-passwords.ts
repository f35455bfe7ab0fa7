import { hashPassword } from '#lib/server/auth/passwords.ts';
import { SAMPLE_PASSWORD } from '#lib/server/auth/sample-sign-ins.ts';
import { credential } from '#lib/server/auth/tables.ts';
import type { Town } from './sample-town.ts';

/** Gives everybody the sample's password. It is hashed once: two hundred hashes would take a minute. */
export async function loadPasswords(town: Town): Promise<void> {
	const passwordHash = await hashPassword(SAMPLE_PASSWORD);
	const passwordSetAt = town.clock.now();
	await town.db
		.insert(credential)
		.values(town.people.map(({ id: personId }) => ({ personId, passwordHash, passwordSetAt })));
}
