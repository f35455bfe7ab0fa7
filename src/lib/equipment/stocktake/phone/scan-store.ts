/** A scan that waits on this phone until the portal has it. */
export type WaitingScan = {
	/** Made here, so that the portal counts it once however often it is sent. */
	id: string;
	personId: string;
	takeId: string;
	code: string;
	placeId: string | null;
	room: string;
	note: string;
	/** ISO, by this phone's clock. */
	scannedAt: string;
	photo?: Blob;
	/** The scan has arrived and only its photo is to be sent. */
	isTold?: boolean;
};

const NAME = 'abilaud-count';
const STORE = 'scans';

/** Keeps a scan, or what has become of it. */
export const keepScan = (scan: WaitingScan): Promise<unknown> =>
	inStore('readwrite', (store) => store.put(scan));

/** Forgets a scan that the portal has. */
export const forgetScan = (id: string): Promise<unknown> =>
	inStore('readwrite', (store) => store.delete(id));

/** What this person's scans in a stock-take wait for, the oldest first. */
export async function waitingScans(personId: string, takeId: string): Promise<WaitingScan[]> {
	const all = await inStore<WaitingScan[]>('readonly', (store) => store.getAll());
	return all
		.filter((scan) => scan.personId === personId && scan.takeId === takeId)
		.sort((a, b) => a.scannedAt.localeCompare(b.scannedAt));
}

/** Now, by this phone's clock. */
export const nowText = (): string => new Date().toISOString();

/** An id like the portal's, also where the address has no TLS and the browser makes none. */
export function newScanId(): string {
	if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const hex = Array.from(bytes, (byte, n) =>
		(n === 6 ? (byte & 15) | 64 : n === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0')
	).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function inStore<T>(
	mode: IDBTransactionMode,
	work: (store: IDBObjectStore) => IDBRequest<T>
): Promise<T> {
	const db = await open();
	try {
		const transaction = db.transaction(STORE, mode);
		const request = work(transaction.objectStore(STORE));
		await new Promise<void>((done, fail) => {
			transaction.oncomplete = () => done();
			transaction.onerror = () => fail(new Error(transaction.error?.message));
			transaction.onabort = () => fail(new Error(transaction.error?.message));
		});
		return request.result;
	} finally {
		db.close();
	}
}

function open(): Promise<IDBDatabase> {
	return new Promise((done, fail) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
		request.onsuccess = () => done(request.result);
		request.onerror = () => fail(new Error(request.error?.message));
	});
}
