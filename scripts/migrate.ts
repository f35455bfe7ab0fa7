import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { openTarget } from './database-target.ts';
import { runScript } from './terminal/run-script.ts';
import { readOptions } from './terminal/options.ts';
import { step } from './terminal/steps.ts';

readOptions(
	`npm run migrate

Brings the database to the schema of ./drizzle: the one of DATABASE_URL, else the embedded one
of DATA_DIR. "npm start" does the same by itself.`,
	{}
);

await runScript(async () => {
	const target = await openTarget();
	try {
		await step('Migrations', async (progress) => {
			const { applied, total } = await migrateDatabase(target.url, { onProgress: progress });
			progress(applied ? `${applied} of ${total} applied` : `all ${total} already there`);
		});
	} finally {
		await target.release();
	}
});
