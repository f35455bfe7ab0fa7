import { and, eq } from 'drizzle-orm';
import { fixedClock } from '#lib/server/clock.ts';
import { newId } from '#lib/server/db/new-id.ts';
import type { Site } from '#lib/server/equipment/inventory/site-of-token.ts';
import { addSite } from '#lib/server/equipment/inventory/sites.ts';
import { commentCase } from '#lib/server/software/cases/comment-case.ts';
import { findCases } from '#lib/server/software/cases/find-cases.ts';
import { excuseCase } from '#lib/server/software/cases/settle-case.ts';
import { softwareCase } from '#lib/server/software/cases/tables.ts';
import { matchTitles } from '#lib/server/software/installations/match-titles.ts';
import { saveRule } from '#lib/server/software/installations/save-rule.ts';
import { findProduct } from '#lib/server/software/get-product.ts';
import { productVersion } from '#lib/server/software/tables.ts';
import type { NameMatch } from '#lib/software/case-states.ts';
import { isoDay } from '#lib/format/moments.ts';
import { report } from './equipment/inventory.ts';
import { FORBIDDEN, OUTDATED, WITHOUT_SEAT, type Reported } from './reported-software.ts';
import { sampleRows, type SampleRow } from './sample-csv.ts';
import { found, type Town } from './sample-town.ts';
import type { Beginning, Story } from './timeline.ts';

const DAY = 86_400_000;

/** Computers whose agents report from outside the town house. */
const COMPUTERS = 76;

/** What the desk has taught: names of devices and the product that they are; nothing for what is not counted. */
const TAUGHT: [NameMatch, string, string | null][] = [
	['starts', 'Microsoft 365', 'kontoritarkvara'],
	['starts', 'LibreOffice', 'libreoffice'],
	['starts', 'Adobe Acrobat', 'pdf-toimetaja'],
	['starts', 'AutoCAD LT', 'joonestus'],
	['starts', 'GIMP', 'gimp'],
	['starts', 'QGIS', 'qgis'],
	['starts', '7-Zip', 'arhiveerija'],
	['exact', 'DigiDoc4', 'digidoc'],
	['starts', 'Zoom', 'videokoosolek'],
	['exact', 'Bitwarden', 'paroolihoidja'],
	['starts', 'TeamViewer', 'kaugjuhtimine'],
	['contains', 'PowerBI', 'eelarvemudel'],
	['contains', 'driver', null],
	['starts', 'Microsoft Visual C++', null],
	['starts', 'Microsoft Edge', null]
];

/** What devices outside the town house report, and what came of what should not be there. */
export function softwareStories(town: Town, now: Date): Beginning[] {
	return [{ at: new Date(now.getTime() - 75 * DAY), story: software(town, now) }];
}

async function* software(town: Town, now: Date): Story {
	const { db, clock } = town;
	const before = (days: number) => new Date(now.getTime() - days * DAY);
	const agent = await town.actor(town.who('agent@linn.example'));
	for (const [nameMatch, name, slug] of TAUGHT) {
		const productId = slug === null ? null : found(await findProduct(db, slug), slug).id;
		await saveRule(db, agent, { nameMatch, name, productId }, clock);
	}
	const gimp = found(await findProduct(db, 'gimp'), 'gimp').id;
	await db
		.insert(productVersion)
		.values({ id: newId(), productId: gimp, version: '2', supportedUntil: isoDay(before(200)) })
		.onConflictDoNothing();
	const site = {
		...(await addSite(db, agent, { name: 'Majad väljaspool linnamaja', placeId: null }, clock)),
		placeId: null
	};
	await matchTitles({ db, clock }, {});
	const rows = computers(town, now);
	const more = new Map<SampleRow, Reported[]>();
	const chosen = rows.filter((row) => isQuiet(town, row, now));
	const forbidden = chosen.slice(0, 4);
	const outdated = chosen.slice(4, 6);
	const unlicensed = chosen.slice(6, 9);
	for (const row of forbidden) more.set(row, [FORBIDDEN]);
	for (const row of outdated) more.set(row, [OUTDATED]);
	for (const row of unlicensed) more.set(row, [WITHOUT_SEAT]);
	yield before(45);
	await reportAll(town, site, rows, more);
	await look(town);
	yield before(38);
	const [removed, excused, spoken] = forbidden;
	if (spoken?.holder) {
		const actor = await town.actor(town.who(spoken.holder));
		const number = await caseOf(town, actor.personId);
		if (number !== undefined) {
			const text = 'Kodus töötades aitan vanemaid sellega. Kas saan midagi muud?';
			await commentCase(db, actor, { number: number.number, text }, clock);
		}
	}
	const kept = excused?.holder && (await caseOf(town, town.who(excused.holder).id));
	if (kept) {
		const reason = 'Raamatupidamise tarkvara hooldaja ühendub veel aasta lõpuni.';
		await excuseCase(db, agent, { caseId: kept.id, reason, until: isoDay(before(-45)) }, clock);
	}
	yield before(31);
	for (const row of [removed, outdated[0], unlicensed[0]]) {
		if (!row) continue;
		more.delete(row);
		await report(town, site, row);
	}
	await look(town);
	yield before(4);
	for (const row of chosen.slice(9, 11)) more.set(row, [WITHOUT_SEAT]);
	const late = chosen[11];
	if (late) more.set(late, [FORBIDDEN]);
	await reportAll(town, site, rows, more);
	await look(town);
}

/** Computers in somebody's hands outside the town house, in the order of the register. */
function computers(town: Town, now: Date): SampleRow[] {
	const people = new Set(town.people.map(({ email }) => email));
	return sampleRows('equipment', now)
		.filter(
			({ category, state, holder, serial, place }) =>
				['laptop', 'desktop'].includes(category ?? '') &&
				state === 'in_use' &&
				people.has(holder ?? '') &&
				serial &&
				place !== 'linnamaja' &&
				place !== 'raekoda'
		)
		.slice(0, COMPUTERS);
}

/** Nobody of those who show the portal to visitors, nor somebody they lead: their pages stay as they are. */
function isQuiet(town: Town, row: SampleRow, now: Date): boolean {
	const holder = town.who(row.holder ?? '');
	const manager = town.byId(holder.managerId ?? '');
	const named = (email = '') => (email.split('@')[0] ?? '').includes('.');
	const draws = sampleRows('seats', now).some(
		({ person, product }) => person === row.holder && product === 'joonestus'
	);
	return named(holder.email) && named(manager?.email) && !draws;
}

async function reportAll(
	town: Town,
	site: Site,
	rows: readonly SampleRow[],
	more: ReadonlyMap<SampleRow, Reported[]>
): Promise<void> {
	for (const row of rows) await report(town, site, row, { software: more.get(row) });
}

async function look({ db, clock }: Town): Promise<void> {
	await findCases({ db, clock: fixedClock(clock.now()) }, {});
}

async function caseOf(
	{ db }: Town,
	personId: string
): Promise<{ id: string; number: number } | undefined> {
	const [one] = await db
		.select({ id: softwareCase.id, number: softwareCase.number })
		.from(softwareCase)
		.where(and(eq(softwareCase.personId, personId), eq(softwareCase.state, 'open')));
	return one;
}
