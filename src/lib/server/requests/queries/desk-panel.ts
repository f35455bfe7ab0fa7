import { asc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DeskPanelView, DeskTask } from '#lib/requests/desk/desk-panel-view.ts';
import type { Db } from '#lib/server/db/client.ts';
import { listServiceSlugs } from '#lib/server/catalogue/list-service-options.ts';
import { stockOptions } from '#lib/server/equipment/item-options.ts';
import { listAgentNames } from '#lib/server/people/list-agent-names.ts';
import { person } from '#lib/server/people/tables.ts';
import { suggestedEmail } from '../people-effects.ts';
import { requestTask, serviceRequest } from '../tables.ts';
import { findDeskEquipment } from './desk-equipment.ts';
import { findDeskTraining } from './desk-training.ts';
import { listTeams } from './list-teams.ts';
import { getRequestPage } from './request-page.ts';

const doer = alias(person, 'doer');
const owner = alias(person, 'owner');

/**
 * A request as the desk works on it: its page, its tasks, and to whom it can go. Throws NotFound as the page does.
 */
export async function getDeskPanel(
	db: Db,
	actor: Actor,
	number: number,
	now: Date
): Promise<DeskPanelView> {
	const [request, tasks, training, equipment, agents, teams, services] = await Promise.all([
		getRequestPage(db, actor, number, now),
		listDeskTasks(db, actor, number),
		findDeskTraining(db, number, now),
		findDeskEquipment(db, number),
		listAgentNames(db),
		listTeams(db),
		listServiceSlugs(db, actor.locale)
	]);
	return { request, tasks, training, equipment, agents, teams, services };
}

async function listDeskTasks(db: Db, actor: Actor, number: number): Promise<DeskTask[]> {
	const rows = await db
		.select({
			key: requestTask.key,
			title: requestTask.title,
			needs: requestTask.needs,
			checklist: requestTask.checklist,
			effect: requestTask.effect,
			result: requestTask.result,
			doneAt: requestTask.doneAt,
			doneBy: doer.name,
			ownerId: requestTask.ownerId,
			ownerName: owner.name,
			answers: serviceRequest.answers
		})
		.from(requestTask)
		.innerJoin(serviceRequest, eq(serviceRequest.id, requestTask.requestId))
		.leftJoin(doer, eq(doer.id, requestTask.doneById))
		.leftJoin(owner, eq(owner.id, requestTask.ownerId))
		.where(eq(serviceRequest.number, number))
		.orderBy(asc(requestTask.ordinal));
	const done = new Set(rows.filter((row) => row.doneAt).map((row) => row.key));
	const titles = new Map(rows.map((row) => [row.key, row.title]));
	const firstOpen = rows.find((row) => !row.doneAt && row.needs.every((key) => done.has(key)));
	const inStock = new Map<string | undefined, DeskTask['stock']>();
	for (const { effect, doneAt, needs } of rows) {
		const waits = doneAt !== null || needs.some((key) => !done.has(key));
		if (effect?.kind !== 'hand_over_item' || waits || !can(actor, 'equipment.move')) continue;
		if (!inStock.has(effect.category))
			inStock.set(effect.category, await stockOptions(db, actor, effect.category));
	}
	return rows.map(({ needs, effect, result, answers, ...row }) => {
		const waits = needs.find((key) => !done.has(key));
		const stock = effect?.kind === 'hand_over_item' ? inStock.get(effect.category) : undefined;
		return {
			...row,
			stock: (stock ?? []).map(({ inventoryNumber, model }) => ({ inventoryNumber, model })),
			state: row.doneAt ? 'did' : waits ? 'locked' : row.key === firstOpen?.key ? 'next' : 'open',
			waitsFor: waits ? (titles.get(waits) ?? null) : null,
			effect: effect?.kind ?? null,
			email: effect?.kind === 'add_person' ? suggestedEmail(answers, actor.email) : null,
			made: result?.item ?? result?.name ?? null
		};
	});
}
