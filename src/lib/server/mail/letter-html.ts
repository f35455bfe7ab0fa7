/** The parts of a letter, written in the reader's language. Plain text, never markup. */
export type LetterParts = {
	locale: string;
	subject: string;
	greeting: string;
	/** What happened, in sentences. */
	lines: string[];
	/** What somebody wrote: a comment, a reason. */
	quote?: string;
	/** Who has it, what is promised. */
	facts: string[];
	/** Other things with an address each, in a summary of the day. */
	items?: { text: string; address: string }[];
	act?: { label: string; address: string };
	/** Why this letter came, whom to call, how to change it. */
	foot: string[];
	settings?: { label: string; address: string };
};

// Mail programs know no custom properties. No background is set, so that a dark program keeps its own;
// the button alone has both its colours, at 7:1.
const BODY = 'font:17px/1.5 "Source Sans 3",Arial,sans-serif;max-width:36em;margin:0;padding:16px';
const QUOTE = 'margin:16px 0;padding:0 0 0 12px;border-left:3px solid #7a869a;white-space:pre-line';
const ACT =
	'display:inline-block;padding:12px 18px;border-radius:6px;background:#1f4fa3;color:#ffffff;text-decoration:none;font-weight:bold';
const FOOT = 'margin:24px 0 0;padding:12px 0 0;border-top:1px solid #7a869a;font-size:14px';

/** The letter as plain text: every link written out, footer below the customary `-- `. */
export function letterText(parts: LetterParts): string {
	const blocks = [parts.greeting, parts.lines.join('\n')];
	if (parts.quote) blocks.push(parts.quote.replace(/^/gm, '> '));
	if (parts.facts.length > 0) blocks.push(parts.facts.join('\n'));
	for (const item of parts.items ?? []) blocks.push(`${item.text}\n${item.address}`);
	if (parts.act) blocks.push(`${parts.act.label}:\n${parts.act.address}`);
	const foot = [...parts.foot];
	if (parts.settings) foot.push(`${parts.settings.label}: ${parts.settings.address}`);
	blocks.push(`-- \n${foot.join('\n')}`);
	return `${blocks.join('\n\n')}\n`;
}

/** The same as HTML, with styles on each element: all that mail programs agree on. */
export function letterHtml(parts: LetterParts): string {
	const blocks = [paragraph(parts.greeting), ...parts.lines.map(paragraph)];
	if (parts.quote) blocks.push(`<blockquote style='${QUOTE}'>${escape(parts.quote)}</blockquote>`);
	if (parts.facts.length > 0) blocks.push(`<p>${parts.facts.map(escape).join('<br>')}</p>`);
	for (const item of parts.items ?? []) blocks.push(`<p>${link(item.address, item.text)}</p>`);
	if (parts.act) blocks.push(`<p>${link(parts.act.address, parts.act.label, ACT)}</p>`);
	const foot = parts.foot.map(escape);
	if (parts.settings) foot.push(link(parts.settings.address, parts.settings.label));
	blocks.push(`<p style='${FOOT}'>${foot.join('<br>')}</p>`);
	return `<!doctype html>
<html lang="${escape(parts.locale)}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>${escape(parts.subject)}</title></head>
<body style='${BODY}'>
${blocks.join('\n')}
</body></html>
`;
}

const paragraph = (text: string) => `<p>${escape(text)}</p>`;

const link = (address: string, label: string, style = '') =>
	`<a href="${escape(address)}"${style ? ` style='${style}'` : ''}>${escape(label)}</a>`;

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
