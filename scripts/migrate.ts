import { migrateTarget, openTarget, settleTarget } from './database-target.ts';
import { runScript } from './terminal/run-script.ts';
import { readOptions } from './terminal/options.ts';

readOptions(
	`npm run migrate

Brings the database to the schema of ./drizzle, and gives the portal's role its rights: the
database of MIGRATE_DATABASE_URL or DATABASE_URL, else the embedded one of DATA_DIR. "npm start"
does the same by itself.`,
	{}
);

await runScript(async () => {
	const target = await openTarget();
	try {
		await migrateTarget(target);
		await settleTarget(target);
	} finally {
		await target.release();
	}
});
