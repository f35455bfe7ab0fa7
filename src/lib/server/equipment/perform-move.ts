import { invalid } from '#lib/errors.ts';
import type { PlainMove } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { askBack, findItem, keepItem, releaseItem, reportMissing } from './change-item-state.ts';
import { handOver } from './hand-over.ts';
import { moveItem } from './move-item.ts';
import { returnItem } from './return-item.ts';

/** What the form of an act sends, whichever act it is. */
export type MoveInput = {
	itemId: string;
	personId: string | null;
	placeId: string | null;
	room: string;
	note: string;
};

type Perform = (db: Db, actor: Actor, input: MoveInput, clock: Clock) => Promise<unknown>;

const COMMANDS: Record<PlainMove, Perform> = {
	hand_over: handOver,
	return: returnItem,
	relocate: (db, actor, input, clock) => {
		const { placeId } = input;
		if (!placeId) throw invalid({ placeId: ['errors_choose'] });
		return moveItem(db, actor, { ...input, placeId }, clock);
	},
	ask_back: askBack,
	keep: keepItem,
	release: releaseItem,
	report_missing: reportMissing,
	find: findItem
};

/** Does the act that a form asks for, by the command that makes it; who may and what is thrown stand there. */
export async function performMove(
	db: Db,
	actor: Actor,
	move: PlainMove,
	input: MoveInput,
	clock: Clock
): Promise<void> {
	await COMMANDS[move](db, actor, input, clock);
}
