import { asc, eq, sql } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedThing, NamedAffected } from '#lib/notices/affected.ts';
import type { AffectedKind, NoticeState } from '#lib/notices/notice-states.ts';
import type { LooseText, ReasonHow } from '#lib/notices/notice-text.ts';
import type { UpdateKind } from '#lib/notices/update-kinds.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { coverageOf, type Coverage } from '../audience/coverage-of.ts';
import { noticeReport } from '../joins/tables.ts';
import { noticeAffected, noticeCheck, noticeRequest, notice, noticeUpdate } from '../tables.ts';
import { noticeMessage, noticeReader } from '../telling/tables.ts';
import { nameAffected } from '../writing/affected-names.ts';
import { previewDraft, type DraftPreview } from '../writing/preview-draft.ts';

/** An entry of the timeline as the desk sees it. `told` is how many people were told of it. */
type DeskEntry = {
	id: string;
	kind: UpdateKind;
	texts: LooseText | null;
	facts: Record<string, string | number | null>;
	by: string | null;
	told: number;
	/** ISO. */
	at: string;
};

type DeskCheck = {
	id: string;
	text: string;
	by: string | null;
	/** ISO. */
	doneAt: string | null;
};

type DeskRequest = { number: number; role: 'source' | 'same_fault' | 'follow_up' };

/** People whom one thing concerns in one way, as they were frozen. */
type ReaderGroup = {
	kind: AffectedKind | null;
	targetId: string | null;
	how: ReasonHow;
	count: number;
};

/** Whom it concerns: of a draft as the registers stand, afterwards as they were frozen. */
type Concerned = {
	groups: { name: string | null; how: ReasonHow; count: number }[];
	overlap: number;
	count: number;
};

const list = (rows: ReturnType<typeof sql>) => sql`coalesce((${rows}), '[]'::jsonb)`;

const entries = list(sql`
	select jsonb_agg(jsonb_build_object('id', u.id, 'kind', u.kind, 'texts', u.texts, 'facts', u.facts,
		'by', b.name, 'at', u.at, 'told',
		(select count(*) from ${noticeMessage} t where t.update_id = u.id)) order by u.at desc, u.id desc)
	from ${noticeUpdate} u left join ${person} b on b.id = u.by_id where u.notice_id = ${notice.id}`);

const checks = list(sql`
	select jsonb_agg(jsonb_build_object('id', c.id, 'text', c.text, 'by', b.name, 'doneAt', c.done_at)
		order by c.position)
	from ${noticeCheck} c left join ${person} b on b.id = c.done_by_id where c.notice_id = ${notice.id}`);

const affected = list(sql`
	select jsonb_agg(jsonb_build_object('kind', a.kind, 'targetId', a.target_id, 'impact', a.impact)
		order by array_position(array['unavailable', 'degraded', 'none'], a.impact), a.kind, a.target_id)
	from ${noticeAffected} a where a.notice_id = ${notice.id}`);

const requests = list(sql`
	select jsonb_agg(jsonb_build_object('number', r.request_number, 'role', r.role)
		order by r.linked_at, r.request_number)
	from ${noticeRequest} r where r.notice_id = ${notice.id}`);

async function readNotice(db: DbOrTx, number: number) {
	const [row] = await db
		.select({
			id: notice.id,
			number: notice.number,
			kind: notice.kind,
			state: notice.state,
			revision: notice.revision,
			texts: notice.texts,
			impact: notice.impact,
			ownerId: notice.ownerId,
			ownerName: person.name,
			startsAt: notice.startsAt,
			plannedEndAt: notice.plannedEndAt,
			firstStartsAt: notice.firstStartsAt,
			announcedAt: notice.announcedAt,
			startedAt: notice.startedAt,
			restoredAt: notice.restoredAt,
			restoredText: notice.restoredText,
			rolledBack: notice.rolledBack,
			closedAt: notice.closedAt,
			cancelledAt: notice.cancelledAt,
			overrunToldAt: notice.overrunToldAt,
			lateReason: notice.lateReason,
			moduleKey: notice.moduleKey,
			noModuleReason: notice.noModuleReason,
			createdAt: notice.createdAt,
			entries: sql<DeskEntry[]>`${entries}`,
			checks: sql<DeskCheck[]>`${checks}`,
			affected: sql<AffectedThing[]>`${affected}`,
			requests: sql<DeskRequest[]>`${requests}`,
			report: {
				what: noticeReport.what,
				impact: noticeReport.impact,
				cause: noticeReport.cause,
				change: noticeReport.change,
				published: noticeReport.published
			}
		})
		.from(notice)
		.innerJoin(person, eq(person.id, notice.ownerId))
		.leftJoin(noticeReport, eq(noticeReport.noticeId, notice.id))
		.where(eq(notice.number, number))
		.orderBy(asc(notice.id));
	return row;
}

type Read = NonNullable<Awaited<ReturnType<typeof readNotice>>>;

/** A notice's page at the desk, whole. */
export type DeskNotice = Omit<Read, 'affected'> & {
	affected: NamedAffected[];
	coverage: Coverage | null;
	concerned: Concerned;
	/** What announcing it would mean; null when it is announced. */
	preview: Pick<DraftPreview, 'lead' | 'freezes' | 'conflicts'> | null;
};

/**
 * What the desk sees of a notice: how it stands, what happened, whom it concerns and who knows. Things are named in
 * `locale`. Whoever may read the desk's notices. Throws NotFound.
 */
export async function getDeskNotice(
	db: DbOrTx,
	actor: Actor,
	number: number,
	locale: Locale,
	clock: Clock
): Promise<DeskNotice> {
	if (!can(actor, 'notices.read')) throw notFound();
	const row = await readNotice(db, number);
	if (!row) throw notFound();
	const named = nameAffected(db, row.affected, locale);
	if (isDraft(row.state)) {
		const [names, preview] = await Promise.all([named, previewDraft(db, actor, row, clock)]);
		const { audience, lead, freezes, conflicts } = preview;
		const groups = audience.groups.map(({ name, how, count }) => ({
			name: nameIn(name, locale),
			how,
			count
		}));
		const concerned = { groups, overlap: audience.overlap, count: audience.count };
		return {
			...row,
			affected: names,
			coverage: null,
			concerned,
			preview: { lead, freezes, conflicts }
		};
	}
	const [names, coverage, groups] = await Promise.all([
		named,
		coverageOf(db, row.id),
		listReaderGroups(db, row.id)
	]);
	const nameOf = new Map(names.map((thing) => [thing.targetId, thing.name]));
	const counted = groups.reduce((sum, group) => sum + group.count, 0);
	const concerned = {
		groups: groups.map(({ targetId, how, count }) => ({
			name: (targetId && nameOf.get(targetId)) ?? null,
			how,
			count
		})),
		overlap: counted - coverage.readers,
		count: coverage.readers
	};
	return { ...row, affected: names, coverage, concerned, preview: null };
}

const isDraft = (state: NoticeState) => state === 'draft';

const nameIn = (name: LocalizedText | string | null, locale: Locale) =>
	name === null || typeof name === 'string' ? name : name[locale] || name.et;

function listReaderGroups(db: DbOrTx, noticeId: string): Promise<ReaderGroup[]> {
	return db.execute<ReaderGroup>(sql`
		select one ->> 'kind' as kind, one ->> 'targetId' as "targetId", one ->> 'how' as how,
			count(distinct r.person_id)::int as count
		from ${noticeReader} r, jsonb_array_elements(r.reasons) one
		where r.notice_id = ${noticeId} group by 1, 2, 3 order by 4 desc, 2, 3`);
}
