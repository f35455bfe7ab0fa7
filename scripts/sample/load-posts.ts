import { systemActor, type Role } from '#lib/people/actor.ts';
import { appointRepresentative } from '#lib/server/people/appoint-representative.ts';
import { grantRole } from '#lib/server/people/grant-role.ts';
import { nameDeputy } from '#lib/server/people/name-deputy.ts';
import { sampleRows } from './sample-csv.ts';
import { found, type Town } from './sample-town.ts';
import { once, type Beginning } from './timeline.ts';

const DAY = 86_400_000;

/** Gives roles and representations; named when the portal began. */
export async function loadPosts(town: Town, now: Date): Promise<void> {
	const { db, clock } = town;
	for (const row of sampleRows('representatives', now)) {
		const unitId = found(town.units.get(row.unit ?? ''), `unit ${row.unit}`);
		const personId = town.who(row.person ?? '').id;
		await appointRepresentative(db, systemActor, { personId, unitId }, clock);
	}
	for (const row of sampleRows('roles', now)) {
		const unitId = row.unit ? found(town.units.get(row.unit), `unit ${row.unit}`) : null;
		const personId = town.who(row.person ?? '').id;
		await grantRole(db, systemActor, { personId, role: row.role as Role, unitId }, clock);
	}
}

/** Deputies, each named by the person a week before they went away. */
export function deputyStories(town: Town, now: Date): Beginning[] {
	return sampleRows('deputies', now).map((row) => {
		const away = town.who(row.person ?? '');
		const { from = '', until = '' } = row;
		const week = Date.parse(from) - 7 * DAY;
		const at = new Date(Math.min(week, now.getTime() - DAY));
		const name = async () => {
			const deputyId = town.who(row.deputy ?? '').id;
			await nameDeputy(town.db, await town.actor(away), { deputyId, from, until }, town.clock);
		};
		return { at, story: once(name) };
	});
}
