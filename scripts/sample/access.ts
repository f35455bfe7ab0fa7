import { parseListState } from '#lib/lists/list-state.ts';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { rightsShape } from '#lib/systems/list-shapes.ts';
import { beginComparison } from '#lib/server/access/comparison/begin-comparison.ts';
import { decideDifference } from '#lib/server/access/comparison/decide-difference.ts';
import { getComparison } from '#lib/server/access/comparison/read-comparison.ts';
import { giveBack } from '#lib/server/access/own/give-back.ts';
import { heldAccess } from '#lib/server/access/own/held-access.ts';
import { isoDay } from '#lib/format/moments.ts';
import { grantRight } from '#lib/server/systems/grant-right.ts';
import { exportRights } from '#lib/server/systems/list-rights.ts';
import { addRoleConflict } from '#lib/server/systems/role-conflicts.ts';
import type { Registers } from './load-registers.ts';
import { found, type Town } from './sample-town.ts';
import { once, type Beginning } from './timeline.ts';

const DAY = 86_400_000;

/** Roles that one person should not have together. */
const CONFLICTS: [one: string, other: string, et: string, ru: string, en: string][] = [
	[
		...(['raamatupidamine/kinnitaja', 'raamatupidamine/maksja'] as const),
		'Kes arve kinnitab, see seda ei maksa.',
		'Кто утверждает счёт, тот его не оплачивает.',
		'Whoever approves an invoice does not pay it.'
	],
	[
		...(['raamatupidamine/raamatupidaja', 'raamatupidamine/maksja'] as const),
		'Kes kande teeb, see makset ei saada.',
		'Кто проводит запись, тот не отправляет платёж.',
		'Whoever makes the entry does not send the payment.'
	],
	[
		...(['hanked/sisestaja', 'hanked/kinnitaja'] as const),
		'Kes hanke koostab, see seda ei kinnita.',
		'Кто составляет закупку, тот её не утверждает.',
		'Whoever prepares a tender does not approve it.'
	],
	[
		...(['ehitisregister/menetleja', 'ehitisregister/kinnitaja'] as const),
		'Loa kinnitab keegi teine kui menetleja.',
		'Разрешение утверждает не тот, кто ведёт дело.',
		'A permit is approved by somebody else than its case handler.'
	],
	[
		...(['hanked/kinnitaja', 'raamatupidamine/maksja'] as const),
		'Kes hanke kinnitab, see selle eest ei maksa.',
		'Кто утверждает закупку, тот за неё не платит.',
		'Whoever approves a tender does not pay for it.'
	]
];

/**
 * What the desk has said and has to do about rights: roles that do not go together, one such right given for a reason,
 * one that begins soon, things given back, and a group laid beside the directory with half of it decided.
 */
export function accessStories(town: Town, registers: Registers, now: Date): Beginning[] {
	const { db, clock } = town;
	const desk = () => town.actor(town.who('agent@linn.example'));
	const roleOf = (name: string) => found(registers.roles.get(name), `role ${name}`);
	const daysAgo = (days: number, act: () => Promise<unknown>): Beginning => ({
		at: new Date(now.getTime() - days * DAY),
		story: once(act)
	});
	const first = (position: string) =>
		found(
			town.people.find((who) => who.position === position),
			position
		);
	return [
		daysAgo(60, async () => {
			const actor = await desk();
			for (const [one, other, et, ru, en] of CONFLICTS) {
				const pair = { roleId: roleOf(one), otherId: roleOf(other) };
				await addRoleConflict(db, actor, { ...pair, why: { et, ru, en } }, clock);
			}
		}),
		daysAgo(20, async () => {
			const despite = 'Asendab maksete tegijat kuu lõpuni; pangas kinnitab makse teine inimene.';
			const pays = {
				personId: first('raamatupidaja').id,
				roleId: roleOf('raamatupidamine/maksja')
			};
			const until = isoDay(new Date(now.getTime() + 12 * DAY));
			await grantRight(db, await desk(), { ...pays, until, despite }, clock);
		}),
		daysAgo(9, async () => {
			const mapper = { personId: first('ehitusinspektor').id, roleId: roleOf('gis/haldur') };
			const from = isoDay(new Date(now.getTime() + 6 * DAY));
			await grantRight(db, await desk(), { ...mapper, from }, clock);
		}),
		daysAgo(5, async () => compareHeads(town, await desk(), roleOf('ruhm-juhid/liige'))),
		...[11, 7, 3].map((days, n) => daysAgo(days, () => giveOneBack(town, n)))
	];
}

/** The directory has two whom the register lacks, lacks two whom the register has, and has two accounts of nobody. */
async function compareHeads(town: Town, desk: Actor, roleId: string): Promise<void> {
	const { db, clock } = town;
	const state = parseListState(rightsShape, new URLSearchParams(`state=valid&role=${roleId}`));
	const inside: string[] = [];
	for await (const { personId } of exportRights(db, systemActor, state, clock)) {
		inside.push(found(town.byId(personId), personId).email);
	}
	inside.sort();
	const outside = town.people
		.filter(({ email, position }) => position === 'referent' && !inside.includes(email))
		.slice(0, 2)
		.map(({ email }) => email);
	const lines = ['mail', ...inside.slice(2), ...outside, 'skanner-raekoda', 'praktikant2'];
	const bytes = new TextEncoder().encode(lines.join('\r\n'));
	const input = { roleId, fileName: 'juhid-kataloogist.csv', bytes };
	const { id } = await beginComparison(db, desk, input, clock);
	const { rows } = await getComparison(db, desk, id);
	for (const [kind, decision] of [
		['only_register', 'add_to_directory'],
		['unknown_account', 'remove_from_directory']
	] as const) {
		const difference = rows.find((row) => row.kind === kind);
		const decided = { differenceId: difference?.id ?? '', decision };
		if (difference) await decideDifference(db, desk, decided, clock);
	}
}

/** Somebody at the customer service no longer needs the sessions. */
async function giveOneBack(town: Town, n: number): Promise<void> {
	const { db, clock } = town;
	const who = town.people.filter(({ position }) => position === 'klienditeenindaja')[n];
	if (!who) return;
	const { rights } = await heldAccess(db, who.id);
	const right = rights.find(({ systemSlug }) => systemSlug === 'istungid');
	if (right) await giveBack(db, await town.actor(who), { rightId: right.id }, clock);
}
