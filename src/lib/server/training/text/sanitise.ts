import sanitizeHtml from 'sanitize-html';

/** Html that authors may write by hand beside Markdown; everything else is left out of the page. */
export const WRITTEN_TAGS: ReadonlySet<string> = new Set([
	...[
		'details',
		'summary',
		'kbd',
		'sub',
		'sup',
		'br',
		'hr',
		'img',
		'a',
		'p',
		'div',
		'span',
		'b',
		'i'
	],
	...[
		'em',
		'strong',
		'u',
		's',
		'del',
		'ins',
		'mark',
		'small',
		'abbr',
		'code',
		'pre',
		'samp',
		'var'
	],
	...[
		'table',
		'caption',
		'thead',
		'tbody',
		'tfoot',
		'tr',
		'th',
		'td',
		'ul',
		'ol',
		'li',
		'dl',
		'dt',
		'dd'
	],
	...['blockquote', 'q', 'cite', 'figure', 'figcaption', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']
]);

/** Classes an author may give: the look of a picture or table, nothing of the portal's own. */
export const WRITTEN_CLASSES = ['wide', 'small', 'border', 'left', 'right', 'center'];

const OWN_CLASSES = [
	...WRITTEN_CLASSES,
	...['alert', 'alert-*', 'box', 'box-*', 'tabs', 'tab-body', 'tab-title', 'video', 'video-*'],
	...['footnotes', 'vh', 'tok-*', 'code', 'task', 'task-done', 'table-wrap', 'gap']
];

/** What may be in the address of a link. Addresses of our own begin with `/` or `#`. */
export const SAFE_SCHEMES = ['http', 'https', 'mailto', 'tel'];

const OPTIONS: sanitizeHtml.IOptions = {
	allowedTags: [...WRITTEN_TAGS, 'section', 'aside', 'video'],
	allowedAttributes: {
		'*': [
			'id',
			'class',
			'lang',
			'dir',
			'title',
			'aria-label',
			'aria-describedby',
			'aria-hidden',
			'role',
			'hidden'
		],
		a: ['href', 'rel', 'name', 'download', 'data-footnote-ref', 'data-footnote-backref'],
		img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
		video: ['src', 'controls', 'preload'],
		ol: ['start', 'type', 'reversed'],
		li: ['value'],
		th: ['align', 'scope', 'colspan', 'rowspan'],
		td: ['align', 'colspan', 'rowspan'],
		details: ['open'],
		div: ['data-tabs', 'tabindex'],
		section: ['data-tab'],
		figure: ['data-video'],
		span: ['data-gap'],
		pre: ['tabindex', 'data-lang']
	},
	allowedClasses: { '*': OWN_CLASSES },
	allowedSchemes: SAFE_SCHEMES,
	allowedSchemesAppliedToAttributes: ['href', 'src', 'data-video'],
	allowProtocolRelative: false,
	parser: { lowerCaseTags: true, lowerCaseAttributeNames: true }
};

/**
 * Leaves of rendered html what is on the list: no script, no style, no form, no handler, no address but http, mail,
 * telephone and the portal's own. Everything a reader sees has passed through here when it was published.
 */
export function sanitise(html: string): string {
	return sanitizeHtml(html, OPTIONS).trim();
}

/** Tags without any attribute: there is nothing in them to leave out. */
const PLAIN_TAG = /<\/?(?:p|strong|em|del|ul|ol|li|code|br|h[2-6])>/g;

/** True for html that the portal wrote itself and that needs no second look. Never ask it about html written by hand. */
export const isPlain = (html: string) => !html.replace(PLAIN_TAG, '').includes('<');
