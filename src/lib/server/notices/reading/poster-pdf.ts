import type { Content } from 'pdfmake';
import { localize, locales, type Locale } from '#lib/i18n/localized.ts';
import { noticeNumberText } from '#lib/notices/notice-words.ts';
import { noticeLooks } from '#lib/notices/reader/notice-looks.ts';
import { whenText } from '#lib/notices/reader/when-text.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '#lib/people/actor.ts';
import { config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/client.ts';
import { makePdf } from '#lib/server/files/pdf.ts';
import { qrCode } from '#lib/server/files/qr-code.ts';
import { getPublicSettings } from '#lib/server/settings/settings.ts';
import { withLocale } from '#lib/i18n/server-locale.ts';
import { readNotice, type ReaderNotice } from './read-notice.ts';
import { helpOf } from './screen.ts';

/** A day that "today" and "tomorrow" are never near: a paper hangs for longer than a day. */
const LONG_AGO = new Date(0);
const rule = { canvas: [{ type: 'line' as const, x1: 0, y1: 0, x2: 483, y2: 0, lineWidth: 1 }] };

/**
 * A notice as one A4 for a door: in each language it is written in what happens, when, what to do; the telephone, and a
 * QR code to its page. For those who may read it. Throws NotFound.
 */
export async function posterPdf(
	db: Db,
	actor: Actor,
	number: number,
	{ locale, now }: { locale: Locale; now: Date }
): Promise<Buffer> {
	const [found, settings] = await Promise.all([
		readNotice(db, actor, number, now),
		getPublicSettings(db)
	]);
	const written = locales.filter((one) => found.notice.texts[one]);
	const [first = locale] = written;
	const address = `${config().origin}/notices/${number}`;
	const { size, path } = qrCode(address);
	return makePdf({
		title: found.notice.texts[first]?.title ?? noticeNumberText(number),
		language: first,
		at: found.notice.updatedAt,
		foot: `${localize(settings.organisationName, locale)}. ${noticeNumberText(number)}`,
		content: [
			...written.flatMap((one, index) => [
				...(index ? [{ ...rule, margin: margin(10, 10) }] : []),
				...withLocale(one, () => inLanguage(found, one, index === 0))
			]),
			{
				columns: [
					{
						svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`,
						width: 96
					},
					{
						stack: [
							{
								text: [helpOf(settings, locale), settings.itMail].filter(Boolean).join('\n'),
								bold: true
							},
							{ text: address }
						],
						margin: [16, 28, 0, 0]
					}
				],
				margin: margin(14, 0)
			}
		]
	});
}

const margin = (above: number, below: number): [number, number, number, number] => [
	0,
	above,
	0,
	below
];

function inLanguage({ notice }: ReaderNotice, locale: Locale, isFirst: boolean): Content[] {
	const text = notice.texts[locale];
	if (!text) return [];
	const { word } = noticeLooks(notice, locale, LONG_AGO);
	const parts: [string, string][] = [
		[m.notices_cannot(), text.cannot],
		[m.notices_before(), text.before],
		[m.notices_instead(), text.instead],
		[m.notices_contact(), text.contact]
	];
	return [
		{ text: word, style: 'quiet', fontSize: 12 },
		{
			text: text.title,
			bold: true,
			fontSize: isFirst ? 26 : 18,
			lineHeight: 1.1,
			margin: margin(2, 4)
		},
		{ text: whenText(notice, locale, LONG_AGO), fontSize: isFirst ? 16 : 13, margin: margin(0, 6) },
		{ text: text.summary, fontSize: isFirst ? 13 : 11, margin: margin(0, 4) },
		...parts
			.filter(([, said]) => said)
			.map(([label, said]) => ({
				text: [{ text: `${label}: `, bold: true }, said],
				fontSize: isFirst ? 13 : 11,
				margin: margin(0, 2)
			}))
	];
}
