import { sql } from 'drizzle-orm';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import { project, unborn, type Standing } from '#lib/equipment/projection.ts';
import type { Db } from '#lib/server/db/client.ts';

type MoveRow = {
	item_id: string;
	seq: number;
	at: string;
	event: ItemEvent;
	holder_id: string | null;
	place_id: string | null;
	room: string;
	request_id: string | null;
	request_number: number | null;
	number: string;
	kind: string;
	line_event: ItemEvent | null;
	line_holder: string | null;
	done_at: string | null;
	refused_at: string | null;
};

/** Events of a handover act that come after its line: the name put to it, its refusal, its withdrawal. */
const AFTER_HANDOVER: ItemEvent[] = ['accepted', 'refused', 'returned'];

/**
 * Builds every item anew from its acts and says what is otherwise in the register: nothing. Each move is gone through by
 * the table of states, must stand on a line of its act, and the items, their holdings and the counting of their moves
 * must be what comes out. Gives one sentence for each difference.
 */
export async function differencesFromActs(db: Db): Promise<string[]> {
	const moves = await db.execute<MoveRow>(sql`
		select m.item_id, m.seq, m.at, m.event, m.holder_id, m.place_id, m.room, m.request_id, m.request_number,
			a.number, a.kind, l.event as line_event, l.holder_id as line_holder, l.done_at, l.refused_at
		from item_move m join act a on a.id = m.act_id
			left join act_line l on l.act_id = m.act_id and l.item_id = m.item_id
		order by m.item_id, m.seq`);
	const problems: string[] = [];
	const standings = new Map<string, { standing: Standing; seq: number }>();
	for (const move of moves) {
		const { standing, seq } = standings.get(move.item_id) ?? { standing: unborn, seq: 0 };
		if (move.seq !== seq + 1) problems.push(`${move.item_id}: move ${move.seq} follows ${seq}`);
		problems.push(...offItsLine(move).map((text) => `${move.item_id}, ${move.number}: ${text}`));
		const after = project(standing, {
			event: move.event,
			at: new Date(move.at),
			holderId: move.holder_id,
			placeId: move.place_id,
			room: move.room,
			requestId: move.request_id,
			requestNumber: move.request_number
		});
		if (!after.ok) problems.push(`${move.item_id}: ${move.event} cannot follow ${standing.state}`);
		else standings.set(move.item_id, { standing: after.standing, seq: move.seq });
	}
	return [...problems, ...(await offTheRegister(db, standings)), ...(await offTheHoldings(db))];
}

function offItsLine({ kind, event, line_event, line_holder, ...move }: MoveRow): string[] {
	if (line_event === null) return ['the act has no line for it'];
	if (kind === 'handover' && AFTER_HANDOVER.includes(event)) return [];
	if (line_event !== event) return [`the line says ${line_event}, the move ${event}`];
	if (move.done_at === null) return ['it moved by a line that has not taken effect'];
	const gives = event === 'handed_over' || event === 'passed_on';
	return gives && line_holder !== move.holder_id
		? ['another person got it than the line says']
		: [];
}

async function offTheRegister(
	db: Db,
	standings: Map<string, { standing: Standing; seq: number }>
): Promise<string[]> {
	const items = await db.execute<{
		id: string;
		state: string;
		holder_id: string | null;
		place_id: string | null;
		room: string;
		held_since: string | null;
		request_id: string | null;
		request_number: number | null;
		before_proposal: string | null;
		moves: number;
	}>(sql`
		select id, state, holder_id, place_id, room, held_since::text, request_id, request_number, before_proposal, moves
		from item`);
	return items.flatMap((row) => {
		const { standing, seq } = standings.get(row.id) ?? { standing: unborn, seq: 0 };
		const { id, moves, ...is } = row;
		const should = {
			state: standing.state,
			holder_id: standing.holderId,
			place_id: standing.placeId,
			room: standing.room,
			held_since: standing.heldSince,
			request_id: standing.requestId,
			request_number: standing.requestNumber,
			before_proposal: standing.beforeProposal
		};
		if (moves === seq && JSON.stringify(is) === JSON.stringify(should)) return [];
		return [`${id} is ${JSON.stringify({ ...is, moves })}, should be ${JSON.stringify(should)}`];
	});
}

async function offTheHoldings(db: Db): Promise<string[]> {
	const rows = await db.execute<{ id: string }>(sql`
		select i.id from item i left join item_holding h on h.item_id = i.id and h.until is null
		where (i.held_since is null) <> (h.item_id is null)
			or (h.item_id is not null and h.person_id is distinct from i.holder_id)`);
	return rows.map(({ id }) => `${id}: the open holding is not that of the item`);
}
