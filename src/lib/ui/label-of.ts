/** What the page calls the field with this id: its label or legend, without the word that it may stay empty. */
export function labelOf(id: string): string | undefined {
	const label = document
		.getElementById(id)
		?.closest('.field')
		?.querySelector(':scope > :is(label:not(.pick), legend, .label), :scope > .pick > span');
	const words = [...(label?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
	const name = words.map((node) => node.textContent?.trim()).join(' ');
	return name.trim() || label?.textContent?.trim() || undefined;
}
