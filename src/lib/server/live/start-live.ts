import type { OpenDatabase } from '#lib/server/db/client.ts';
import {
	forgetSessions,
	sessionsChannel,
	startKeepingSessions,
	stopKeepingSessions
} from '#lib/server/auth/kept-sessions.ts';
import {
	forgetKept,
	registersChannel,
	softwareChannel,
	startKeeping,
	stopKeeping
} from '#lib/server/db/kept.ts';
import { liveChannel, type LiveMessage } from '#lib/server/live/announce.ts';
import { listenOn, type Listener } from '#lib/server/live/listen.ts';
import { makeLiveHub, type LiveHub, type PresentReaders } from '#lib/server/live/live-hub.ts';
import { forgetSettings, settingsChannel } from '#lib/server/settings/settings.ts';
import { log } from '#lib/server/web/log.ts';

/** Live updates at work in a process. */
export type Live = { hub: LiveHub; listener: Listener };

const running = Symbol.for('abilaud.live');
const place = globalThis as { [running]?: { of: object; live: Live } };

/**
 * The process's one connection that hears what changed: it passes changes to open pages and makes this
 * process read changed settings again. Started at the first call. Never throws for a database that is away.
 */
export function liveOf({ db }: Pick<OpenDatabase, 'db'>, presentReaders?: PresentReaders): Live {
	const known = place[running];
	if (known?.of === db) return known.live;
	// A development server reads this file again after a change; the old connection must not stay.
	void known?.live.listener.stop();
	const live = startLive(db, presentReaders);
	place[running] = { of: db, live };
	return live;
}

/** Starts listening for one database, without remembering it. For tests, and for `liveOf`. */
export function startLive(db: OpenDatabase['db'], presentReaders?: PresentReaders): Live {
	const hub = makeLiveHub(db, presentReaders);
	const listener = listenOn(
		db.$client,
		{
			[liveChannel]: (text) => {
				const message = parse(text);
				if (!message) return;
				// How many of its lines are unread comes with the session.
				if (message.kind === 'bell') forgetSessions(db, message.personIds);
				else if (message.kind === 'request') forgetKept(db, 'requests');
				else if (message.kind === 'notice') {
					// Its readers may be thousands, each with one more line unread.
					forgetSessions(db);
					forgetKept(db, 'notices');
				}
				void hub.hear(message);
			},
			[settingsChannel]: () => forgetSettings(db),
			[registersChannel]: () => {
				forgetKept(db);
				forgetSessions(db);
			},
			[softwareChannel]: () => forgetKept(db, 'software'),
			[sessionsChannel]: (personId) => forgetSessions(db, [personId])
		},
		{
			onBack: () => {
				forgetSettings(db);
				startKeeping(db);
				startKeepingSessions(db);
				void hub.refresh();
			},
			onLost: () => {
				stopKeepingSessions(db);
				stopKeeping(db);
			}
		}
	);
	return { hub, listener };
}

function parse(text: string): LiveMessage | undefined {
	try {
		return JSON.parse(text) as LiveMessage;
	} catch {
		log.warn('live updates: a message could not be read');
		return undefined;
	}
}
