/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />

// Keeps the assigned modules of one person for reading without a connection, and the pages of stock-takes in which
// somebody counts. It is registered for /training and for /things/count, so no other page of the portal passes through it.
import { version } from '$service-worker';
import { KEEPING_HEADER, type OfflineRead, type OfflineShelf } from './lib/training/keeping.ts';

const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;

const PAGES = `training-pages-${version}`;
const FILES = `training-files-${version}`;
/** Survives new versions: what was read and has not been sent yet, and whose it is. */
const NOTES = 'training-notes';
/** Pages of stock-takes, and whose they are. What was scanned waits elsewhere: the pages keep that themselves. */
const COUNTS = `count-pages-${version}`;
const COUNT_OWNER = '/things/count/owner';
const OFFLINE_PAGE = '/training/offline';

type Note = { personId: string; reads: OfflineRead[]; stamps: Record<string, string> };
type Reader = { type: 'reader'; personId: string; files: string[] };
type Counter = { type: 'counting'; personId: string; pages: string[]; files: string[] };

worker.addEventListener('install', () => void worker.skipWaiting());

worker.addEventListener('activate', (event) =>
	event.waitUntil(
		(async () => {
			const names = await caches.keys();
			const old = names.filter((name) => ![PAGES, FILES, NOTES, COUNTS].includes(name));
			await Promise.all(old.map((name) => caches.delete(name)));
			await worker.clients.claim();
		})()
	)
);

worker.addEventListener('message', (event) => {
	const told = event.data as Reader | Counter;
	if (told.type === 'reader') event.waitUntil(inTurn(() => keepFor(told)));
	if (told.type === 'counting') event.waitUntil(inTurn(() => keepCounts(told)));
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (url.origin !== worker.location.origin) return;
	if (url.pathname.startsWith('/_app/immutable/')) event.respondWith(file(request));
	else if (url.pathname.startsWith('/things/count')) {
		if (request.mode === 'navigate' && request.method === 'GET')
			event.respondWith(countPage(request, url));
	} else if (!url.pathname.startsWith('/training')) return;
	else if (request.method === 'POST') {
		if (isReading(url)) event.respondWith(readOffline(request, url));
	} else if (request.mode === 'navigate' || url.pathname.includes('/media/'))
		event.respondWith(page(request, url));
});

/** Files of the portal never change under their name. */
async function file(request: Request): Promise<Response> {
	return (await caches.match(request.url)) ?? fetch(request);
}

/** The page itself while there is a connection, else the copy, else what can be read instead. */
async function page(request: Request, url: URL): Promise<Response> {
	const key = url.pathname.includes('/media/') ? url.pathname + url.search : url.pathname;
	try {
		const answer = await fetch(request);
		if (answer.redirected || answer.type === 'opaqueredirect') await forgetIfSignedOut();
		else if (answer.ok && !url.search && (await isKept(key)))
			await (await caches.open(PAGES)).put(key, answer.clone());
		return answer;
	} catch (problem) {
		const kept = (await caches.match(key)) ?? (await caches.match(OFFLINE_PAGE));
		if (!kept || (request.mode !== 'navigate' && kept.url.endsWith(OFFLINE_PAGE))) throw problem;
		return kept;
	}
}

/** The page of a stock-take while there is a connection, else the copy with what was expected then. */
async function countPage(request: Request, url: URL): Promise<Response> {
	try {
		const answer = await fetch(request);
		if (answer.redirected || answer.type === 'opaqueredirect') await forgetIfSignedOut();
		else if (answer.ok && !url.search) {
			const counts = await caches.open(COUNTS);
			if (await counts.match(url.pathname)) await counts.put(url.pathname, answer.clone());
		}
		return answer;
	} catch (problem) {
		const kept = await (await caches.open(COUNTS)).match(url.pathname);
		if (!kept) throw problem;
		return kept;
	}
}

async function keepCounts({ personId, pages, files }: Counter): Promise<void> {
	let counts = await caches.open(COUNTS);
	const owner = await (await counts.match(COUNT_OWNER))?.text();
	if (owner !== personId) {
		await caches.delete(COUNTS);
		counts = await caches.open(COUNTS);
		await counts.put(COUNT_OWNER, new Response(personId));
	}
	await keepFiles(files);
	for (const page of pages) await keep(counts, page);
}

const isKept = async (key: string) => (await (await caches.open(PAGES)).match(key)) !== undefined;

const isReading = (url: URL) => url.pathname.endsWith('/read') || url.search === '?/turn';

/** Marking a page as read goes through, or is kept until there is a connection; then the reader turns on. */
async function readOffline(request: Request, url: URL): Promise<Response> {
	const copy = request.clone();
	try {
		return await fetch(request);
	} catch (problem) {
		const form = await copy.formData();
		const [, , slug = '', pageId = ''] = url.pathname.split('/');
		const read = {
			slug: decodeURIComponent(slug),
			pageId: decodeURIComponent(pageId),
			locale: String(form.get('locale')),
			at: new Date().toISOString()
		};
		await inTurn(async () => {
			const note = await readNote();
			if (note) await writeNote({ ...note, reads: [...note.reads, read] });
		});
		if (request.mode !== 'navigate') return new Response(null, { status: 202 });
		if (!(await readNote())) throw problem;
		const next = String(form.get('to') ?? '');
		return Response.redirect(`/training/${slug}${next && `/${encodeURIComponent(next)}`}`, 303);
	}
}

/** One after another: two pages that tell at once would overwrite each other's notes. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const next = last.then(work, work);
	last = next.catch(() => undefined);
	return next;
}

async function keepFor({ personId, files }: Reader): Promise<void> {
	let note = await readNote();
	if (note?.personId !== personId) {
		await forgetPages();
		note = { personId, reads: [], stamps: {} };
		await writeNote(note);
	}
	await keepFiles(files);
	if (note.reads.length > 0) {
		const body = JSON.stringify({ personId, reads: note.reads });
		const headers = { 'content-type': 'application/json' };
		const sent = await fetch('/training/offline/sync', { method: 'POST', headers, body });
		if (sent.ok || sent.status === 422) note = { ...note, reads: [] };
		await writeNote(note);
	}
	await writeNote({ ...note, stamps: await keepModules(note) });
}

async function keepFiles(files: readonly string[]): Promise<void> {
	const cache = await caches.open(FILES);
	for (const path of files) if (!(await cache.match(path))) await cache.add(path);
}

/** Fetches what is new on the shelf and throws out what has left it. */
async function keepModules({ personId, stamps }: Note): Promise<Record<string, string>> {
	const answer = await fetch('/training/offline/list');
	if (!answer.ok) return stamps;
	const shelf = (await answer.json()) as OfflineShelf;
	if (shelf.personId !== personId) return stamps;
	const cache = await caches.open(PAGES);
	const wanted = new Set([OFFLINE_PAGE, ...shelf.modules.flatMap((module) => module.addresses)]);
	for (const { url } of await cache.keys()) {
		const { pathname, search } = new URL(url);
		if (!wanted.has(pathname + search)) await cache.delete(url);
	}
	const fresh: Record<string, string> = {};
	for (const { slug, stamp, addresses } of shelf.modules) {
		const isNew = stamps[slug] !== stamp;
		for (const address of addresses)
			if (isNew || !(await cache.match(address))) await keep(cache, address);
		fresh[slug] = stamp;
	}
	if (
		Object.entries(fresh).some(([slug, stamp]) => stamps[slug] !== stamp) ||
		!(await cache.match(OFFLINE_PAGE))
	)
		await keep(cache, OFFLINE_PAGE);
	return fresh;
}

async function keep(cache: Cache, address: string): Promise<void> {
	const answer = await fetch(address, { headers: { [KEEPING_HEADER]: '1' } });
	if (!answer.ok || answer.redirected) return;
	if (!address.includes('/media/')) await keepFiles(await filesOf(answer.clone()));
	await cache.put(address, answer);
}

/** The scripts and styles a page is made of, as its head and its headers name them. */
async function filesOf(answer: Response): Promise<string[]> {
	const named = `${answer.headers.get('link') ?? ''} ${await answer.text()}`;
	return [...new Set(named.match(/\/_app\/immutable\/[\w./-]+\.(?:js|css|svg|woff2)/g) ?? [])];
}

/**
 * A browser hides where the answer to a navigation leads, so the portal is asked. What was read and has not been sent
 * stays: it bears its reader's id and is taken from nobody else.
 */
async function forgetIfSignedOut(): Promise<void> {
	const asked = await fetch('/training/offline/list', { redirect: 'manual' });
	if (asked.type !== 'opaqueredirect' && asked.status !== 401) return;
	await caches.delete(PAGES);
	await caches.delete(COUNTS);
}

async function forgetPages(): Promise<void> {
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name !== FILES).map((name) => caches.delete(name)));
}

async function readNote(): Promise<Note | undefined> {
	const found = await (await caches.open(NOTES)).match('/note');
	return found && ((await found.json()) as Note);
}

async function writeNote(note: Note): Promise<void> {
	await (await caches.open(NOTES)).put('/note', new Response(JSON.stringify(note)));
}
