import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { caseWhyIn } from '#lib/software/case-words.ts';
import { isoDay } from '#lib/format/moments.ts';
import { withTransaction } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareProduct } from '../tables.ts';
import { caseHref } from './open-case.ts';
import { softwareCase } from './tables.ts';

const DAYS_BEFORE = 3;

/**
 * Reminds whoever uses the device three days before a case is due, and them and their line manager once more when it is
 * overdue. Every morning; safe to run twice.
 */
export const remindOfCases: JobHandler = async ({ db, clock }) => {
	const at = clock.now();
	const today = isoDay(at);
	const { deadline, remindedAt } = softwareCase;
	const due = and(
		eq(softwareCase.state, 'open'),
		or(
			and(isNull(remindedAt), sql`${deadline} <= ${today}::date + ${DAYS_BEFORE}::int`),
			and(
				sql`${deadline} < ${today}::date`,
				sql`(${remindedAt} at time zone 'Europe/Tallinn')::date <= ${deadline}`
			)
		)
	);
	const late = await db
		.select({ id: softwareCase.id })
		.from(softwareCase)
		.where(due)
		.orderBy(softwareCase.id);
	for (const { id } of late) {
		await withTransaction(db, async (tx) => {
			const [taken] = await tx
				.update(softwareCase)
				.set({ remindedAt: at })
				.where(and(eq(softwareCase.id, id), due))
				.returning();
			if (!taken) return;
			const [names] = await tx
				.select({
					title: softwareProduct.name,
					who: person.name,
					model: item.model,
					number: item.inventoryNumber
				})
				.from(softwareCase)
				.innerJoin(softwareProduct, eq(softwareProduct.id, softwareCase.productId))
				.leftJoin(item, eq(item.id, softwareCase.itemId))
				.leftJoin(person, eq(person.id, softwareCase.personId))
				.where(eq(softwareCase.id, id));
			const event = {
				subject: { noun: 'software_case', id, href: caseHref(taken.number) },
				params: {
					...{ title: names?.title ?? '', due: taken.deadline, note: caseWhyIn(taken.kind) },
					...{ device: names?.model ? `${names.model} (${names.number ?? ''})` : '' },
					...(names?.who ? { who: names.who } : {})
				},
				at
			};
			const { personId, managerId } = taken;
			if (personId)
				await notify(tx, { ...event, kind: 'software.case_reminder', recipients: [personId] });
			if (managerId && taken.deadline < today)
				await notify(tx, { ...event, kind: 'software.case_manager', recipients: [managerId] });
		});
	}
};
