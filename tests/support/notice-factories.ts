import type { AffectedKind, Impact, NoticeKind, NoticeState } from '#lib/notices/notice-states.ts';
import type { NoticeText, NoticeTexts, ReaderReason } from '#lib/notices/notice-text.ts';
import { UPDATE_KINDS, type ToldKind, type UpdateKind } from '#lib/notices/update-kinds.ts';
import type { Db } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { notice, noticeAffected, noticeCheck, noticeUpdate } from '#lib/server/notices/tables.ts';
import { noticeMessage, noticeReader } from '#lib/server/notices/telling/tables.ts';
import { townNow } from './town.ts';

const HOUR = 3_600_000;

type NoticeRow = typeof notice.$inferInsert;
type ReaderRow = typeof noticeReader.$inferInsert;

/** Somebody whom the test's notice concerns; a bare id is a reader told when it was announced. */
export type ReaderWish = { personId: string } & Partial<Omit<ReaderRow, 'noticeId' | 'personId'>>;

/** What a test wants of a notice; everything else is planned work in two hours, announced an hour ago. */
export type NoticeWishes = {
	ownerId: string;
	kind?: NoticeKind;
	state?: NoticeState;
	impact?: Impact;
	texts?: NoticeTexts;
	affected?: { kind: AffectedKind; targetId: string; impact?: Impact }[];
	readers?: (string | ReaderWish)[];
	/** Entries of the timeline after the announcement. Those that people are told of are told to every reader. */
	updates?: {
		kind: UpdateKind;
		texts?: Partial<Record<'et' | 'ru' | 'en', string>>;
		facts?: Record<string, string | number | null>;
		byId?: string | null;
		at?: Date;
	}[];
	checks?: string[];
	/** Now, for the test. */
	at?: Date;
	/** Columns of the notice beside the usual ones. */
	row?: Partial<NoticeRow>;
};

/** A notice as `aNotice` wrote it; `updateIds` in the order of the timeline, the announcement first. */
export type WrittenNotice = { id: string; number: number; updateIds: string[] };

/** A text of a notice with this title; the rest says something about it. */
export function aText(title: string, more: Partial<NoticeText> = {}): NoticeText {
	return { title, summary: '', cannot: '', before: '', instead: '', contact: '', ...more };
}

/** The texts of a small notice about printing, in Estonian and Russian. */
export const printingTexts: NoticeTexts = {
	et: aText('Naerulinnu majas ei saa printida', {
		summary: 'Vahetame võrguseadme.',
		cannot: 'Printida ega skannida.',
		before: 'Prindi vajalik enne kella 17.',
		instead: 'Kasuta raamatukogu printerit.',
		contact: 'Valvur, telefon 5550'
	}),
	ru: aText('В доме «Наэрулинд» нельзя печатать', {
		summary: 'Меняем сетевое устройство.',
		cannot: 'Печатать и сканировать.',
		before: 'Распечатайте нужное до 17 часов.',
		instead: 'Пользуйтесь принтером библиотеки.',
		contact: 'Охранник, телефон 5550'
	})
};

/**
 * Writes a notice whole, past all commands and rules: its row, what it touches, its timeline, its readers and what each
 * was told (in the portal, without letters). For tests of reading; whoever tests a command calls the command.
 */
export async function aNotice(db: Db, wishes: NoticeWishes): Promise<WrittenNotice> {
	const { state = 'announced', kind = 'planned_work', at = townNow } = wishes;
	const noticeId = newId();
	const announcedAt = state === 'draft' ? null : new Date(at.getTime() - HOUR);
	const [written] = await db
		.insert(notice)
		.values({
			id: noticeId,
			kind,
			state,
			texts: wishes.texts ?? printingTexts,
			impact: wishes.impact ?? 'unavailable',
			ownerId: wishes.ownerId,
			reminders: [],
			announcedAt,
			announcedById: announcedAt && wishes.ownerId,
			createdById: wishes.ownerId,
			createdAt: new Date(at.getTime() - 2 * HOUR),
			updatedAt: at,
			...windowOf(state, kind, at),
			...momentsOf(state, wishes.ownerId, at),
			...wishes.row
		})
		.returning({ number: notice.number });
	const affected = wishes.affected ?? [];
	if (affected.length) {
		const impact = wishes.impact ?? 'unavailable';
		await db.insert(noticeAffected).values(affected.map((row) => ({ noticeId, impact, ...row })));
	}
	const checks = (wishes.checks ?? []).map((text, position) => ({
		id: newId(),
		noticeId,
		position,
		text
	}));
	if (checks.length) await db.insert(noticeCheck).values(checks);
	const updateIds = await writeTelling(db, noticeId, { ...wishes, at }, announcedAt);
	return { id: noticeId, number: written?.number ?? 0, updateIds };
}

async function writeTelling(
	db: Db,
	noticeId: string,
	{ readers = [], updates = [], ownerId, at }: NoticeWishes & { at: Date },
	announcedAt: Date | null
): Promise<string[]> {
	const first = { kind: 'announced' as const, at: announcedAt ?? at, byId: ownerId };
	const timeline = (announcedAt ? [first, ...updates] : updates).map((update) => ({
		id: newId(),
		noticeId,
		byId: null,
		at,
		...update,
		forReaders: UPDATE_KINDS[update.kind].readers
	}));
	if (timeline.length) await db.insert(noticeUpdate).values(timeline);
	const people = readers.map((reader) =>
		typeof reader === 'string' ? { personId: reader } : reader
	);
	if (people.length === 0) return timeline.map(({ id }) => id);
	const reasons: ReaderReason[] = [{ kind: null, targetId: null, how: 'included', via: 'Test' }];
	await db.insert(noticeReader).values(
		people.map((reader) => ({
			noticeId,
			reasons,
			wave: 'announced' as const,
			locale: 'et' as const,
			hasMailbox: true,
			addedAt: announcedAt ?? at,
			...reader
		}))
	);
	const messages = timeline
		.filter(({ kind }) => UPDATE_KINDS[kind].told)
		.flatMap((update) =>
			people.map(({ personId }) => ({
				updateId: update.id,
				personId,
				noticeId,
				kind: update.kind as ToldKind,
				at: update.at
			}))
		);
	if (messages.length) await db.insert(noticeMessage).values(messages);
	return timeline.map(({ id }) => id);
}

/** Two hours from now for what is coming, since half an hour for what is going on, yesterday for what is over. */
function windowOf(state: NoticeState, kind: NoticeKind, at: Date): Partial<NoticeRow> {
	if (kind === 'information') return {};
	const begins = state === 'announced' || state === 'draft' || state === 'cancelled' ? 2 : -0.5;
	const offset = state === 'restored' || state === 'closed' ? -24 : begins;
	const startsAt = new Date(at.getTime() + offset * HOUR);
	const plannedEndAt = new Date(startsAt.getTime() + 2 * HOUR);
	return { startsAt, plannedEndAt, firstStartsAt: startsAt, firstPlannedEndAt: plannedEndAt };
}

function momentsOf(state: NoticeState, ownerId: string, at: Date): Partial<NoticeRow> {
	const ago = (hours: number) => new Date(at.getTime() - hours * HOUR);
	if (state === 'in_progress' || state === 'awaiting_confirmation') return { startedAt: ago(0.5) };
	if (state === 'cancelled') return { cancelledAt: at };
	if (state !== 'restored' && state !== 'closed') return {};
	return {
		startedAt: ago(24),
		restoredAt: ago(22),
		restoredById: ownerId,
		restoredText: { et: 'Kõik töötab.', ru: 'Всё работает.' },
		closedAt: state === 'closed' ? at : null
	};
}
