import { config } from '#lib/server/config.ts';
import { useEmbeddedServer } from './postgres/server.ts';
import { step } from './terminal/steps.ts';

/** The database a script works on. */
export type DatabaseTarget = {
	url: string;
	/** Is it our own server, so that sample data is allowed? */
	embedded: boolean;
	/** Starts the embedded server again when it is gone; true when that was needed. */
	revive(): Promise<boolean>;
	/** Ends this script's use of it. */
	release(): Promise<void>;
};

/** Opens the database of `DATABASE_URL`, else the embedded one of `DATA_DIR`, starting it if needed. */
export async function openTarget(): Promise<DatabaseTarget> {
	const { databaseUrl, dataDir } = config();
	if (databaseUrl) {
		return {
			url: databaseUrl,
			embedded: false,
			revive: async () => false,
			release: async () => undefined
		};
	}
	return step('Database', async (progress) => {
		progress('starting PostgreSQL');
		const server = await useEmbeddedServer(dataDir);
		progress(server.adopted ? 'PostgreSQL was running' : 'PostgreSQL started');
		return { ...server, embedded: true };
	});
}
