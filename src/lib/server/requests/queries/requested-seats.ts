import { and, eq, or, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { registerScope } from '#lib/people/register-scope.ts';
import { serviceVersion } from '#lib/server/catalogue/tables.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { idIn } from '#lib/server/lists/conditions.ts';
import { person } from '#lib/server/people/tables.ts';
import { serviceRequest, requestTask } from '#lib/server/requests/tables.ts';
import { isOpenRow } from './request-rows.ts';

const SHOWN = 200;

/**
 * Open requests of the reader's units that ask for a seat of a product and have not got it: a task that takes it stands
 * open, or the request is on its way to the desk. Desk and auditors. Throws Forbidden.
 */
export async function requestedSeats(
	db: DbOrTx,
	actor: Actor,
	product: { id: string; slug: string }
) {
	if (!can(actor, 'software.read')) throw forbidden();
	const units = registerScope(actor);
	const asks = sql`jsonb_path_exists(${serviceRequest.answers}, 'strict $.** ? (@ == $id)',
		jsonb_build_object('id', ${product.id}::text))`;
	return db
		.select({
			number: serviceRequest.number,
			title: serviceRequest.title,
			personName: person.name,
			status: serviceRequest.status,
			submittedAt: serviceRequest.submittedAt
		})
		.from(serviceRequest)
		.innerJoin(person, eq(person.id, serviceRequest.beneficiaryId))
		.innerJoin(serviceVersion, eq(serviceVersion.id, serviceRequest.serviceVersionId))
		.where(
			and(
				isOpenRow,
				units === null ? undefined : idIn(person.unitId, units),
				or(
					sql`exists (select 1 from ${requestTask} t where t.request_id = ${serviceRequest.id}
						and t.done_at is null and t.effect->>'kind' = 'take_seat'
						and (t.effect->>'product' = ${product.slug} or ${asks}))`,
					// Before the desk has it there are no tasks, only what its service will do.
					sql`not exists (select 1 from ${requestTask} t where t.request_id = ${serviceRequest.id})
						and ${asks} and jsonb_path_exists(${serviceVersion.definition},
							'$.tasks[*].effect ? (@.kind == "take_seat")')`
				)
			)
		)
		.orderBy(serviceRequest.number)
		.limit(SHOWN);
}
