import type { ScanOutcome } from '../stock-take.ts';
import { forgetScan, keepScan, type WaitingScan } from './scan-store.ts';

/** What the portal answers to one scan. */
export type SentAnswer = {
	id: string;
	outcome: ScanOutcome;
	late: boolean;
	itemId: string | null;
	thing: { number: string; title: string } | null;
};

/** What became of scans that were sent. */
export type Sending = {
	answers: SentAnswer[];
	/** They wait on: no connection, or signed out. */
	waits?: 'offline' | 'signed_out';
	/** The portal will never take them: why, in words. */
	refused?: string;
};

const AT_ONCE = 200;

/** Sends what waits, scans first, then their photos. Whatever has arrived is forgotten here. */
export async function sendScans(
	takeId: string,
	personId: string,
	waiting: readonly WaitingScan[]
): Promise<Sending> {
	const answers: SentAnswer[] = [];
	const untold = waiting.filter(({ isTold }) => !isTold);
	for (let start = 0; start < untold.length; start += AT_ONCE) {
		const some = untold.slice(start, start + AT_ONCE);
		const response = await post(`/things/count/${takeId}/scans`, {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				personId,
				scans: some.map(({ id, code, placeId, room, note, scannedAt }) => ({
					...{ id, code, placeId, room, note, scannedAt }
				}))
			})
		});
		if (!response || isForLater(response)) return { answers, waits: 'offline' };
		if (isSignedOut(response)) return { answers, waits: 'signed_out' };
		if (!response.ok) {
			for (const { id } of some) await forgetScan(id);
			return { answers, refused: await whyNot(response) };
		}
		answers.push(...((await response.json()) as { answers: SentAnswer[] }).answers);
		for (const scan of some) {
			if (scan.photo) await keepScan({ ...scan, isTold: true });
			else await forgetScan(scan.id);
		}
	}
	for (const { id, photo } of waiting) {
		if (!photo) continue;
		const body = new FormData();
		body.set('scan', id);
		body.set('photo', photo, 'photo');
		const response = await post(`/things/count/${takeId}/photo`, { body });
		if (!response || isForLater(response)) return { answers, waits: 'offline' };
		if (isSignedOut(response)) return { answers, waits: 'signed_out' };
		await forgetScan(id);
		if (!response.ok) return { answers, refused: await whyNot(response) };
	}
	return { answers };
}

async function post(address: string, init: RequestInit): Promise<Response | undefined> {
	try {
		return await fetch(address, { method: 'POST', redirect: 'manual', ...init });
	} catch {
		return undefined;
	}
}

/** The portal cannot take it in now: what was scanned waits on the phone. */
const isForLater = ({ status }: Response) => status >= 500 || status === 408 || status === 429;

const isSignedOut = (response: Response) =>
	response.type === 'opaqueredirect' || response.status === 401 || response.status === 403;

async function whyNot(response: Response): Promise<string> {
	const text = await response.text().catch(() => '');
	try {
		return (JSON.parse(text) as { message?: string }).message ?? '';
	} catch {
		return '';
	}
}
