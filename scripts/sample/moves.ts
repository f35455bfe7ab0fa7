import { and, asc, eq } from 'drizzle-orm';
import type { BundleLineKind } from '#lib/access/change-kinds.ts';
import { isoDay } from '#lib/format/moments.ts';
import { systemActor } from '#lib/people/actor.ts';
import { saveBundle } from '#lib/server/access/bundles/save-bundle.ts';
import { decideMove } from '#lib/server/access/changes/decide-move.ts';
import { getMove } from '#lib/server/access/changes/get-change.ts';
import { joinerListener } from '#lib/server/access/changes/joiner-listener.ts';
import { proposeMove } from '#lib/server/access/changes/propose-move.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { completeTask, tickChecklist } from '#lib/server/requests/complete-task.ts';
import { decideApproval } from '#lib/server/requests/decide-approval.ts';
import { listenToRequests } from '#lib/server/requests/request-listeners.ts';
import { submitRequest } from '#lib/server/requests/submit-request.ts';
import { approval, requestTask, serviceRequest } from '#lib/server/requests/tables.ts';
import { workingCalendar } from '#lib/working-time/calendar.ts';
import { addWorkingDays } from '#lib/working-time/working-time.ts';
import type { Registers } from './load-registers.ts';
import { sampleRows } from './sample-csv.ts';
import { found, type Town } from './sample-town.ts';
import { once, type Beginning, type Story } from './timeline.ts';

const DAY = 86_400_000;
const calendar = workingCalendar('Mo-Fr 08:00-17:00');

/**
 * Bundles of eight positions; a newcomer for whom all is ready, one who is late; somebody who moves next week, half of
 * whose lines are decided. Newcomers of the whole history are followed.
 */
export function moveStories(town: Town, registers: Registers, now: Date): Beginning[] {
	listenToRequests(joinerListener);
	const ago = (days: number) => new Date(now.getTime() - days * DAY);
	return [
		{ at: ago(20), story: once(() => addBundles(town, registers, now)) },
		{ at: ago(9), story: newcomerStory(town, READY, inWorkingDays(now, 2)) },
		{ at: ago(2), story: newcomerStory(town, LATE, inWorkingDays(now, 2)) },
		{ at: ago(3), story: moverStory(town, inWorkingDays(now, 4)) }
	];
}

async function addBundles(town: Town, registers: Registers, now: Date): Promise<void> {
	const what: Record<string, (name: string) => string> = {
		right: (name) => found(registers.roles.get(name), name),
		seat: (name) => found(registers.products.get(name), name),
		item: (name) => name
	};
	for (const row of sampleRows('bundles', now)) {
		const lines = (row.lines ?? '').split(';').map((line) => {
			const [kind = '', name = '', days] = line.split(' ');
			const id = what[kind]?.(name) ?? name;
			return { kind: kind as BundleLineKind, what: id, daysBefore: Number(days) };
		});
		await saveBundle(
			town.db,
			systemActor,
			{
				name: { et: row.name_et ?? '', ru: row.name_ru ?? '', en: row.name_en ?? '' },
				positions: (row.positions ?? '').split(';'),
				unitId: row.unit ? found(town.units.get(row.unit), row.unit) : null,
				unitKind: row.unit_kind || null,
				active: true,
				lines
			},
			town.clock
		);
	}
}

type Newcomer = { first: string; last: string; by: string; position: string; ready: boolean };

const READY: Newcomer = {
	first: 'Merle',
	last: 'Aasa',
	by: 'marju.kasemets@linn.example',
	position: 'raamatupidaja',
	ready: true
};
const LATE: Newcomer = {
	first: 'Roman',
	last: 'Belov',
	by: 'ene.kuldsaar@linn.example',
	position: 'klienditeenindaja',
	ready: false
};

async function* newcomerStory(town: Town, who: Newcomer, day: string): Story {
	const { db, clock } = town;
	const manager = town.who(who.by);
	const values = {
		first_name: who.first,
		last_name: who.last,
		position: who.position,
		unit: manager.unitId,
		place: manager.placeId,
		line_manager: manager.id,
		from: day,
		language: who.ready ? 'et' : 'ru',
		first_contact: '5802',
		replaces: false,
		computer: 'shared',
		phone: false
	};
	const { requests } = await submitRequest(
		db,
		await town.actor(manager),
		{ slug: 'new-employee', beneficiaryIds: [manager.id], values, submissionKey: newId() },
		clock
	);
	const number = found(requests[0], 'request of the newcomer').number;
	yield new Date(clock.now().getTime() + DAY / 2);
	await agreeAll(town, number);
	if (!who.ready) return;
	yield new Date(clock.now().getTime() + DAY);
	await doAll(town, number);
}

/** Everybody who is asked agrees, stage by stage. */
async function agreeAll(town: Town, number: number): Promise<void> {
	const { db, clock } = town;
	for (let stage = 0; stage < 9; stage += 1) {
		const [asked] = await db
			.select({ stageId: approval.stageId, approverId: approval.approverId })
			.from(approval)
			.innerJoin(serviceRequest, eq(serviceRequest.id, approval.requestId))
			.where(and(eq(serviceRequest.number, number), eq(approval.pending, true)))
			.orderBy(asc(approval.id))
			.limit(1);
		if (!asked) return;
		const approver = await town.actor(found(town.byId(asked.approverId), 'approver'));
		const decision = { number, stageId: asked.stageId, decision: 'approved' as const };
		await decideApproval(db, approver, decision, clock);
	}
}

async function doAll(town: Town, number: number): Promise<void> {
	const { db, clock } = town;
	const agent = await town.actor(town.who('agent@linn.example'));
	const tasks = await db
		.select({ key: requestTask.key, checklist: requestTask.checklist, effect: requestTask.effect })
		.from(requestTask)
		.innerJoin(serviceRequest, eq(serviceRequest.id, requestTask.requestId))
		.where(eq(serviceRequest.number, number))
		.orderBy(asc(requestTask.ordinal));
	for (const { key: taskKey, checklist, effect } of tasks) {
		for (const index of checklist.keys())
			await tickChecklist(db, agent, { number, taskKey, index, done: true }, clock);
		const choice = effect?.kind === 'add_person' ? { email: 'merle.aasa@linn.example' } : {};
		await completeTask(db, agent, { number, taskKey, choice }, clock);
	}
}

async function* moverStory(town: Town, day: string): Story {
	const { db, clock } = town;
	const manager = town.who('ene.kuldsaar@linn.example');
	const actor = await town.actor(manager);
	const agent = await town.actor(town.who('agent@linn.example'));
	const { number } = await proposeMove(
		db,
		agent,
		{
			personId: town.who('olga.petrova@linn.example').id,
			unitId: manager.unitId,
			position: 'referent',
			placeId: manager.placeId,
			managerId: manager.id,
			day
		},
		clock
	);
	yield new Date(clock.now().getTime() + DAY);
	const { lines } = await getMove(db, actor, number);
	const decisions = lines
		.slice(0, Math.ceil(lines.length / 2))
		.map((line) => ({ lineId: line.id, act: line.proposed }));
	await decideMove(db, actor, { number, decisions }, clock);
}

const inWorkingDays = (now: Date, days: number) => isoDay(addWorkingDays(now, days, calendar));
