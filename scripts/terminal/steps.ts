const tty = process.stdout.isTTY === true;

/** Shows how far the running step is, e.g. `progress('120 of 300')`. Cheap to call often. */
export type Progress = (text: string) => void;

/**
 * Runs one step of a script and shows it as a line: its name while it works, with what it
 * reports as progress, and its duration at the end. On a terminal the line is rewritten;
 * elsewhere progress is printed every ten seconds. Passes on what `work` throws.
 */
export async function step<T>(name: string, work: (progress: Progress) => Promise<T>): Promise<T> {
	const started = performance.now();
	let latest = '';
	const show = () => {
		const text = `… ${name}${latest ? `: ${latest}` : ''}  ${duration(started)}`;
		process.stdout.write(tty ? `\r\u001b[2K${text}` : `${text}\n`);
	};
	const timer = setInterval(show, tty ? 250 : 10_000);
	try {
		const result = await work((text) => {
			latest = text;
		});
		finish('✓', name, latest, started);
		return result;
	} catch (error) {
		finish('✗', name, latest, started);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

function finish(mark: string, name: string, latest: string, started: number): void {
	const text = `${mark} ${name}${latest ? `: ${latest}` : ''}  ${duration(started)}`;
	process.stdout.write(`${tty ? '\r\u001b[2K' : ''}${text}\n`);
}

/** The time since `started` (a `performance.now()`) as people read it: `0.4 s`, `2 min 5 s`. */
export function duration(started: number): string {
	const seconds = (performance.now() - started) / 1000;
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
