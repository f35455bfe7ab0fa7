import { and, eq, inArray, sql } from 'drizzle-orm';
import { newcomerOf } from '#lib/access/newcomer.ts';
import { answersAt } from '#lib/catalogue/field-at.ts';
import { isSystemRole } from '#lib/catalogue/answer-value.ts';
import type { ApprovalStage } from '#lib/catalogue/approval-stage.ts';
import { locales } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { findHours } from '#lib/server/people/find-hours.ts';
import { calendarOf } from '#lib/server/requests/request-calendar.ts';
import type { RequestListener } from '#lib/server/requests/request-listeners.ts';
import { requestTask } from '#lib/server/requests/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { workingDaysBefore } from '#lib/working-time/days-before.ts';
import { bundleFor } from '../bundles/bundle-for.ts';
import { joinerLines } from './joiner-lines.ts';
import { planJoinerTasks } from './joiner-tasks.ts';
import { staffChange, staffChangeLine } from './tables.ts';

/**
 * Goes along with the request for a new employee: when it is sent the change is written with its lines, owners of the
 * systems that the bundle opens are asked, and every step of the request is a step of the change.
 */
export const joinerListener: RequestListener = {
	async stages(tx, definition, answers) {
		const newcomer = newcomerOf(answers);
		if (!newcomer || !addsPerson(definition)) return [];
		const asked = definition.approvals.flatMap(({ rule }) =>
			rule.kind === 'system_owner' && rule.field
				? answersAt(answers, rule.field)
						.filter(isSystemRole)
						.map((right) => right.system)
				: []
		);
		const gifts = await bundleFor(tx, newcomer);
		const roleIds = gifts.flatMap((gift) => gift.roleId ?? []);
		return (await ownedSystems(tx, roleIds))
			.filter((system) => !asked.includes(system.id))
			.map((system): ApprovalStage => ({
				key: `owner_${system.slug.replaceAll('-', '_').slice(0, 30)}`,
				title: ownerTitle(system.name),
				rule: { kind: 'system_owner', system: system.slug },
				need: 'any',
				days: 2,
				remindAfterDays: 1
			}));
	},

	async sent(tx, request, definition, at) {
		const newcomer = newcomerOf(request.answers);
		if (!newcomer || !addsPerson(definition)) return;
		const { name, day, unitId, position, placeId, managerId } = newcomer;
		const facts = {
			name,
			day,
			toUnitId: unitId,
			toPosition: position,
			toPlaceId: placeId,
			managerId
		};
		const [before] = await tx
			.select({ id: staffChange.id })
			.from(staffChange)
			.where(eq(staffChange.requestId, request.id))
			.for('update');
		const id = before?.id ?? newId();
		if (before) {
			await tx.update(staffChange).set(facts).where(eq(staffChange.id, id));
			await tx.delete(staffChangeLine).where(eq(staffChangeLine.changeId, id));
		} else {
			await tx.insert(staffChange).values({
				id,
				kind: 'joiner',
				...facts,
				requestId: request.id,
				requestNumber: request.number,
				createdAt: at,
				createdById: request.requesterId
			});
		}
		const lines = await joinerLines(tx, newcomer, definition, request.answers);
		const calendar = await calendarOf(tx, await findHours(tx, placeId));
		const rows = lines.map(({ daysBefore, ...line }) => ({
			id: newId(),
			changeId: id,
			...line,
			dueOn: workingDaysBefore(day, daysBefore, calendar)
		}));
		if (rows.length > 0) await tx.insert(staffChangeLine).values(rows);
		await recordAudit(tx, {
			actor: systemActor,
			action: 'change.proposed',
			noun: 'change',
			recordId: id,
			after: { kind: 'joiner', ...facts, request: request.number, lines: rows.length },
			at
		});
	},

	async plan(tx, request, tasks) {
		const change = newcomerOf(request.answers) && (await changeOf(tx, request.id));
		if (!change) return { more: [], without: [], dueOn: {} };
		return planJoinerTasks(tx, change.id, tasks);
	},

	async stepped(tx, request, _actor, at) {
		if (!newcomerOf(request.answers)) return;
		const change = await changeOf(tx, request.id);
		if (!change) return;
		if (request.status === 'cancelled' || request.status === 'rejected') {
			const ended = { state: 'cancelled' as const, finishedAt: at };
			await tx.update(staffChange).set(ended).where(eq(staffChange.id, change.id));
			return;
		}
		const finished = request.status === 'fulfilled' || request.status === 'confirmed';
		await followTasks(tx, change.id, request.id);
		const ready = await isReady(tx, change.id);
		await tx
			.update(staffChange)
			.set({
				personId: await newcomerId(tx, request.id),
				readyAt: ready ? (change.readyAt ?? at) : null,
				state: finished ? 'done' : 'open',
				finishedAt: finished ? (change.finishedAt ?? at) : null
			})
			.where(eq(staffChange.id, change.id));
	}
};

const addsPerson = (definition: { tasks: readonly { effect?: { kind: string } }[] }) =>
	definition.tasks.some((task) => task.effect?.kind === 'add_person');

async function changeOf(tx: Tx, requestId: string) {
	const [change] = await tx
		.select({
			id: staffChange.id,
			readyAt: staffChange.readyAt,
			finishedAt: staffChange.finishedAt
		})
		.from(staffChange)
		.where(and(eq(staffChange.requestId, requestId), eq(staffChange.kind, 'joiner')));
	return change;
}

async function ownedSystems(tx: Tx, roleIds: string[]) {
	if (roleIds.length === 0) return [];
	return tx
		.selectDistinct({
			id: informationSystem.id,
			slug: informationSystem.slug,
			name: informationSystem.name
		})
		.from(systemRole)
		.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
		.where(and(inArray(systemRole.id, roleIds), eq(systemRole.ownerApproves, true)))
		.orderBy(informationSystem.slug);
}

function ownerTitle(name: { et: string; ru: string; en?: string }) {
	const [et, ru, en] = locales.map((locale) =>
		m.moves_stage_owner({ system: name[locale] || name.et }, { locale })
	);
	return { et: et ?? '', ru: ru ?? '', en: en ?? '' };
}

/** Each line is done when its task is. */
async function followTasks(tx: Tx, changeId: string, requestId: string): Promise<void> {
	await tx.execute(sql`
		update ${staffChangeLine} set done_at = t.done_at
		from ${requestTask} t
		where ${staffChangeLine.changeId} = ${changeId} and t.request_id = ${requestId}
			and t.key = ${staffChangeLine.requestTaskKey}
			and ${staffChangeLine.doneAt} is distinct from t.done_at`);
}

/** The account and everything due before the first day is done. */
async function isReady(tx: Tx, changeId: string): Promise<boolean> {
	const [row] = await tx.execute<{ ready: boolean }>(sql`
		select coalesce(bool_and(l.done_at is not null), false) as ready
		from ${staffChangeLine} l join ${staffChange} c on c.id = l.change_id
		where c.id = ${changeId} and coalesce(l.decided, l.proposed) = 'add'
			and l.request_task_key is not null and (l.kind = 'account' or l.due_on < c.day)`);
	return row?.ready ?? false;
}

async function newcomerId(tx: Tx, requestId: string): Promise<string | null> {
	const [task] = await tx
		.select({ person: sql<string | null>`${requestTask.result}->>'person'` })
		.from(requestTask)
		.where(
			and(
				eq(requestTask.requestId, requestId),
				sql`${requestTask.effect}->>'kind' = 'add_person' and ${requestTask.doneAt} is not null`
			)
		);
	return task?.person ?? null;
}
