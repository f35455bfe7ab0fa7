import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Content } from 'pdfmake';
import { formatDate } from '#lib/format/dates.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { keptPaper } from '#lib/server/files/paper-turn.ts';
import { makePdf } from '#lib/server/files/pdf.ts';
import { openMedia } from '../modules/module-media.ts';
import { htmlToPdf, type PdfPictures } from './html-to-pdf.ts';
import { showWholeModule, type WholePage } from './show-module.ts';

export type ModulePdf = { bytes: Buffer; name: string };

/**
 * A module as one paper in the reader's language: all pages, practice steps as text, questions only by their number,
 * since they are answered in the portal. The same edition gives the same bytes, and is put together once for all who
 * ask for it now. Throws NotFound as `findModule` does.
 */
export async function modulePdf(
	db: Db,
	actor: Actor,
	input: { slug: string; locale: Locale; origin: string },
	clock: Clock
): Promise<ModulePdf> {
	const module = await showWholeModule(db, actor, input, clock);
	const { shell, locale, pages } = module;
	const { slug, title, summary, version, publishedAt } = shell;
	const asked = shell.pages.map((page) => page.questions);
	const words = [slug, title, summary, version, publishedAt, asked, pages];
	const key = createHash('sha256')
		.update(JSON.stringify([input.origin, locale, words]))
		.digest('hex');
	const bytes = await keptPaper(key, () => print(db, module, input.origin));
	return { bytes, name: `${shell.slug}-${locale}.pdf` };
}

type WholeModule = Awaited<ReturnType<typeof showWholeModule>>;

async function print(db: Db, module: WholeModule, origin: string): Promise<Buffer> {
	const { shell, locale, pages } = module;
	const pictures = await loadPictures(db, pages, module.media);
	const version = m.training_version(
		{ version: shell.version, day: formatDate(shell.publishedAt, locale) },
		{ locale }
	);
	const content: Content[] = [
		{ text: shell.title, style: 'title' },
		{ text: shell.summary, margin: [0, 0, 0, 4] },
		{ text: version, style: ['small', 'quiet'], margin: [0, 0, 0, 10] },
		...pages.flatMap((page) => pageContent(page, module, pictures, origin))
	];
	return makePdf({
		title: shell.title,
		language: locale,
		at: shell.publishedAt,
		foot: m.training_pdf_foot({ title: shell.title, version: shell.version }, { locale }),
		content
	});
}

function pageContent(
	page: WholePage,
	{ shell, locale }: WholeModule,
	pictures: PdfPictures,
	origin: string
): Content[] {
	const count = shell.pages.find((one) => one.id === page.id)?.questions ?? 0;
	return [
		{ text: page.title, style: 'heading', fontSize: 16, headlineLevel: 1 },
		...page.blocks.flatMap((block): Content[] => {
			if (block.kind !== 'quiz') return htmlToPdf(block.html, pictures, origin);
			const text = m.training_pdf_quiz({ count }, { locale });
			const link = `${origin}/training/${shell.slug}/${page.id}`;
			return [{ text, link, italics: true, margin: [0, 4, 0, 8] }];
		})
	];
}

const IMAGE = /<img\b[^>]*\bsrc="([^"]+)"/g;

/** The pictures that the pages show and a paper can bear, by the address they have in the html. */
async function loadPictures(
	db: Db,
	pages: readonly WholePage[],
	media: readonly { name: string; hash: string; type: string }[]
): Promise<PdfPictures> {
	const html = pages.flatMap((page) =>
		page.blocks.map((block) => (block.kind === 'quiz' ? '' : block.html))
	);
	const addresses = new Set(
		html.flatMap((one) => [...one.matchAll(IMAGE)].map((it) => it[1] ?? ''))
	);
	const pictures = new Map<string, { data: string } | { svg: string }>();
	for (const address of addresses) {
		const path = decodeURIComponent(/\/media\/([^?]+)/.exec(address)?.[1] ?? '');
		const file = media.find((one) => one.name === path);
		if (!file || !/^image\/(png|jpeg|svg\+xml)$/.test(file.type)) continue;
		const bytes = await buffer((await openMedia(db, file)).body);
		pictures.set(
			address,
			file.type === 'image/svg+xml'
				? { svg: bytes.toString('utf8') }
				: { data: `data:${file.type};base64,${bytes.toString('base64')}` }
		);
	}
	return pictures;
}
