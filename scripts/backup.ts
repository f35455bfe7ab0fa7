import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { config } from '#lib/server/config.ts';
import { filesFolder } from '#lib/server/files/storage.ts';
import { writeBackup } from './backup/write-backup.ts';
import { openTarget } from './database-target.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';
import { step } from './terminal/steps.ts';

const { values } = readOptions(
	`npm run backup

Writes the database, as it is at one moment, and the uploaded files into a new folder with a
manifest and checksums. The portal may run meanwhile. "npm run restore" reads it.`,
	{
		to: {
			type: 'string',
			value: 'FOLDER',
			help: 'The folder to make (default: DATA_DIR/backups/<date and time>)'
		}
	}
);

await runScript(async () => {
	const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const to = resolve(values.to ?? join(config().dataDir, 'backups', stamp));
	if (existsSync(to)) throw new UsageError(`${to} is there already.`);
	await mkdir(dirname(to), { recursive: true });
	const target = await openTarget();
	try {
		await step('Backup', async (progress) => {
			const order = { url: target.url, filesFolder: filesFolder(), to };
			const { tables, files } = await writeBackup(order, progress);
			const rows = tables.reduce((sum, table) => sum + table.rows, 0);
			progress(`${tables.length} tables, ${rows} rows, ${files.length} files`);
		});
		console.log(to);
	} finally {
		await target.release();
	}
});
