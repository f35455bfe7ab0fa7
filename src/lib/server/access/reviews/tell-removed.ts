import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { accessTask } from '#lib/server/access/tasks/tables.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { person } from '#lib/server/people/tables.ts';
import { reviewLine } from './tables.ts';

type Task = typeof accessTask.$inferSelect;

const answerer = alias(person, 'answerer');

/**
 * Tells a person that what a review found needless is taken away now, what it was and who said so. In the transaction
 * that does it; nothing is said of tasks that no review opened.
 */
export async function tellRemoved(tx: Tx, task: Task, at: Date): Promise<void> {
	if (task.source !== 'review' || !task.personId) return;
	const title = await whatWas(tx, task);
	if (!title) return;
	const [said] = await tx
		.select({ name: answerer.name })
		.from(reviewLine)
		.innerJoin(answerer, eq(answerer.id, reviewLine.answeredById))
		.where(eq(reviewLine.taskId, task.id));
	await notify(tx, {
		kind: 'review.removed',
		recipients: [task.personId],
		subject: { noun: 'access_task', id: task.id, href: '/things' },
		params: { title, who: said?.name ?? '' },
		at
	});
}

/** "Document system: user", or the product, in each language. */
async function whatWas(tx: Tx, { rightId, seatId }: Task): Promise<LocalizedText | undefined> {
	if (rightId) {
		const [right] = await tx
			.select({ system: informationSystem.name, role: systemRole.name })
			.from(accessRight)
			.innerJoin(systemRole, eq(systemRole.id, accessRight.roleId))
			.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
			.where(eq(accessRight.id, rightId));
		if (!right) return undefined;
		const { system, role } = right;
		const en = `${system.en || system.et}: ${role.en || role.et}`;
		return { et: `${system.et}: ${role.et}`, ru: `${system.ru}: ${role.ru}`, en };
	}
	if (!seatId) return undefined;
	const [seat] = await tx
		.select({ name: softwareProduct.name })
		.from(softwareSeat)
		.innerJoin(softwareProduct, eq(softwareProduct.id, softwareSeat.productId))
		.where(eq(softwareSeat.id, seatId));
	return seat && { et: seat.name, ru: seat.name, en: seat.name };
}
