import { createHash } from 'node:crypto';
import { formatTime } from '#lib/format/dates.ts';
import { localeNames, locales, type Locale } from '#lib/i18n/localized.ts';
import { withLocale } from '#lib/i18n/server-locale.ts';
import type { NoticeBrief } from '#lib/notices/reader/notice-brief.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a plain page says: no picture, and nothing to fetch but itself. */
export type PlainNotices = {
	locale: Locale;
	title: string;
	organisation: string;
	/** The IT telephone with its hours, or nothing. */
	help: string;
	notices: readonly NoticeBrief[];
	/** When the notices were read. */
	at: Date;
	/** A screen on a wall: twice the size, and renewed every so many seconds. Other pages are without script. */
	renewSeconds?: number;
	/** Where the same page is in another language; no links when left out. */
	inLanguage?: (locale: Locale) => string;
	/** They could not be read anew: what stands here is what was known last. */
	old?: boolean;
};

/** The colours and sizes of the tokens: nothing else of the portal may be fetched by these pages. */
const STYLE = `:root{color-scheme:light dark;--ink:#15181d;--ink-2:#454c57;--page:#fff;--line:#dcdcd6;--accent:#2747ae;
--problem:#b3261e;--wash:#fde8e6;--info:#3a3f73;--quiet:#f0f0f6}
@media(prefers-color-scheme:dark){:root{--ink:#eef0f3;--ink-2:#bcc3cd;--page:#0f1216;--line:#2f3641;--accent:#a3b9ff;
--problem:#ff9c92;--wash:#3a1513;--info:#b9beef;--quiet:#1b1e2e}}
body{font:1.1875rem/1.5 "Source Sans 3",system-ui,sans-serif;margin:0;overflow-wrap:anywhere;color:var(--ink);background:var(--page)}
.big{font-size:2.25rem}@media(max-width:40rem){.big{font-size:1.375rem}}header,main,footer{padding:1em max(1rem,calc(50vw - 24em))}
header{border-bottom:1px solid var(--line);font-weight:680}header nav{float:right;font-weight:400}
a{color:var(--accent);margin-left:.75em;display:inline-block;min-height:1.5em}h1{line-height:1.2;margin:0 0 .75em}h2{line-height:1.2;margin:.1em 0}
p{margin:.25em 0;max-width:38em}article{border-top:4px solid var(--info);background:var(--quiet);padding:.75em 1em;margin:0 0 1em}
.problem{border-color:var(--problem);background:var(--wash)}.problem strong{color:var(--problem)}
footer,small{color:var(--ink-2);font-size:.85em}@media print{article{border:1px solid}}`;

const escapes: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};
const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/**
 * Puts what is new in the place of what is old, and nothing else: who reads keeps their place, and a wall goes on showing
 * what was known last while the portal is away. A page that needs signing in again is loaded anew, so that it says so.
 */
const RENEW = `setInterval(async()=>{try{const answer=await fetch(location.href,{cache:'no-store'});
if(answer.redirected)return location.reload();if(!answer.ok)return;
const fresh=new DOMParser().parseFromString(await answer.text(),'text/html');
for(const part of ['main','footer']){const [old,now]=[document,fresh].map(page=>page.querySelector(part));
if(old&&now&&old.innerHTML!==now.innerHTML)old.replaceChildren(...now.childNodes)}}catch{}},1000*document.body.dataset.renew)`;
const renewHash = createHash('sha256').update(RENEW).digest('base64');

/** Notices as one page of plain HTML in one language, for a screen on a wall or a place without the portal. */
export function plainNotices(page: PlainNotices): string {
	return withLocale(page.locale, () => written(page));
}

function written(page: PlainNotices): string {
	const { locale, notices, at, renewSeconds, inLanguage } = page;
	// Without script it is loaded anew.
	const renew = renewSeconds
		? `<noscript><meta http-equiv="refresh" content="${renewSeconds}"></noscript>`
		: '';
	const script = renewSeconds ? `<script>${RENEW}</script>` : '';
	const others = inLanguage ? locales.filter((one) => one !== locale) : [];
	const links = others.map(
		(one) =>
			`<a href="${safe(inLanguage?.(one) ?? '')}" lang="${one}" hreflang="${one}">${localeNames[one]}</a>`
	);
	const asOf = m.notices_as_of({ time: formatTime(at, locale) });
	return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${renew}
<title>${safe(page.title)} · ${safe(page.organisation)}</title><style>${STYLE}</style></head>
<body${renewSeconds ? ` class="big" data-renew="${renewSeconds}"` : ''}><header>${safe(page.organisation)}${links.length ? `<nav aria-label="${safe(m.notices_languages())}">${links.join('')}</nav>` : ''}</header>
<main${renewSeconds ? ' aria-live="polite"' : ''}><h1>${safe(page.title)}</h1>
${notices.map(article).join('\n') || `<p>${safe(m.notices_all_works())}</p>`}
</main><footer><p>${safe(page.help)}</p><p>${safe(page.old ? m.notices_as_of_old({ time: formatTime(at, locale) }) : asOf)}</p></footer>${script}</body></html>
`;
}

function article({ kind, word, when, title, text, from }: NoticeBrief): string {
	const lang = from ? ` lang="${from}"` : '';
	return `<article${kind === 'problem' ? ' class="problem"' : ''}><p><strong>${safe(word)}</strong> ${safe(when)}</p>
<h2${lang}>${safe(title)}</h2><p${lang}>${safe(text)}</p></article>`;
}

/** The answer that carries such a page: it may be shown, a screen's read again, and nothing else. */
export function plainResponse(html: string, headers: Record<string, string> = {}): Response {
	const renews = html.includes(RENEW)
		? ` script-src 'sha256-${renewHash}'; connect-src 'self';`
		: '';
	return new Response(html, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': `default-src 'none'; style-src 'unsafe-inline';${renews} base-uri 'none'; form-action 'none'`,
			...headers
		}
	});
}
