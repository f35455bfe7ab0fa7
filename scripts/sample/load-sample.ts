import { resolve } from 'node:path';
import { systemActor } from '#lib/people/actor.ts';
import { syncContent } from '#lib/server/catalogue/sync-content.ts';
import { fixedClock, type Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { syncTemplates } from '#lib/server/notices/writing/sync-templates.ts';
import { team } from '#lib/server/requests/tables.ts';
import { saveSetting } from '#lib/server/settings/settings.ts';
import { accessStories } from './access.ts';
import { actStories } from './equipment/acts.ts';
import { askingStories } from './equipment/asking.ts';
import { inventoryStories } from './equipment/inventory.ts';
import { loanPoolStories } from './equipment/loans.ts';
import { priceStories } from './equipment/prices.ts';
import { repairStories } from './equipment/repairs.ts';
import { stockStories } from './equipment/stock.ts';
import { writeOffStories } from './equipment/write-offs.ts';
import { finishHistory, historyStories } from './history/play-history.ts';
import { stockTakeStories } from './equipment/stocktake.ts';
import { equipmentStories } from './load-equipment.ts';
import { loadCourses } from './load-courses.ts';
import { finishNotices, noticeStories } from './load-notices.ts';
import { loadPasswords } from './load-passwords.ts';
import { leavingStories } from './leaving.ts';
import { loadPaths } from './load-paths.ts';
import { moveStories } from './moves.ts';
import { deputyStories, loadPosts } from './load-posts.ts';
import { licenceStories, loadLicences } from './licences.ts';
import { holdingStories, loadRegisters } from './load-registers.ts';
import { loadStructure } from './load-structure.ts';
import { finishTraining, trainingStories } from './load-training.ts';
import { softwareStories } from './software-cases.ts';
import { reviewStories } from './reviews.ts';
import { seededRandom } from './random.ts';
import { sampleTown } from './sample-town.ts';
import { playStories } from './timeline.ts';

/** When Kaldemäe began to keep its registers in the portal. */
const BEGIN = new Date('2021-01-04T07:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const YEAR = 366 * DAY;
const SEED = 20_210_104;
/** Requests of the past year when nobody asks for another number. */
const HISTORY_REQUESTS = 300;

export type LoadSampleOptions = {
	/** The day on which the history ends. */
	clock: Clock;
	log: (text: string) => void;
	historyRequests?: number;
};

/**
 * Fills an empty, migrated database with the sample organisation and its past year: everything is entered by the
 * commands that people use, with the clock set back. The same day gives the same town.
 */
export async function loadSample(db: Db, options: LoadSampleOptions): Promise<void> {
	const now = options.clock.now();
	const clock = fixedClock(BEGIN);
	await saveTownSettings(db, clock);
	const { people } = await loadStructure(db, clock, now);
	options.log(`${people} people`);
	const town = await sampleTown(db, clock, seededRandom(SEED));
	await loadPosts(town, now);
	await loadPasswords(town);
	const registers = await loadRegisters(town, now);
	await loadLicences(town, registers, BEGIN, now);
	await syncContent(db, systemActor, { folder: resolve('content'), clock });
	await syncTemplates(db, systemActor, { folder: resolve('content'), clock });
	const stories = [
		...licenceStories(town, registers, BEGIN, now),
		...holdingStories(town, registers, BEGIN, now),
		...accessStories(town, registers, now),
		...equipmentStories(town, BEGIN, now),
		...loanPoolStories(town, now),
		...stockStories(town, now),
		...actStories(town, now),
		...priceStories(town, now),
		...repairStories(town, now),
		...writeOffStories(town, now),
		...stockTakeStories(town, now),
		...inventoryStories(town, now),
		...softwareStories(town, now),
		...askingStories(town, now),
		...leavingStories(town, now),
		...deputyStories(town, now),
		...reviewStories(town, now),
		...moveStories(town, registers, now),
		...trainingStories({ ...town, random: seededRandom(SEED + 1) }, now),
		...noticeStories({ ...town, random: seededRandom(SEED + 2) }, now),
		...historyStories(town, registers, now, options.historyRequests ?? HISTORY_REQUESTS)
	];
	let shown = '';
	await playStories(stories, clock, now, (at) => {
		// The years before hold registers only and pass at once.
		const month = at.toISOString().slice(0, 7);
		if (month === shown || now.getTime() - at.getTime() > YEAR) return;
		shown = month;
		options.log(`history, ${month}`);
	});
	clock.set(now);
	await loadPaths(town, fixedClock(new Date(now.getTime() - 30 * DAY)));
	await loadCourses(town, now);
	await finishTraining(town);
	await finishNotices(db, now);
	await finishHistory(town);
}

async function saveTownSettings(db: Db, clock: Clock): Promise<void> {
	await db
		.insert(team)
		.values([
			{ slug: 'it', name: { et: 'IT-abi', ru: 'ИТ-помощь', en: 'IT support' } },
			{ slug: 'systems', name: { et: 'Infosüsteemid', ru: 'Инфосистемы', en: 'Systems' } }
		])
		.onConflictDoNothing();
	const save = { clock };
	const name = { et: 'Kaldemäe linn', ru: 'Город Калдемяэ', en: 'Town of Kaldemäe' };
	await saveSetting(db, systemActor, 'organisationName', name, save);
	await saveSetting(db, systemActor, 'itPhone', '5555', save);
	await saveSetting(db, systemActor, 'itMail', 'abi@linn.example', save);
	const hours = {
		et: 'esmaspäevast reedeni kell 8–17',
		ru: 'с понедельника по пятницу, 8–17',
		en: 'Monday to Friday, 8–17'
	};
	await saveSetting(db, systemActor, 'phoneHours', hours, save);
}
