import type { Db } from '#lib/server/db/client.ts';
import {
	getPublicSettings,
	getSetting,
	type PublicSettings
} from '#lib/server/settings/settings.ts';
import { currentNotices, gravestFirst, type CurrentNotice } from './current-notices.ts';

/** What the open status page says, as it was read at one moment. */
export type StatusCopy = {
	/** An administrator has opened the page. */
	isOpen: boolean;
	notices: CurrentNotice[];
	settings: PublicSettings;
	at: Date;
	/** The database could not be asked: this is what was known before. */
	isOld: boolean;
};

const LONGEST_WAIT_MS = 1500;
const copies = new WeakMap<Db, StatusCopy>();

/**
 * What everybody may know without signing in: the notices marked public that are coming, going on, or were over within
 * a day. When the database is away or slow, what this process knew last is given instead. Throws what the database
 * throws when nothing is known yet.
 */
export async function statusCopy(db: Db, now: Date): Promise<StatusCopy> {
	const known = copies.get(db);
	try {
		const fresh = await (known ? within(readCopy(db, now)) : readCopy(db, now));
		copies.set(db, fresh);
		return fresh;
	} catch (problem) {
		if (known) return { ...known, isOld: true };
		throw problem;
	}
}

/** The same from the database alone, for a page that is kept elsewhere. */
export async function readCopy(db: Db, now: Date): Promise<StatusCopy> {
	const [isOpen, settings, { notices }] = await Promise.all([
		getSetting(db, 'statusPage'),
		getPublicSettings(db),
		currentNotices(db)
	]);
	return {
		isOpen,
		settings,
		notices: notices.filter(({ isPublic }) => isPublic).sort(gravestFirst),
		at: now,
		isOld: false
	};
}

function within(read: Promise<StatusCopy>): Promise<StatusCopy> {
	// Whoever comes late is not waited for, and does not bring the process down.
	read.catch(() => undefined);
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error('The database is slow.')), LONGEST_WAIT_MS);
		read.then(resolve, reject).finally(() => clearTimeout(late));
	});
}
