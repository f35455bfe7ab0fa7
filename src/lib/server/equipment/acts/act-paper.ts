import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { and, desc, eq, isNull, ne } from 'drizzle-orm';
import { systemActor, type Actor } from '#lib/people/actor.ts';
import { config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/client.ts';
import { deleteStoredFile, readStoredFile, storeFile } from '#lib/server/files/storage.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { actPdf } from './act-pdf.ts';
import { readAct, type ActPage } from './read-act.ts';
import { act } from './tables.ts';
import { actHref } from './tell-signers.ts';

/** A paper takes a while to make, and nobody waits for these. */
const AT_ONCE = 20;

/**
 * The PDF of an act, for those who may read it. One that is finished is kept when it is first asked for, or by the job
 * before that, and is served from there for ever, byte for byte; one that waits is printed as it stands. Throws
 * NotFound.
 */
export async function openActPaper(
	db: Db,
	actor: Actor,
	idOrNumber: string
): Promise<{ number: string; bytes: Buffer }> {
	const page = await readAct(db, actor, idOrNumber);
	const { number } = page;
	if (page.state !== 'complete') return { number, bytes: await print(page) };
	return { number, bytes: (await keptBytes(db, page.id)) ?? (await keepPaper(db, page)) };
}

const print = (page: ActPage) => actPdf(page, `${config().origin}${actHref(page.id)}`);

async function keptBytes(db: Db, id: string): Promise<Buffer | undefined> {
	const [row] = await db.select({ key: act.pdfKey }).from(act).where(eq(act.id, id));
	return row?.key ? buffer(await readStoredFile(row.key)) : undefined;
}

async function keepPaper(db: Db, page: ActPage): Promise<Buffer> {
	const bytes = await print(page);
	const pdfKey = await storeFile(bytes);
	const pdfSha256 = createHash('sha256').update(bytes).digest('hex');
	const [kept] = await db
		.update(act)
		.set({ pdfKey, pdfSha256 })
		.where(and(eq(act.id, page.id), isNull(act.pdfKey)))
		.returning({ id: act.id });
	if (kept) return bytes;
	// Somebody else kept it meanwhile: theirs is the paper.
	await deleteStoredFile(pdfKey);
	return (await keptBytes(db, page.id)) ?? bytes;
}

/** Keeps the papers of acts that are complete, the last ones first. Safe to run twice: the second finds nothing. */
export const keepPapers: JobHandler = async ({ db }) => {
	const due = await db
		.select({ id: act.id })
		.from(act)
		.where(and(eq(act.state, 'complete'), ne(act.kind, 'entry'), isNull(act.pdfKey)))
		.orderBy(desc(act.completedAt))
		.limit(AT_ONCE);
	for (const { id } of due) await keepPaper(db, await readAct(db, systemActor, id));
};
