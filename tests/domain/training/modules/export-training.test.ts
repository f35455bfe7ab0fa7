import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { exportTraining } from '#lib/server/training/modules/export-training.ts';
import { publishEdition } from '#lib/server/training/modules/publish-edition.ts';
import { readTrainingFolder } from '#lib/server/training/modules/read-training-folder.ts';
import { syncTraining } from '#lib/server/training/modules/sync-training.ts';
import { parseModule } from '#lib/server/training/text/parse-module.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { sourceFile, trainingFolder, translationFile } from './training-folder.ts';

const clock = fixedClock(new Date('2026-11-23T08:00:00Z'));
let test: TestDatabase;
const data = trainingFolder();
const disk = trainingFolder();
const out = trainingFolder();
beforeAll(async () => {
	vi.stubEnv('DATA_DIR', data.folder);
	test = await testDatabase();
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await test.close();
	for (const one of [data, disk, out]) one.close();
});

it('a module of the portal goes out as files that come in again with the same hash', async () => {
	const body = '## Lukk {#lock}\n\n![Võti](key.png)\n\n[!INCLUDE [x](../shared/x.md)]\n';
	disk.write({
		'locks/et.md': sourceFile(body, { due: 'P14D', attempts: '3', summary: '"Üks: kaks"' }),
		'locks/ru.md': translationFile('## Замок {#lock}\n\n![Ключ](key.png)', {
			sourceHash: 'sha256:0'
		}),
		'locks/key.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 5]),
		'shared/x.md': 'Ühine lause.'
	});
	const [folder] = readTrainingFolder(disk.at('')).modules;
	const { module } = parseModule(
		folder?.files ?? { slug: '', texts: {}, media: [], include: () => null }
	);
	if (!folder || !module) throw new Error('The module cannot be read.');
	const mediaBytes = new Map(folder.files.media.map((one) => [one.name, one.bytes]));
	await withTransaction(test.db, (tx) =>
		publishEdition(tx, systemActor, { module, source: 'portal', at: clock.now(), mediaBytes })
	);
	const [exported] = await exportTraining(test.db);
	expect([...(exported?.files.keys() ?? [])].sort()).toEqual([
		'locks/et.md',
		'locks/key.png',
		'locks/ru.md'
	]);
	out.write(Object.fromEntries(exported?.files ?? []));
	const [again] = readTrainingFolder(out.at('')).modules;
	const read = again && parseModule(again.files);
	expect(read?.module?.hash).toBe(module.hash);
	expect(read?.module?.texts.ru?.stale).toBe(true);
	expect(read?.module?.facts).toEqual(module.facts);
});

it('modules of files are in files already, and go out only when asked for', async () => {
	disk.write({ 'keys/et.md': sourceFile('Võti.', { id: 'keys' }) });
	await syncTraining(test.db, systemActor, { folder: disk.folder, clock });
	expect((await exportTraining(test.db)).map((one) => one.slug)).toEqual(['locks']);
	const all = await exportTraining(test.db, { all: true });
	expect(all.map((one) => one.slug)).toEqual(['keys', 'locks']);
});
