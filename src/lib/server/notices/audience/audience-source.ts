import { sql, type SQL } from 'drizzle-orm';
import { isId } from '#lib/ids.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import { noticeAffected, noticeChoice } from '../tables.ts';

/** A person told or not told against the registers, as a form gives it. */
export type ReaderChoice = { personId: string; choice: 'include' | 'exclude'; reason: string };

/** Where an audience comes from: a notice as it is kept, or what stands on a form that is not. */
export type AudienceSource =
	| { noticeId: string | SQL }
	| { affected: readonly AffectedThing[]; choices: readonly ReaderChoice[] };

/** Rows `kind`, `target_id` of what is touched; a thing with the impact `none` touches nobody. */
export function affectedRows(source: AudienceSource): SQL {
	if ('noticeId' in source) {
		return sql`select kind, target_id from ${noticeAffected}
			where notice_id = ${source.noticeId} and impact <> 'none'`;
	}
	const touching = source.affected.filter(
		({ impact, targetId }) => impact !== 'none' && isId(targetId)
	);
	return sql`select distinct kind, "targetId" as target_id
		from jsonb_to_recordset(${JSON.stringify(touching)}::text::jsonb)
			as given(kind text, "targetId" uuid)`;
}

/** Rows `person_id`, `choice`, `reason`. */
export function choiceRows(source: AudienceSource): SQL {
	if ('noticeId' in source) {
		return sql`select person_id, choice, reason from ${noticeChoice}
			where notice_id = ${source.noticeId}`;
	}
	const known = source.choices.filter(({ personId }) => isId(personId));
	return sql`select "personId" as person_id, choice, reason
		from jsonb_to_recordset(${JSON.stringify(known)}::text::jsonb)
			as given("personId" uuid, choice text, reason text)`;
}
