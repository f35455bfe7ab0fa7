import type { Readable } from 'node:stream';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { ModuleMedia } from '#lib/training/module-text.ts';
import { notFound } from '#lib/errors.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readStoredFile } from '#lib/server/files/storage.ts';
import { trainingEdition, trainingMedia, trainingModule } from './tables.ts';

/** A picture or file to send, with the headers that keep it from doing anything but being shown. */
export type OpenMedia = { body: Readable; size: number; headers: Record<string, string> };

/** Shown by a browser inside a page; everything else is saved. */
const SHOWN = /^(image\/|video\/|audio\/|text\/vtt|application\/pdf)/;

/**
 * A picture or file of a module by its name; `version`, the beginning of its hash as it stands in the page's html,
 * finds the one that was there when that page was published. NotFound when there is none.
 */
export async function openModuleMedia(
	db: Db,
	slug: string,
	name: string,
	version?: string
): Promise<OpenMedia> {
	const named = sql`jsonb_path_exists(${trainingEdition.media}, '$[*] ? (@.name == $name)',
		jsonb_build_object('name', ${name}::text))`;
	const editions = await db
		.select({ media: trainingEdition.media })
		.from(trainingEdition)
		.innerJoin(trainingModule, eq(trainingModule.id, trainingEdition.moduleId))
		.where(and(eq(trainingModule.slug, slug), named))
		.orderBy(desc(trainingEdition.number))
		.limit(EDITIONS_BACK);
	const candidates = editions
		.flatMap((edition) => edition.media)
		.filter((one) => one.name === name);
	const wanted = candidates.find((one) => version && one.hash.startsWith(version));
	const found = wanted ?? candidates[0];
	if (!found) throw notFound();
	return openMedia(db, found, wanted !== undefined);
}

/** A picture changed more often than this keeps its newest states. */
const EDITIONS_BACK = 50;

/** Bytes by hash, e.g. of a draft. NotFound when they were never stored. Only for those who may see the draft. */
export async function openMedia(
	db: Db,
	{ name, hash }: Pick<ModuleMedia, 'name' | 'hash'>,
	forEver = false
): Promise<OpenMedia> {
	const [stored] = await db.select().from(trainingMedia).where(eq(trainingMedia.hash, hash));
	if (!stored) throw notFound();
	const fileName = encodeURIComponent(name.split('/').at(-1) ?? name);
	const way = SHOWN.test(stored.type) ? 'inline' : 'attachment';
	return {
		body: await readStoredFile(stored.storageKey),
		size: stored.size,
		headers: {
			'content-type': stored.type,
			'content-length': String(stored.size),
			'content-disposition': `${way}; filename*=UTF-8''${fileName}`,
			'cache-control': forEver ? 'private, max-age=31536000, immutable' : 'private, no-cache',
			etag: `"${hash}"`,
			'x-content-type-options': 'nosniff',
			// A drawing opened by its own address could otherwise run what it carries.
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox"
		}
	};
}
