/** Reads a served page as text: what stands at a field, what is in it, what the page says. */

/** The page's words without its markup and scripts. */
export function wordsOf(html: string): string {
	return decode(
		html
			.replace(/<(script|style|svg|template)\b[\s\S]*?<\/\1>/g, ' ')
			.replace(/<!--[\s\S]*?-->/g, '')
			.replace(/<[^>]+>/g, ' ')
	)
		.replace(/\s+/g, ' ')
		.trim();
}

/** What the page says is wrong with a field, or undefined when it says nothing. */
export function problemAt(html: string, field: string): string | undefined {
	const found = new RegExp(`<p[^>]* id="${escape(field)}-e"[^>]*>([\\s\\S]*?)</p>`).exec(html);
	return found ? wordsOf(found[1] ?? '') : undefined;
}

/** What stands in a text field, text area, or as the value of a hidden field. */
export function valueOf(html: string, name: string): string | undefined {
	const area = new RegExp(`<textarea[^>]* name="${escape(name)}"[^>]*>([\\s\\S]*?)</textarea>`);
	const inArea = area.exec(html);
	if (inArea) return decode((inArea[1] ?? '').replace(/^\n/, ''));
	const input = inputs(html).find((tag) => tag.includes(` name="${name}"`));
	if (input === undefined) return undefined;
	return decode(/ value="([^"]*)"/.exec(input)?.[1] ?? '');
}

/** The value of the chosen one among radio buttons, or of the selected option of a list. */
export function chosenOf(html: string, name: string): string | undefined {
	for (const input of inputs(html).filter((tag) => tag.includes(` name="${name}"`))) {
		if (/ checked(=|\s|>|\/)/.test(input)) return / value="([^"]*)"/.exec(input)?.[1];
	}
	const list = new RegExp(`<select[^>]* name="${escape(name)}"[\\s\\S]*?</select>`).exec(html)?.[0];
	const option = list && /<option[^>]* selected[^>]*>/.exec(list)?.[0];
	return option ? / value="([^"]*)"/.exec(option)?.[1] : undefined;
}

/** The value of the option whose words are these. Throws when the list has no such option. */
export function optionCalled(html: string, name: string, words: string): string {
	const list = new RegExp(`<select[^>]* name="${escape(name)}"[\\s\\S]*?</select>`).exec(html)?.[0];
	for (const [, attributes, text] of (list ?? '').matchAll(
		/<option([^>]*)>([\s\S]*?)<\/option>/g
	)) {
		if (wordsOf(text ?? '') === words) return / value="([^"]*)"/.exec(attributes ?? '')?.[1] ?? '';
	}
	throw new Error(`No "${words}" in the list "${name}".`);
}

// What was typed may hold a ">", which stays as it is inside an attribute.
const inputs = (html: string) =>
	[...html.matchAll(/<input(?:[^>"]|"[^"]*")*>/g)].map(([tag]) => tag);
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decode = (text: string) =>
	text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
