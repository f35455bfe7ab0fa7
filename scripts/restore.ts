import { resolve } from 'node:path';
import { filesFolder } from '#lib/server/files/storage.ts';
import { readManifest, verifyParts } from './backup/manifest.ts';
import { readBackup } from './backup/read-backup.ts';
import { openTarget, settleTarget } from './database-target.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

const { values, positionals } = readOptions(
	`npm run restore -- FOLDER

Restores a backup made by "npm run backup" into the database of DATABASE_URL, else into the
embedded one of DATA_DIR, and its files into DATA_DIR. The database must have no people in it;
stop the portal first. A backup of an older version is brought to this one.`,
	{ check: { type: 'boolean', default: false, help: 'Only check that the backup is complete' } }
);

await runScript(async () => {
	const [given] = positionals;
	if (!given) throw new UsageError('Name the folder of the backup. --help says more.');
	const from = resolve(given);
	if (values.check) {
		await step('Checking', () => verifyParts(from, readManifest(from)));
		return;
	}
	const target = await openTarget();
	try {
		await step('Restore', async (progress) => {
			const order = { from, url: target.url, filesFolder: filesFolder() };
			const { tables, files, createdAt } = await readBackup(order, progress);
			const rows = tables.reduce((sum, table) => sum + table.rows, 0);
			progress(`${rows} rows and ${files.length} files as of ${createdAt}`);
		});
		await settleTarget(target);
	} finally {
		await target.release();
	}
});
