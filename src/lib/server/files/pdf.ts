import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Content, createPdf } from 'pdfmake';
import { inPaperTurn } from './paper-turn.ts';

type PdfDefinition = Parameters<typeof createPdf>[0];

const accent = '#1d4f91';
const quiet = '#555555';

/** What every paper of ours bears. */
export type PdfPaper = {
	title: string;
	/** Language of the text (BCP 47): screen readers of PDF files need it. */
	language: string;
	/** Stands in the file as the time it was made: the same paper gives the same bytes. */
	at: Date;
	/** Small words at the foot, before the page number: the organisation, a number of the paper. */
	foot: string;
	content: Content;
	landscape?: boolean;
	/** A sheet of this size in points, without margins and foot: labels. */
	bare?: { width: number; height: number };
	/** Styles beside `title`, `heading`, `small`, `quiet`. */
	styles?: PdfDefinition['styles'];
};

/**
 * A paper in A4 as PDF, with Estonian and Russian letters (Roboto, which comes with pdfmake). The same input gives
 * the same bytes. Pictures are given as data: nothing is read from disk or fetched for a paper. One paper is made at a
 * time (`inPaperTurn`).
 */
export function makePdf(paper: PdfPaper): Promise<Buffer> {
	return inPaperTurn(() => print(paper));
}

async function print(paper: PdfPaper): Promise<Buffer> {
	const pdfmake = await printer();
	const document = pdfmake.createPdf({
		pageSize: paper.bare ?? 'A4',
		pageOrientation: paper.landscape ? 'landscape' : 'portrait',
		pageMargins: paper.bare ? 0 : [56, 56, 56, 64],
		language: paper.language,
		info: { title: paper.title, creator: 'Abilaud', producer: 'Abilaud', creationDate: paper.at },
		defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.25 },
		styles: {
			title: { fontSize: 20, bold: true, margin: [0, 0, 0, 8] },
			heading: { fontSize: 13, bold: true, color: accent, margin: [0, 14, 0, 4] },
			small: { fontSize: 8.5 },
			quiet: { color: quiet },
			...paper.styles
		},
		content: paper.content,
		footer: paper.bare
			? undefined
			: (page, pages) => ({
					columns: [
						{ text: paper.foot, alignment: 'left' },
						{ text: `${page} / ${pages}`, alignment: 'right', width: 60 }
					],
					margin: [56, 20, 56, 0],
					fontSize: 8.5,
					color: quiet
				})
	});
	return document.getBuffer();
}

let loaded: Promise<typeof import('pdfmake')> | undefined;

/** Loaded with the first paper: most processes never make one. */
function printer(): Promise<typeof import('pdfmake')> {
	loaded ??= import('pdfmake').then((module) => {
		const pdfmake = 'default' in module ? (module.default as typeof import('pdfmake')) : module;
		const fonts = join(
			dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
			'fonts',
			'Roboto'
		);
		pdfmake.setFonts({
			Roboto: {
				normal: join(fonts, 'Roboto-Regular.ttf'),
				bold: join(fonts, 'Roboto-Medium.ttf'),
				italics: join(fonts, 'Roboto-Italic.ttf'),
				bolditalics: join(fonts, 'Roboto-MediumItalic.ttf')
			}
		});
		pdfmake.setUrlAccessPolicy(() => false);
		pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
		return pdfmake;
	});
	return loaded;
}
