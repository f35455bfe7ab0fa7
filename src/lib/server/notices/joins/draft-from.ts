import { and, eq } from 'drizzle-orm';
import { conflict, forbidden, notFound } from '#lib/errors.ts';
import { locales, type LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedThing } from '#lib/notices/affected.ts';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import { m } from '#lib/paraglide/messages.js';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { formatNumber } from '#lib/requests/request-number.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { forgetKept } from '#lib/server/db/kept.ts';
import { getItem } from '#lib/server/equipment/get-item.ts';
import { getRequestPage } from '#lib/server/requests/queries/request-page.ts';
import { noticeChoice, noticeRequest } from '../tables.ts';
import { nameInAllLanguages } from '../writing/affected-names.ts';
import { saveDraft } from '../writing/save-draft.ts';
import { sourcesOf, type NoticeSource } from './read-faults.ts';
import { outageProposal } from './tables.ts';

/** Where a notice begins: a proposal of an outage, a request by its number, or an item in repair. */
export type DraftSource = { proposalId: string } | { requestNumber: number } | { itemId: string };

/**
 * Makes the draft of a notice from what is known already: the things it touches, a first text in three languages, the
 * requests it came from, linked, and those who reported among its readers. A proposal that is taken up is over. The desk
 * and authors, who must see the request or item. Recorded as `notice.drafted`. Throws Forbidden, NotFound, Conflict (a
 * colleague has taken the proposal up, or put it aside).
 */
export async function draftFrom(
	db: Db,
	actor: Actor,
	source: DraftSource,
	clock: Clock = systemClock
): Promise<{ number: number }> {
	if (!can(actor, 'notices.edit')) throw forbidden();
	if ('itemId' in source) {
		const item = await getItem(db, actor, source.itemId);
		return withTransaction(db, (tx) =>
			draft(tx, actor, { things: [{ kind: 'item', targetId: item.id }], requests: [] }, clock)
		);
	}
	if ('requestNumber' in source) {
		await getRequestPage(db, actor, source.requestNumber, clock.now());
		return withTransaction(db, async (tx) => {
			const requests = await sourcesOf(tx, [source.requestNumber]);
			const things = requests[0]?.things ?? [];
			return draft(tx, actor, { things, requests, role: 'source' }, clock);
		});
	}
	const made = await withTransaction(db, (tx) => takeUp(tx, actor, source.proposalId, clock));
	forgetKept(db, 'notices');
	return made;
}

async function takeUp(tx: Tx, actor: Actor, id: string, clock: Clock) {
	const [proposal] = await tx
		.select()
		.from(outageProposal)
		.where(eq(outageProposal.id, id))
		.for('update');
	if (!proposal) throw notFound();
	if (proposal.state !== 'open') throw conflict('notice_plan_error_proposal_over');
	const { kind, targetId, requestNumbers } = proposal;
	const things = kind !== 'words' && targetId ? [{ kind, targetId }] : [];
	const requests = await sourcesOf(tx, requestNumbers);
	const made = await draft(tx, actor, { things, requests, role: 'same_fault' }, clock);
	await tx
		.update(outageProposal)
		.set({
			state: 'taken',
			noticeId: made.id,
			decidedById: actorPersonId(actor),
			decidedAt: clock.now()
		})
		.where(and(eq(outageProposal.id, id), eq(outageProposal.state, 'open')));
	return made;
}

type Beginning = {
	things: { kind: AffectedKind; targetId: string }[];
	requests: NoticeSource[];
	role?: 'source' | 'same_fault';
};

async function draft(tx: Tx, actor: Actor, from: Beginning, clock: Clock) {
	const at = clock.now();
	const isOutage = from.requests.every(({ kind }) => kind === 'fault');
	const affected: AffectedThing[] = from.things.map((thing) => ({
		...thing,
		impact: 'unavailable'
	}));
	const made = await saveDraft(
		tx,
		actor,
		{
			kind: isOutage ? 'outage' : 'planned_work',
			texts: firstTexts(await nameOf(tx, from), isOutage),
			affected,
			ownerId: actor.personId,
			startsAt: isOutage ? (from.requests[0]?.submittedAt ?? at) : null,
			plannedEndAt: null
		},
		clock
	);
	if (from.requests.length > 0) await link(tx, actor, made.id, from, at);
	return made;
}

async function nameOf(tx: Tx, { things, requests }: Beginning): Promise<LocalizedText> {
	const [thing] = things;
	const names = await nameInAllLanguages(tx, thing ? [{ ...thing, impact: 'unavailable' }] : []);
	const title = requests[0]?.title ?? '';
	return names.get(thing?.targetId ?? '') ?? { et: title, ru: title, en: title };
}

function firstTexts(name: LocalizedText, isOutage: boolean) {
	const title = isOutage ? m.notice_plan_outage_text_title : m.notice_plan_work_text_title;
	const summary = isOutage ? m.notice_plan_outage_text_summary : m.notice_plan_work_text_summary;
	return Object.fromEntries(
		locales.map((locale) => [
			locale,
			{
				title: title({ thing: name[locale] ?? name.et }, { locale }),
				summary: summary({}, { locale }),
				cannot: '',
				before: '',
				instead: '',
				contact: ''
			}
		])
	);
}

/** Links the requests, and names those they are for as readers: the registers may not know that they are concerned. */
async function link(
	tx: Tx,
	actor: Actor,
	noticeId: string,
	{ requests, role = 'source' }: Beginning,
	at: Date
): Promise<void> {
	const byId = actorPersonId(actor);
	await tx.insert(noticeRequest).values(
		requests.map(({ requestId, requestNumber }) => ({
			noticeId,
			requestId,
			requestNumber,
			role,
			linkedById: byId,
			linkedAt: at
		}))
	);
	await tx
		.insert(noticeChoice)
		.values(
			requests.map(({ personId, requestNumber }) => ({
				noticeId,
				personId,
				choice: 'include' as const,
				reason: formatNumber(requestNumber),
				chosenById: byId,
				chosenAt: at
			}))
		)
		.onConflictDoNothing();
}
