import { and, asc, eq } from 'drizzle-orm';
import { conflict, invalid, notFound } from '#lib/errors.ts';
import { HOLDING_ANSWERS, type HoldingAnswer } from '#lib/equipment/holding-answers.ts';
import { isId } from '#lib/ids.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { item, itemCategory } from '#lib/server/equipment/tables.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { place } from '#lib/server/people/tables.ts';
import { speaksFor } from './lock-held.ts';
import { askedAbout, openRound } from './rounds.ts';
import { sayCannotFind, sayNotMine } from './say-of-thing.ts';
import { holdingAnswer } from './tables.ts';

/** Whose things are looked through: the reader, or somebody of a unit they represent. Throws NotFound. */
async function holderFor(db: DbOrTx, actor: Actor, personId: string) {
	const holder = isId(personId) ? await findPersonFacts(db, personId) : undefined;
	if (!holder || !speaksFor(actor, { holderId: holder.id, holderUnitId: holder.unitId })) {
		throw notFound();
	}
	return holder;
}

/**
 * The things of a person that the open round asks about, with what was answered. For the person and the representative of
 * the unit. Throws NotFound to others; without a round there is none.
 */
export async function thingsToCheck(db: DbOrTx, actor: Actor, personId: string) {
	const holder = await holderFor(db, actor, personId);
	const round = await openRound(db);
	if (!round) return { holder, round: null, things: [] };
	const things = await db
		.select({
			id: item.id,
			inventoryNumber: item.inventoryNumber,
			category: item.category,
			categoryName: itemCategory.name,
			icon: itemCategory.icon,
			model: item.model,
			room: item.room,
			placeName: place.name,
			answer: holdingAnswer.answer
		})
		.from(item)
		.innerJoin(itemCategory, eq(itemCategory.code, item.category))
		.leftJoin(place, eq(place.id, item.placeId))
		.leftJoin(
			holdingAnswer,
			and(
				eq(holdingAnswer.itemId, item.id),
				eq(holdingAnswer.roundId, round.id),
				eq(holdingAnswer.personId, holder.id)
			)
		)
		.where(and(eq(item.holderId, holder.id), askedAbout()))
		.orderBy(asc(item.inventoryNumber));
	return { holder, round: { id: round.id, dueOn: round.dueOn }, things };
}

export type CheckInput = {
	personId: string;
	/** Answers by the id of the thing. */
	answers: Readonly<Record<string, string>>;
	/** "All of it is with me": everything that has no other answer here. */
	all?: boolean;
};

/**
 * Answers the yearly question, about some things or all. What is not theirs or cannot be found becomes a task of the desk
 * at once; answering again changes the answer. For the person and the representative of the unit. Recorded as
 * `holding_round.answered`. Throws NotFound, Invalid (`answers`) when nothing was answered, Conflict `mine_round_over`.
 */
export async function answerRound(
	db: DbOrTx,
	actor: Actor,
	input: CheckInput,
	clock: Clock = systemClock
): Promise<{ answered: number }> {
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const { holder, round, things } = await thingsToCheck(tx, actor, input.personId);
		if (!round) throw conflict('mine_round_over');
		const answers = things.flatMap(({ id, answer: before }) => {
			const said = input.answers[id];
			const answer = isAnswer(said) ? said : input.all && !before ? 'mine' : undefined;
			return answer ? [{ itemId: id, answer, before }] : [];
		});
		if (answers.length === 0) throw invalid({ answers: ['mine_check_nothing'] });
		for (const { itemId, answer, before } of answers) {
			if (answer === before) continue;
			const byId = holder.id === actor.personId ? null : actorPersonId(actor);
			const key = { roundId: round.id, itemId, personId: holder.id };
			await tx
				.insert(holdingAnswer)
				.values({ ...key, answer, at, byId })
				.onConflictDoUpdate({
					target: [holdingAnswer.roundId, holdingAnswer.itemId, holdingAnswer.personId],
					set: { answer, at, byId }
				});
			if (answer === 'not_mine') await sayNotMine(tx, actor, { itemId }, clock);
			if (answer === 'cannot_find') await sayCannotFind(tx, actor, { itemId }, clock);
		}
		const after = { person: holder.name, answers: answers.map(({ answer }) => answer) };
		await recordAudit(tx, {
			...{ actor, action: 'holding_round.answered', noun: 'holding_round' },
			...{ recordId: round.id, after, at }
		});
		return { answered: answers.length };
	});
}

const isAnswer = (text: string | undefined): text is HoldingAnswer =>
	(HOLDING_ANSWERS as readonly (string | undefined)[]).includes(text);
