import { hasRoleIn, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { LiveEvent } from '#lib/notifications/live-events.ts';
import type { NoticeBrief } from '#lib/notices/reader/notice-brief.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { LiveMessage } from '#lib/server/live/announce.ts';
import { countUnread } from '#lib/server/notifications/bell.ts';
import { log } from '#lib/server/web/log.ts';

/** One open page. */
export type Watcher = { actor: Actor; send: (event: LiveEvent) => void };

/**
 * Whom a notice concerns among these people, and what its banner says to each in a language: null for those who put it
 * away. The hub knows no notices: whoever starts it passes this in.
 */
export type PresentReaders = (
	db: Db,
	noticeId: string,
	personIds: readonly string[]
) => Promise<{
	readers: ReadonlySet<string>;
	bannerFor: (personId: string, locale: Actor['locale']) => NoticeBrief | null;
}>;

/** The open pages of this process, and who among them may hear what. */
export type LiveHub = {
	add(watcher: Watcher): () => void;
	/** A message from the database. Never throws: a page that misses one shows the truth when it is loaded. */
	hear(message: LiveMessage): Promise<void>;
	/** Counts every open page's bell anew: after the connection was lost. */
	refresh(): Promise<void>;
	readonly size: number;
};

/** Makes a hub. What a page hears is decided here, by the actor it was opened with. */
export function makeLiveHub(db: Db, presentReaders?: PresentReaders): LiveHub {
	const watchers = new Map<string, Set<Watcher>>();
	let size = 0;

	const ring = async (personIds: readonly string[]) => {
		const present = personIds.filter((id) => watchers.has(id));
		if (present.length === 0) return;
		const counts = await countUnread(db, present);
		for (const id of present) {
			const event: LiveEvent = { kind: 'bell', unread: counts.get(id) ?? 0 };
			for (const watcher of watchers.get(id) ?? []) watcher.send(event);
		}
	};

	const hearNotice = async ({ id, number, revision }: NoticeMessage) => {
		if (!presentReaders || watchers.size === 0) return;
		const { readers, bannerFor } = await presentReaders(db, id, [...watchers.keys()]);
		for (const [personId, own] of watchers) {
			for (const { actor, send } of own) {
				const mine = readers.has(personId);
				if (!mine && !can(actor, 'notices.read')) continue;
				const banner = mine ? bannerFor(personId, actor.locale) : null;
				send({ kind: 'notice', id, number, revision, banner });
			}
		}
		await ring([...readers]);
	};

	return {
		get size() {
			return size;
		},
		add(watcher) {
			const id = watcher.actor.personId;
			const own = watchers.get(id) ?? new Set();
			watchers.set(id, own.add(watcher));
			size += 1;
			return () => {
				if (!own.delete(watcher)) return;
				size -= 1;
				if (own.size === 0 && watchers.get(id) === own) watchers.delete(id);
			};
		},
		async hear(message) {
			try {
				if (message.kind === 'bell') return await ring(message.personIds);
				if (message.kind === 'notice') return await hearNotice(message);
				if (message.kind === 'stock_take') return tellCounting(watchers.values(), message);
				const { id, number, revision } = message;
				for (const own of watchers.values()) {
					for (const { actor, send } of own) {
						if (mayHear(actor, message)) send({ kind: 'request', id, number, revision });
					}
				}
			} catch (error) {
				log.warn({ reason: String(error) }, 'live updates: a message was not passed on');
			}
		},
		refresh: () => ring([...watchers.keys()]).catch(() => undefined)
	};
}

type NoticeMessage = Extract<LiveMessage, { kind: 'notice' }>;

/** Whoever counts, and the desk: an id is no secret, and what it stands for is loaded with the usual rights. */
function tellCounting(
	watchers: Iterable<Set<Watcher>>,
	{ id, personIds }: Extract<LiveMessage, { kind: 'stock_take' }>
): void {
	for (const own of watchers) {
		for (const { actor, send } of own) {
			if (personIds.includes(actor.personId) || can(actor, 'equipment.read')) {
				send({ kind: 'stock_take', id });
			}
		}
	}
}

/** Agents, administrators and auditors of the unit hear of every request in it, others of their own. */
function mayHear(actor: Actor, message: Extract<LiveMessage, { kind: 'request' }>): boolean {
	const { unitId, personIds } = message;
	return (
		personIds.includes(actor.personId) ||
		hasRoleIn(actor, 'agent', unitId) ||
		hasRoleIn(actor, 'admin', unitId) ||
		hasRoleIn(actor, 'auditor', unitId)
	);
}
