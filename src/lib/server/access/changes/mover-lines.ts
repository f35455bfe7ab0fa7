import { sql } from 'drizzle-orm';
import { isUnusual, isUsual, type Share } from '#lib/access/usual.ts';
import type { LineAct } from '#lib/access/change-kinds.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight } from '#lib/server/systems/tables.ts';
import { bundleFor, giftKey, type BundleGift, type Post } from '../bundles/bundle-for.ts';
import { colleaguesOf, shareOf, type Colleagues } from '../bundles/colleagues-of.ts';
import { missingLines } from './joiner-lines.ts';
import { whyOf, type LineDraft } from './line-draft.ts';

export type MoveAbout = { personId: string; from: Post; to: Post; toPlaceId: string | null };

type Held = {
	kind: 'right' | 'seat' | 'item';
	id: string;
	what: string;
	place_id: string | null;
	on_the_move: boolean;
};

/** Things that go where their holder goes. */
const GOES_ALONG = sql`category in ('laptop', 'phone', 'tablet')`;

/**
 * What somebody who moves keeps, drops and gets: what they hold laid beside the bundles of the new place and what
 * colleagues there hold. Where nothing is known of the new place, all is kept: nobody loses anything by a guess.
 */
export async function moverLines(tx: Tx, move: MoveAbout): Promise<LineDraft[]> {
	const [held, before, after, colleagues] = await Promise.all([
		heldBy(tx, move.personId),
		bundleFor(tx, move.from),
		bundleFor(tx, move.to),
		colleaguesOf(tx, move.to, move.personId)
	]);
	const wanted = new Map(after.map((gift) => [giftKey(gift), gift]));
	const left = new Set(before.map(giftKey));
	const has = new Set<string>();
	const lines: LineDraft[] = [];
	for (const one of held) {
		const line = asLine(one);
		const key = giftKey(line);
		has.add(key);
		const share = shareOf(colleagues, line);
		const gift = wanted.get(key);
		const proposed =
			one.kind === 'item' ? fateOfItem(one, move) : fateOf(gift, share, left.has(key), colleagues);
		lines.push({ ...line, proposed, why: whyOf(share, { bundle: gift?.bundle }) });
	}
	for (const gift of after) {
		// A device for the new place is asked for by its own service: it has to be chosen and paid for.
		if (has.has(giftKey(gift)) || gift.kind === 'item') continue;
		has.add(giftKey(gift));
		const { bundle, ...what } = gift;
		const share = shareOf(colleagues, gift);
		const unusual = share !== null && isUnusual(share);
		lines.push({ ...what, proposed: 'add', why: whyOf(share, { bundle, unusual }) });
	}
	for (const line of missingLines(colleagues))
		if (!has.has(giftKey(line))) lines.push({ ...line, proposed: 'add' });
	return lines;
}

function fateOf(
	gift: BundleGift | undefined,
	share: Share | null,
	wasGiven: boolean,
	colleagues: Colleagues
): LineAct {
	if (gift || (share && isUsual(share))) return 'keep';
	if (wasGiven) return 'drop';
	return colleagues.of >= 3 && share && isUnusual(share) ? 'drop' : 'keep';
}

const fateOfItem = (one: Held, { toPlaceId }: MoveAbout): LineAct =>
	one.on_the_move || !toPlaceId || !one.place_id || one.place_id === toPlaceId ? 'keep' : 'drop';

type HeldLine = Omit<LineDraft, 'proposed'>;

function asLine({ kind, id, what }: Held): HeldLine {
	const line = { daysBefore: 0, why: {} };
	if (kind === 'right') return { ...line, kind, roleId: what, rightId: id };
	if (kind === 'seat') return { ...line, kind, productId: what, seatId: id };
	return { ...line, kind, itemId: id, category: what };
}

async function heldBy(tx: Tx, personId: string): Promise<Held[]> {
	return [
		...(await tx.execute<Held>(sql`
			select 'right' as kind, id, role_id::text as what, null::uuid as place_id, false as on_the_move
			from ${accessRight} where person_id = ${personId} and ended_at is null
			union all
			select 'seat', id, product_id::text, null, false
			from ${softwareSeat} where person_id = ${personId} and released_at is null
			union all
			select 'item', id, category, place_id, ${GOES_ALONG}
			from ${item} where holder_id = ${personId} and state in ('handed_over', 'in_use')
			order by 1, 2`))
	];
}
