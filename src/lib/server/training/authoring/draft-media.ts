import { isoDay } from '#lib/format/moments.ts';
import { invalid, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { ModuleMedia, TextProblem } from '#lib/training/module-text.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db } from '#lib/server/db/client.ts';
import { openMedia, type OpenMedia } from '../modules/module-media.ts';
import { storeMedia } from '../modules/store-media.ts';
import { readMedia } from '../text/read-media.ts';
import { reportInto } from '../text/report.ts';
import { cleanSvg } from './clean-svg.ts';
import { getDraft, lockDraft, type Draft, type DraftSeen } from './draft.ts';
import { writeDraft } from './save-draft.ts';

/** The largest picture that may be put into a module in the portal. In bytes. */
export const LARGEST_PICTURE = 5_000_000;
/** More than this is a folder of pictures, not a module. */
const MOST_MEDIA = 200;

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml']);

/**
 * Puts a picture into a draft: PNG, JPEG, WebP, or a drawing in SVG, which is cleaned of all that could run. Whoever
 * may write. A name that another picture has gets a number; the same picture again is the same. Returns the draft and
 * under which name it is there. Throws as saving does, Invalid at `media`: `authoring_picture_large`,
 * `authoring_picture_kind`, `authoring_pictures_many`.
 */
export async function addPicture(
	db: Db,
	actor: Actor,
	input: DraftSeen & { name: string; bytes: Uint8Array },
	clock: Clock = systemClock
): Promise<{ draft: Draft; media: ModuleMedia }> {
	if (input.bytes.byteLength > LARGEST_PICTURE)
		throw invalid({ media: ['authoring_picture_large'] });
	const at = clock.now();
	const { bytes, media: read } = readPicture(pictureName(input.name, isoDay(at)), input.bytes);
	return withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, input);
		const same = draft.media.find((one) => one.hash === read.hash);
		if (same) return { draft, media: same };
		if (draft.media.length >= MOST_MEDIA) throw invalid({ media: ['authoring_pictures_many'] });
		const media = { ...read, name: freeName(read.name, draft.media) };
		await storeMedia(tx, [media], new Map([[media.name, bytes]]), at);
		const kept = [...draft.media, media].sort((a, b) => (a.name < b.name ? -1 : 1));
		return { draft: await writeDraft(tx, actor, draft, { media: kept }, at), media };
	});
}

/** Takes a picture out of a draft. Whoever may write. Throws as saving does, NotFound for a picture it has not. */
export async function dropPicture(
	db: Db,
	actor: Actor,
	input: DraftSeen & { name: string },
	clock: Clock = systemClock
): Promise<Draft> {
	return withTransaction(db, async (tx) => {
		const draft = await lockDraft(tx, actor, input);
		const media = draft.media.filter((one) => one.name !== input.name);
		if (media.length === draft.media.length) throw notFound();
		return writeDraft(tx, actor, draft, { media }, clock.now());
	});
}

/** A picture of a draft, for its preview. Authors and administrators. Throws NotFound, Forbidden. */
export async function openDraftMedia(
	db: Db,
	actor: Actor,
	input: { key: string; name: string }
): Promise<OpenMedia> {
	const draft = await getDraft(db, actor, input.key);
	const found = draft.media.find((one) => one.name === input.name);
	if (!found) throw notFound();
	return openMedia(db, found);
}

/** The picture as it may be kept: its first bytes must be of the kind that its name says. */
function readPicture(name: string, given: Uint8Array): { bytes: Uint8Array; media: ModuleMedia } {
	const isDrawing = /\.svg$/.test(name);
	const bytes = isDrawing ? Buffer.from(cleanSvg(new TextDecoder().decode(given))) : given;
	const problems: TextProblem[] = [];
	const read = readMedia({ slug: '', media: [{ name, bytes }] }, reportInto(problems)).get(name);
	if (!read || problems.length > 0 || !PICTURES.has(read.type)) {
		throw invalid({ media: ['authoring_picture_kind'] });
	}
	if (isDrawing && !/<svg[\s>]/.test(new TextDecoder().decode(bytes))) {
		throw invalid({ media: ['authoring_picture_kind'] });
	}
	return { bytes, media: read };
}

/** What a browser calls a pasted picture says nothing: it gets the day. */
function pictureName(name: string, today: string): string {
	const plain = name
		.normalize('NFC')
		.toLowerCase()
		.replace(/^.*[\\/]/, '')
		.replace(/[^\p{L}\p{N}.]+/gu, '-')
		.replace(/^[-.]+|-+(?=\.[^.]*$)/g, '')
		.slice(-80);
	const ending = /\.[a-z]+$/.exec(plain)?.[0] ?? '';
	const isPasted = /^(image|clipboard|picture|pilt)?(\.[a-z]+)?$/.test(plain);
	return isPasted ? `${today}${ending}` : plain;
}

function freeName(name: string, media: readonly ModuleMedia[]): string {
	const taken = new Set(media.map((one) => one.name));
	const [stem, ending] = [name.replace(/\.[^.]*$/, ''), /\.[^.]*$/.exec(name)?.[0] ?? ''];
	for (let number = 1; ; number++) {
		const tried = number === 1 ? name : `${stem}-${number}${ending}`;
		if (!taken.has(tried)) return tried;
	}
}
