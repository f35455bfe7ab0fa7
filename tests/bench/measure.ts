import autocannon from 'autocannon';

/** What is asked again and again, and how a right answer is told from a wrong one. */
export type Target = {
	name: string;
	origin: string;
	path: string;
	headers: Record<string, string>;
	/** For a form: the body of each sending. */
	body?: () => string;
	/** For a form: how much it has written, to see that it writes. */
	written?: () => Promise<number>;
	status: 200 | 303;
	/** What the answer must say: words of the page, or of the address it leads to. */
	expect: readonly (string | RegExp)[];
};

/** Requests a second, and milliseconds until half, most and nearly all were answered. */
export type Figures = { rps: number; p50: number; p95: number; p99: number };

/** Asks once and throws when the answer is not the expected one. Returns its length. */
export async function check(target: Target): Promise<number> {
	const answer = await fetch(target.origin + target.path, {
		method: target.body ? 'POST' : 'GET',
		redirect: 'manual',
		headers: { ...target.headers, 'accept-encoding': 'identity' },
		...(target.body ? { body: target.body() } : {})
	});
	const text = await answer.text();
	const said = answer.status === 303 ? (answer.headers.get('location') ?? '') : text;
	const missing = target.expect.filter((part) =>
		typeof part === 'string' ? !said.includes(part) : !part.test(said)
	);
	if (answer.status !== target.status || missing.length > 0) {
		const what = missing.length > 0 ? ` without ${missing.join(', ')}` : '';
		throw new Error(`${target.name}: ${answer.status}${what}\n${said.slice(0, 600)}`);
	}
	return text.length;
}

/** Asks for so many seconds with so many at once. Throws when one answer had another status or length. */
export async function fire(target: Target, connections: number, seconds: number): Promise<Figures> {
	const { body } = target;
	const times: number[] = [];
	const run = autocannon({
		url: target.origin + target.path,
		connections,
		duration: seconds,
		headers: target.headers,
		...(body
			? {
					requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, body: body() }) }]
				}
			: {})
	});
	run.on('response', (_client, _status, _bytes, time) => times.push(time));
	const result = await run;
	const answered = result['2xx'] + result['3xx'] + result['4xx'] + result['5xx'];
	const right = target.status === 200 ? result['2xx'] : result['3xx'];
	if (right === 0 || right !== answered || result.errors > 0 || result.timeouts > 0) {
		throw new Error(
			`${target.name}: ${answered - right + result.errors} of ${answered} went wrong.`
		);
	}
	if (target.status === 200) {
		const length = await check(target);
		const mean = result.throughput.total / answered;
		// Headers add to it, and a date may be a letter longer.
		if (mean < length * 0.9 || mean > length * 1.4 + 2000) {
			throw new Error(`${target.name}: answers of ${Math.round(mean)} bytes instead of ${length}.`);
		}
	}
	times.sort((a, b) => a - b);
	const within = (share: number) => times[Math.ceil(times.length * share) - 1] ?? 0;
	const rps = answered / result.duration;
	return { rps, p50: within(0.5), p95: within(0.95), p99: within(0.99) };
}

/** The middle one of several measurements, figure by figure. */
export function middle(of: readonly Figures[]): Figures {
	const median = (key: keyof Figures) => {
		const sorted = of.map((one) => one[key]).sort((a, b) => a - b);
		return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100;
	};
	return { rps: median('rps'), p50: median('p50'), p95: median('p95'), p99: median('p99') };
}
