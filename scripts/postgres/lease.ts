import postgres from 'postgres';

// Any number will do, as long as nothing else in the "postgres" database locks it.
const leaseKey = 7_226_115;

/** Says "somebody still needs this server"; ends with the process, however that ends. */
export type Lease = {
	/** Gives the lease up. True when nobody else holds one, so the server may be stopped. */
	giveUp(): Promise<boolean>;
};

/**
 * Takes a share of the embedded server, so that a script which shares it with the portal knows
 * at its end whether to stop it. Throws when the server is going down at this moment.
 */
export async function takeLease(adminUrl: string): Promise<Lease> {
	const sql = postgres(adminUrl, {
		max: 1,
		connect_timeout: 10,
		idle_timeout: 0,
		max_lifetime: null,
		onnotice: () => undefined,
		connection: { application_name: 'abilaud lease' }
	});
	try {
		await sql`select pg_advisory_lock_shared(${leaseKey})`;
	} catch (error) {
		await sql.end({ timeout: 1 });
		throw error;
	}
	return {
		async giveUp() {
			try {
				const rows = await sql<{ last: boolean }[]>`
					select pg_advisory_unlock_shared(${leaseKey}) is not null
						and pg_try_advisory_lock(${leaseKey}) as last`;
				// The exclusive lock stays with this connection while the server is being stopped, so
				// that a newcomer waits for the end instead of adopting a dying server.
				if (rows[0]?.last) return true;
				await sql.end({ timeout: 1 });
				return false;
			} catch {
				await sql.end({ timeout: 1 });
				return false;
			}
		}
	};
}
