import type { Clock } from '#lib/server/clock.ts';
import { savePath } from '#lib/server/training/courses/save-path.ts';
import { listModuleOptions } from '#lib/server/training/modules/list-module-options.ts';
import type { Town } from './sample-town.ts';

const FIRST_WEEK = ['using-abilaud', 'passwords', 'phishing', 'personal-data'];

/** The path of a newcomer. Needs the modules. */
export async function loadPaths(town: Town, clock: Clock): Promise<void> {
	const author = await town.actor(town.who('author@linn.example'));
	const modules = await listModuleOptions(town.db, 'et');
	const moduleIds = FIRST_WEEK.map((key) => {
		const module = modules.find((one) => one.key === key);
		if (!module) throw new Error(`The sample has no module ${key}.`);
		return module.id;
	});
	await savePath(
		town.db,
		author,
		{
			slug: 'first-week',
			title: {
				et: 'Uue töötaja esimene nädal',
				ru: 'Первая неделя нового сотрудника',
				en: 'First week of a new employee'
			},
			summary: {
				et: 'Neli lühikest moodulit, millega saad tööd alustada: kust abi küsida, kuidas sisse logida, keda mitte uskuda ja kuidas hoida inimeste andmeid.',
				ru: 'Четыре коротких модуля, чтобы начать работу: где просить помощи, как входить, кому не верить и как беречь данные людей.',
				en: 'Four short modules to begin work with: where to ask for help, how to sign in, whom not to believe and how to keep data about people.'
			},
			strict: true,
			active: true,
			moduleIds
		},
		clock
	);
}
