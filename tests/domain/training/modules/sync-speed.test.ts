import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { fixedClock } from '#lib/server/clock.ts';
import { syncTraining } from '#lib/server/training/modules/sync-training.ts';
import { bodyHash } from '#lib/server/training/text/body-hash.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { sourceFile, trainingFolder, translationFile } from './training-folder.ts';

const MODULES = 300;
const clock = fixedClock(new Date('2026-11-23T08:00:00Z'));
let test: TestDatabase;
const data = trainingFolder();
const disk = trainingFolder();
beforeAll(async () => {
	vi.stubEnv('DATA_DIR', data.folder);
	test = await testDatabase();
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await test.close();
	for (const one of [data, disk]) one.close();
});

const PAGE = `Keera **võtit** kaks korda ja tõmba ust. ${'Uks on lukus, kui see ei liigu. '.repeat(30)}

- üks
- kaks

> [!TIP]
> Vaata ka [tuba](https://linn.example).
`;
const QUIZ = `::: quiz {#q}
### Kas uks on lukus? {#one}
- [x] Jah
  > Õige.
- [ ] Ei
:::
`;
const bodyOf = (module: number) =>
	[1, 2, 3, 4].map((page) => `## Leht ${module} ${page} {#p${page}}\n\n${PAGE}`).join('\n') + QUIZ;

function writeModule(module: number, version = '1.0.0', more = '') {
	const id = `module-${module}`;
	const body = bodyOf(module) + more;
	const translation = (title: string) =>
		translationFile(body, { id, title, sourceHash: bodyHash(body) });
	disk.write({
		[`${id}/et.md`]: sourceFile(body, { id, title: `Moodul ${module}`, version }),
		[`${id}/ru.md`]: translation(`Модуль ${module}`),
		[`${id}/en.md`]: translation(`Module ${module}`)
	});
}

const measured = async () => {
	const begin = process.cpuUsage();
	const report = await syncTraining(test.db, systemActor, { folder: disk.folder, clock });
	const { user, system } = process.cpuUsage(begin);
	return { report, seconds: (user + system) / 1e6 };
};

it('300 modules in three languages are read within 15 s of work, one changed within one', async () => {
	for (let module = 1; module <= MODULES; module += 1) writeModule(module);
	const first = await measured();
	expect(first.report.published).toHaveLength(MODULES);
	expect(first.seconds).toBeLessThan(15);
	const idle = await measured();
	expect(idle.report.unchanged).toBe(MODULES);
	writeModule(7, '1.0.1', '\nUus lause.\n');
	const one = await measured();
	expect(one.report).toMatchObject({ published: ['module-7'], unchanged: MODULES - 1 });
	expect(Math.max(idle.seconds, one.seconds)).toBeLessThan(2);
	console.info({ first: first.seconds, idle: idle.seconds, one: one.seconds });
}, 120_000);
