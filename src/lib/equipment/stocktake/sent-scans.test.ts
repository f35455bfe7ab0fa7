import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { sentScansSchema } from './sent-scans.ts';

const id = '0195b0c8-0000-7000-8000-000000000001';
const scan = { id, placeId: null, room: '', note: '', scannedAt: '2026-11-22T10:00:00.000Z' };

describe('scans that a phone has kept', () => {
	it('are all taken in, however strange the label of one of them is', () => {
		const codes = ['KM-10482', 'x'.repeat(4000), 'a\0b', '\0', ' ', '\ud800'];
		const scans = codes.map((code) => ({ ...scan, code, room: 'r'.repeat(900) }));
		const taken = v.parse(sentScansSchema, { personId: id, scans }).scans;
		expect(taken.map(({ code }) => code)).toEqual([
			...['KM-10482', 'x'.repeat(500), 'a\ufffdb', '\ufffd', '\ufffd', '\ufffd']
		]);
		expect(taken[0]?.room).toHaveLength(200);
	});

	it('are refused when it is no phone that sends them', () => {
		const sent = { personId: id, scans: [{ ...scan, code: 'KM-1', id: 'x' }] };
		expect(v.safeParse(sentScansSchema, sent).success).toBe(false);
	});
});
