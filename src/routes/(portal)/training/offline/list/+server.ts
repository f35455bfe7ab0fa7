import { json } from '@sveltejs/kit';
import { offlineShelf } from '$lib/server/training/reading/offline-shelf.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { RequestHandler } from './$types';

/** What the reader's device may keep; the service worker asks. */
export const GET: RequestHandler = async (event) => {
	const { db, locale, sharedComputer } = event.locals;
	return json(await offlineShelf(db, signedIn(event), { locale, sharedComputer }));
};
