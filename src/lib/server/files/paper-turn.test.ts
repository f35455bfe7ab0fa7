import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inPaperTurn, keptPaper } from './paper-turn.ts';

describe('papers', () => {
	it('are made one after another, with as long a pause after each', async () => {
		const moments: number[] = [];
		let running = 0;
		const make = () =>
			inPaperTurn(async () => {
				expect(++running).toBe(1);
				moments.push(performance.now());
				await pause(60);
				running--;
			});
		await Promise.all([make(), make(), make()]);
		const [first = 0, second = 0, third = 0] = moments;
		expect(second - first).toBeGreaterThan(110);
		expect(third - second).toBeGreaterThan(110);
	});

	it('that fail keep nobody waiting', async () => {
		const failing = inPaperTurn(() => Promise.reject(new Error('no paper')));
		await expect(failing).rejects.toThrow('no paper');
		await expect(inPaperTurn(() => Promise.resolve('paper'))).resolves.toBe('paper');
	});

	it('of one key are made once, and again after a failure', async () => {
		let made = 0;
		const make = async () => {
			made++;
			await pause(5);
			if (made === 1) throw new Error('no paper');
			return Buffer.from('paper');
		};
		await expect(keptPaper('a', make)).rejects.toThrow('no paper');
		const papers = await Promise.all([keptPaper('a', make), keptPaper('a', make)]);
		expect(papers.map(String)).toEqual(['paper', 'paper']);
		expect(await keptPaper('a', make)).toBe(papers[0]);
		expect(made).toBe(2);
	});

	it('are forgotten when others were asked for since, or when they are large', async () => {
		let made = 0;
		const make = (bytes: number) => () => {
			made++;
			return Promise.resolve(Buffer.alloc(bytes));
		};
		await keptPaper('large', make(2_000_000));
		await keptPaper('large', make(2_000_000));
		expect(made).toBe(2);
		await keptPaper('old', make(1));
		for (let other = 0; other < 20; other++) await keptPaper(`other ${other}`, make(1));
		made = 0;
		await keptPaper('old', make(1));
		expect(made).toBe(1);
	});
});
