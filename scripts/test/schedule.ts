import { duration } from '../terminal/steps.ts';
import type { Check, Outcome } from './checks.ts';

/** What all checks together came to. */
export type Total = { passed: number; failed: number; failedNames: string[] };

/**
 * Runs checks side by side, `slots` at a time, each after those it needs, and prints each as it
 * ends, with its output when it failed. A check whose need failed counts as failed.
 */
export async function runChecks(checks: Check[], slots: number): Promise<Total> {
	const total: Total = { passed: 0, failed: 0, failedNames: [] };
	const ended = new Map<string, boolean>();
	const waiting = [...checks];
	const running = new Map<string, Promise<void>>();
	const names = new Set(checks.map((check) => check.name));
	let aloneRuns = false;

	const settle = (check: Check, outcome: Outcome, started: number) => {
		ended.set(check.name, outcome.failed === 0);
		total.passed += outcome.passed;
		total.failed += outcome.failed;
		if (outcome.failed > 0) total.failedNames.push(check.name);
		print(check.name, outcome, started);
	};
	const start = (check: Check) => {
		const began = performance.now();
		aloneRuns = check.alone === true;
		const work = check
			.run()
			.catch((error: unknown): Outcome => ({ passed: 0, failed: 1, output: String(error) }))
			.then((outcome) => {
				running.delete(check.name);
				settle(check, outcome, began);
			});
		running.set(check.name, work);
	};

	while (waiting.length > 0 || running.size > 0) {
		for (const check of [...waiting]) {
			const needs = (check.after ?? []).filter((name) => names.has(name));
			const broken = needs.find((name) => ended.get(name) === false);
			if (broken) {
				waiting.splice(waiting.indexOf(check), 1);
				const output = `Not run, because "${broken}" failed.`;
				settle(check, { passed: 0, failed: 1, output }, performance.now());
				continue;
			}
			if (!needs.every((name) => ended.get(name))) continue;
			const free = check.alone ? running.size === 0 : running.size < slots && !aloneRuns;
			if (!free) continue;
			waiting.splice(waiting.indexOf(check), 1);
			start(check);
		}
		await Promise.race(running.values());
		if (running.size === 0) aloneRuns = false;
	}
	return total;
}

function print(name: string, outcome: Outcome, started: number): void {
	const count = outcome.passed + outcome.failed > 1 ? ` (${outcome.passed} passed)` : '';
	console.log(`${outcome.failed === 0 ? '✓' : '✗'} ${name}${count}  ${duration(started)}`);
	if (outcome.failed > 0) console.log(`${outcome.output.trim().replace(/^/gm, '    ')}\n`);
}
