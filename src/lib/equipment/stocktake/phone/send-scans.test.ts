import { afterEach, expect, it, vi } from 'vitest';
import { forgetScan } from './scan-store.ts';
import { sendScans } from './send-scans.ts';

vi.mock('./scan-store.ts', () => ({ forgetScan: vi.fn(), keepScan: vi.fn() }));
afterEach(() => vi.unstubAllGlobals());

const id = '0195b0c8-0000-7000-8000-000000000001';
const waiting = [
	{ id, takeId: id, personId: id, code: 'KM-1', placeId: null, room: '', note: '', scannedAt: '' }
];

it('keeps scans on the phone while the portal is busy or away', async () => {
	for (const status of [408, 429, 500, 503]) {
		vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status })));
		expect(await sendScans(id, id, waiting)).toEqual({ answers: [], waits: 'offline' });
	}
	expect(forgetScan).not.toHaveBeenCalled();
});
