import { desc, eq, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { freezeException, freezePeriod } from './tables.ts';

/** A freeze with who declared it and the notices that may happen within it all the same. */
export type FreezeRow = {
	id: string;
	name: LocalizedText;
	reason: string;
	startsAt: Date;
	endsAt: Date;
	endedAt: Date | null;
	createdBy: string | null;
	exceptions: { number: number; reason: string; by: string | null }[];
};

/** The latest freezes that are shown: some years of them. */
const MOST = 100;

/** Freezes, latest first, those called off too. For the desk, authors and auditors. Throws Forbidden. */
export async function listFreezes(db: DbOrTx, actor: Actor): Promise<FreezeRow[]> {
	if (!can(actor, 'notices.read')) throw forbidden();
	return db
		.select({
			id: freezePeriod.id,
			name: freezePeriod.name,
			reason: freezePeriod.reason,
			startsAt: freezePeriod.startsAt,
			endsAt: freezePeriod.endsAt,
			endedAt: freezePeriod.endedAt,
			createdBy: person.name,
			exceptions: sql<FreezeRow['exceptions']>`coalesce((
				select jsonb_agg(jsonb_build_object('number', n.number, 'reason', e.reason, 'by', p.name) order by n.number)
				from ${freezeException} e join notice n on n.id = e.notice_id
				left join person p on p.id = e.granted_by_id
				where e.freeze_id = ${freezePeriod.id}), '[]')`
		})
		.from(freezePeriod)
		.leftJoin(person, eq(person.id, freezePeriod.createdById))
		.orderBy(desc(freezePeriod.startsAt))
		.limit(MOST);
}
