import { eq, or, sql } from 'drizzle-orm';
import type { Tx } from '#lib/server/db/client.ts';
import { requestAnswers, requestDraft, requestTask, serviceRequest } from './tables.ts';

/**
 * Takes somebody's name out of what requests are found by, out of the form that brought them here, where it stands in
 * two fields, and deletes their drafts. The caller asks and records.
 */
export async function forgetRequestWords(
	tx: Tx,
	who: { id: string; name: string; email: string },
	name: string
): Promise<void> {
	await tx.delete(requestDraft).where(eq(requestDraft.personId, who.id));
	const mine = or(eq(serviceRequest.requesterId, who.id), eq(serviceRequest.beneficiaryId, who.id));
	const brought = sql`${serviceRequest.id} in (
		select ${requestTask.requestId} from ${requestTask} where ${requestTask.result} ->> 'person' = ${who.id})`;
	const told = sql`${serviceRequest.answers} @> ${JSON.stringify({ leaver: who.id })}::jsonb`;
	const words = `${who.name} ${who.email}`;
	await tx
		.update(serviceRequest)
		.set({
			search: sql`ts_delete(${serviceRequest.search}, tsvector_to_array(
				to_tsvector('simple', ${words}) || to_tsvector('estonian', ${words}) || to_tsvector('russian', ${words})))`
		})
		.where(or(mine, brought, told));
	const [first = '', last = ''] = [name.split(' ')[0], name.split(' ')[1]];
	const named = JSON.stringify({ first_name: first, last_name: last });
	const requests = tx.select({ id: serviceRequest.id }).from(serviceRequest).where(brought);
	await tx
		.update(requestAnswers)
		.set({ answers: sql`${requestAnswers.answers} || ${named}::jsonb` })
		.where(sql`${requestAnswers.requestId} in ${requests}`);
	await tx
		.update(serviceRequest)
		.set({ answers: sql`${serviceRequest.answers} || ${named}::jsonb` })
		.where(brought);
}
