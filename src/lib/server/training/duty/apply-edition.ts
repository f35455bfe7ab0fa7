import { eq, sql } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import type { Change } from '#lib/training/module-text.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { trainingEdition } from '../modules/tables.ts';
import { editionPeople, inStates, USUAL_STATES, type CycleState } from './edition-people.ts';
import { followFiles } from './follow-files.ts';
import { ASSIGN_JOB, TELL_JOB } from './job-names.ts';
import { openObligations } from './open-obligations.ts';
import { momentValue } from './sql-values.ts';
import { changeToRead, obligation } from './tables.ts';

export type EditionInput = {
	moduleId: string;
	/** The edition that was in force; null for the first. */
	fromEditionId: string | null;
	/** The edition that is in force now. */
	toEditionId: string;
	change: Change;
	/** Of a major one: for whom a new cycle opens; open and completed unless told. */
	cycleFor?: readonly CycleState[];
	at: Date;
};

/** What a new edition asked of people. */
export type EditionResult = { changesToRead: number; newCycles: number };

/**
 * What a new edition means to those who did the one before or have it to do: a patch nothing; a minor one asks those
 * whose completion counts to see what changed; a major one opens a new cycle for those in the chosen states. No
 * completion and no progress changes. Rules follow the front matter, and are worked out soon after by the job.
 * Called by publishing in its transaction, when the module already names the edition; whoever may publish may. The
 * new cycles and changes are recorded as `training.edition_applied`.
 */
export async function applyEdition(
	tx: Tx,
	actor: Actor,
	input: EditionInput
): Promise<EditionResult> {
	await followFiles(tx, input.moduleId, input.toEditionId, input.at);
	await enqueue(tx, ASSIGN_JOB, { moduleId: input.moduleId });
	const nothing = { changesToRead: 0, newCycles: 0 };
	if (input.fromEditionId === null || input.change === 'patch') return nothing;
	const result =
		input.change === 'minor'
			? { ...nothing, changesToRead: await askToReadChanges(tx, input) }
			: { ...nothing, newCycles: await openNewCycles(tx, actor, input) };
	if (result.changesToRead + result.newCycles > 0) {
		await enqueue(tx, TELL_JOB);
		await recordAudit(tx, {
			actor,
			action: 'training.edition_applied',
			noun: 'module',
			recordId: input.moduleId,
			after: { edition: input.toEditionId, change: input.change, ...result },
			at: input.at
		});
	}
	return result;
}

async function askToReadChanges(tx: Tx, input: EditionInput): Promise<number> {
	const today = isoDay(input.at);
	const [edition] = await tx
		.select({ facts: trainingEdition.facts })
		.from(trainingEdition)
		.where(eq(trainingEdition.id, input.toEditionId));
	// Who has not read the changes of the edition before is asked once, about both together.
	const rows = await tx.execute(sql`
		insert into ${changeToRead} (id, person_id, module_id, completion_id, from_edition_id,
			to_edition_id, created_at, due_on)
		select new_id(), who.person_id, ${input.moduleId}::uuid, who.completion_id, who.edition_id,
			${input.toEditionId}::uuid, ${momentValue(input.at)},
			${today}::date + ${edition?.facts.dueDays ?? null}::int
		from (${editionPeople(input.moduleId, today)}) who
		where who.state = 'completed' and who.edition_id <> ${input.toEditionId}::uuid
		on conflict (person_id, module_id) where read_at is null
		do update set to_edition_id = excluded.to_edition_id
		returning id`);
	return rows.length;
}

async function openNewCycles(tx: Tx, actor: Actor, input: EditionInput): Promise<number> {
	const { moduleId, at } = input;
	const today = isoDay(at);
	const states = input.cycleFor ?? USUAL_STATES;
	const chosen = await tx.execute<{ personId: string; ruleId: string | null }>(sql`
		select who.person_id as "personId", who.rule_id as "ruleId"
		from (${editionPeople(moduleId, today)}) who where ${inStates(states)}`);
	if (chosen.length === 0) return 0;
	const rows = JSON.stringify([...chosen]);
	const people = sql`jsonb_to_recordset(${rows}::jsonb) as one("personId" uuid, "ruleId" uuid)`;
	await tx.execute(sql`
		update ${obligation} set closed_at = ${momentValue(at)}, closed_as = 'superseded'
		where module_id = ${moduleId}::uuid and closed_at is null
			and person_id in (select "personId" from ${people})`);
	await tx.execute(sql`
		update ${changeToRead} set read_at = ${momentValue(at)}
		where module_id = ${moduleId}::uuid and read_at is null
			and person_id in (select "personId" from ${people})`);
	const opened = await openObligations(
		tx,
		sql`select "personId" as person_id, ${moduleId}::uuid as module_id, "ruleId" as rule_id,
			null::int as due_days, null::date as due_on from ${people}`,
		{
			origin: 'edition',
			assignedById: actorPersonId(actor),
			respectWaivers: true,
			despiteCompletion: true,
			at,
			today
		}
	);
	return opened.length;
}
