import { countReport, countStrangeToken } from '#lib/server/auth/attempt-limits.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readReport, type AgentReport } from './read-report.ts';
import { ReportProblem } from './report-problem.ts';
import { siteOfToken } from './site-of-token.ts';
import { takeReport, type ReportReader } from './take-report.ts';
import { readBody, unpackBody } from './unpack-body.ts';

/** What agents call what they send; the first bytes tell the rest. */
const TAKEN = new Set([
	...['application/json', 'application/xml', 'text/xml', 'application/octet-stream'],
	...['application/x-compress-zlib', 'application/x-compress-gzip', 'application/x-compress'],
	...['application/x-gzip', 'application/gzip', 'application/zlib', '']
]);

/** Reports that are unpacked and read at once: each may become large. */
const AT_ONCE = 4;

type Said = Pick<Request, 'headers' | 'body'>;

/** How an agent is answered. */
export type ReportAnswer =
	| { status: 200; speaks: AgentReport['speaks']; asks: boolean }
	| { status: 401 }
	| { status: 429; waitSeconds: number }
	| { status: ReportProblem['status']; message: string };

/**
 * Takes a report as it came over the network. Only with the token of a site that holds: whatever else comes is told
 * nothing but that. Each site may send three thousand in a quarter of an hour.
 */
export async function receiveReport(
	db: Db,
	{ headers, body }: Said,
	ip: string,
	clock: Clock,
	readMore?: ReportReader
): Promise<ReportAnswer> {
	const site = await siteOfToken(db, headers.get('authorization'), clock.now());
	if (!site) {
		const wait = headers.has('authorization') ? await countStrangeToken(db, ip) : undefined;
		return wait === undefined ? { status: 401 } : { status: 429, waitSeconds: wait };
	}
	const wait = await countReport(db, site.id);
	if (wait !== undefined) return { status: 429, waitSeconds: wait };
	try {
		const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
		if (!TAKEN.has(type)) throw new ReportProblem(415, 'Send application/json or application/xml.');
		const bytes = await readBody(body);
		const { speaks, asks } = await inTurn(async () => {
			const report = readReport(await unpackBody(bytes));
			if (!report.asks) await takeReport(db, site, report, clock, readMore);
			return report;
		});
		return { status: 200, speaks, asks };
	} catch (problem) {
		if (!(problem instanceof ReportProblem)) throw problem;
		return { status: problem.status, message: problem.message };
	}
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
	else running++;
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else running--;
	}
}
