import { createHash } from 'node:crypto';
import * as v from 'valibot';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/**
 * One row of the audit log as it is exported and hashed: every value in PostgreSQL's own text form, so that
 * the hash can be worked out again anywhere. `before` and `after` are the text of their jsonb.
 */
export const exportedEntry = v.strictObject({
	seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
	/** UTC with microseconds: `2026-11-22T07:03:00.000000Z`. */
	at: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)),
	actorId: v.nullable(v.string()),
	actorName: v.nullable(v.string()),
	action: v.string(),
	noun: v.string(),
	recordId: v.string(),
	ip: v.nullable(v.string()),
	before: v.nullable(v.string()),
	after: v.nullable(v.string()),
	previousHash: hash,
	hash
});
export type ExportedEntry = v.InferOutput<typeof exportedEntry>;

/** What stands as "the hash before" in the first row ever. */
export const CHAIN_START = '0'.repeat(64);

/**
 * What a check found: the range that holds together, or the first row that does not.
 * `content` (the row was changed), `link` (it does not follow the row before), `gap` (rows are missing or out
 * of order), `unreadable` (a line of a file is not an entry; `seq` is then the line's number).
 */
export type ChainVerdict =
	| { ok: true; count: number; first: number; last: number; lastHash: string }
	| { ok: false; seq: number; problem: ChainProblem };
export type ChainProblem = 'content' | 'link' | 'gap' | 'unreadable';

/**
 * The text of a row that is hashed: each value as `<bytes of UTF-8>:<value>,`, a null as `~,`, in the order
 * previous hash, seq, at, actor id, actor name, action, noun, record id, ip, before, after.
 * The same as the database's `audit_entry_text`; lengths make it impossible to move text between fields.
 */
export function canonicalText(entry: ExportedEntry): string {
	return [
		entry.previousHash,
		String(entry.seq),
		entry.at,
		entry.actorId,
		entry.actorName,
		entry.action,
		entry.noun,
		entry.recordId,
		entry.ip,
		entry.before,
		entry.after
	]
		.map((value) => (value === null ? '~,' : `${Buffer.byteLength(value)}:${value},`))
		.join('');
}

/** The SHA-256 of a row, in hex. */
export function hashOf(entry: ExportedEntry): string {
	return createHash('sha256').update(canonicalText(entry)).digest('hex');
}

/**
 * Checks rows in the order of their numbers. A range that begins at 1 must also begin the chain; any other is
 * trusted for what stood before its first row. Reads one row at a time; stops at the first problem.
 */
export async function verifyChain(
	entries: AsyncIterable<ExportedEntry> | Iterable<ExportedEntry>
): Promise<ChainVerdict> {
	let first: number | undefined;
	let last: ExportedEntry | undefined;
	for await (const entry of entries) {
		const before = last?.hash ?? (entry.seq === 1 ? CHAIN_START : entry.previousHash);
		if (last && entry.seq !== last.seq + 1) return { ok: false, seq: entry.seq, problem: 'gap' };
		if (entry.previousHash !== before) return { ok: false, seq: entry.seq, problem: 'link' };
		if (hashOf(entry) !== entry.hash) return { ok: false, seq: entry.seq, problem: 'content' };
		first ??= entry.seq;
		last = entry;
	}
	const count = last && first ? last.seq - first + 1 : 0;
	return {
		ok: true,
		count,
		first: first ?? 0,
		last: last?.seq ?? 0,
		lastHash: last?.hash ?? CHAIN_START
	};
}

class UnreadableLine extends Error {
	readonly line: number;

	constructor(line: number) {
		super(`line ${line} is not an audit entry`);
		this.line = line;
	}
}

async function* readLines(lines: AsyncIterable<string> | Iterable<string>) {
	let number = 0;
	for await (const line of lines) {
		number += 1;
		if (line === '') continue;
		const entry = parseLine(line);
		if (!entry) throw new UnreadableLine(number);
		yield entry;
	}
}

function parseLine(line: string): ExportedEntry | undefined {
	try {
		const result = v.safeParse(exportedEntry, JSON.parse(line));
		return result.success ? result.output : undefined;
	} catch {
		return undefined;
	}
}

/** Checks an exported file, given line by line. Needs no database and no portal. */
export async function verifyExport(
	lines: AsyncIterable<string> | Iterable<string>
): Promise<ChainVerdict> {
	try {
		return await verifyChain(readLines(lines));
	} catch (problem) {
		if (problem instanceof UnreadableLine) {
			return { ok: false, seq: problem.line, problem: 'unreadable' };
		}
		throw problem;
	}
}
