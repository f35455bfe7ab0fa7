import { eq } from 'drizzle-orm';
import type { ItemEvent } from '#lib/equipment/item-states.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Tx } from '#lib/server/db/client.ts';
import {
	issueAct,
	type IssuedAct,
	type SignerInput
} from '#lib/server/equipment/acts/issue-act.ts';
import { lockAnyItems } from '#lib/server/equipment/item-record.ts';
import { writeOff } from './tables.ts';
import type { lockWriteOff } from './write-off-record.ts';

export type LockedWriteOff = Awaited<ReturnType<typeof lockWriteOff>>;

type Settling = {
	kind: 'write_off' | 'entry';
	event: Extract<ItemEvent, 'written_off' | 'write_off_withdrawn'>;
	signers: readonly SignerInput[];
	facts?: { label: string; value: string }[];
	note: string;
};

/** Makes the act that ends a proposal for all its items: written off, or back to what they were. */
export async function issueForAll(
	tx: Tx,
	actor: Actor,
	{ record, lines }: LockedWriteOff,
	{ event, ...settling }: Settling,
	at: Date
): Promise<IssuedAct> {
	const items = await lockAnyItems(
		tx,
		lines.map(({ itemId }) => ({ itemId }))
	);
	return issueAct(
		tx,
		actor,
		{
			...settling,
			lines: items.map((item, n) => ({
				...{ record: item, event },
				note: lines[n]?.condition ?? ''
			})),
			unitId: record.unitId
		},
		at
	);
}

/** Writes what has become of a proposal. */
export async function setWriteOff(
	tx: Tx,
	id: string,
	change: Partial<typeof writeOff.$inferInsert>,
	at: Date
): Promise<void> {
	await tx
		.update(writeOff)
		.set({ ...change, updatedAt: at })
		.where(eq(writeOff.id, id));
}
