import { asc, eq } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Db } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { nameInAllLanguages } from '../writing/affected-names.ts';
import { outageProposal } from './tables.ts';

/** Reports that look like one outage. */
export type OutageProposal = {
	id: string;
	/** What they have in common; null when only the words are. */
	thing: LocalizedText | null;
	words: string;
	requestNumbers: number[];
	createdAt: Date;
};

const KEEP_MS = 10_000;
const MOST = 5;

/** The proposals that nobody has decided about, oldest first; none for who writes no notices. Kept for some seconds. */
export async function listProposals(db: Db, actor: Actor): Promise<OutageProposal[]> {
	if (!can(actor, 'notices.edit')) return [];
	return kept(db, 'notices proposals', () => read(db), KEEP_MS);
}

async function read(db: Db): Promise<OutageProposal[]> {
	const rows = await db
		.select()
		.from(outageProposal)
		.where(eq(outageProposal.state, 'open'))
		.orderBy(asc(outageProposal.createdAt))
		.limit(MOST);
	const things = rows.flatMap(({ kind, targetId }) =>
		kind === 'words' || !targetId ? [] : [{ kind, targetId, impact: 'unavailable' as const }]
	);
	const names = await nameInAllLanguages(db, things);
	return rows.map(({ id, targetId, words, requestNumbers, createdAt }) => ({
		id,
		thing: (targetId && names.get(targetId)) || null,
		words,
		requestNumbers,
		createdAt
	}));
}
