import { systemClock } from '#lib/server/clock.ts';
import { openDb } from '#lib/server/db/client.ts';
import { equipmentImport } from '#lib/server/equipment/imports/equipment-import.ts';
import { runImports } from '#lib/server/imports/run-imports.ts';

// Does what imports wait for in the database DATABASE_URL, and is killed when everything was written and nothing
// committed. Run by the test of imports.
const dying = {
	...equipmentImport,
	write: async (...given: Parameters<typeof equipmentImport.write>) => {
		const written = await equipmentImport.write(...given);
		process.kill(process.pid, 'SIGKILL');
		return written;
	}
};
const { db } = openDb(process.env.DATABASE_URL ?? '');
await runImports([dying])({ db, clock: systemClock }, {});
