import { htmlOf, parseHtml, type HtmlElement, type HtmlNode } from './html-tree.ts';

/**
 * A group of tabs with what has changed in it since it was `before`: only the panels that differ are marked, each where
 * it differs, by `mark` (html before and after to marked html). Null when one of the two is no group of tabs.
 */
export function markTabs(
	before: string,
	after: string,
	mark: (before: string, after: string) => string
): string | null {
	const [old, now] = [groupIn(before), groupIn(after)];
	if (!old || !now) return null;
	const panels = new Map(panelsOf(old).map((panel) => [nameOf(panel), panel]));
	const marked = now.children.map((child) => {
		if (!isPanel(child)) return htmlOf(child);
		const earlier = panels.get(nameOf(child));
		panels.delete(nameOf(child));
		const [was, is] = [earlier ? insideOf(earlier) : '', insideOf(child)];
		return was === is ? htmlOf(child) : `${child.open}${mark(was, is)}</${child.tag}>`;
	});
	const gone = [...panels.values()].map((panel) => mark(insideOf(panel), ''));
	return `${now.open}${[...marked, ...gone].join('')}</${now.tag}>`;
}

/** Of a group that was marked, the panels in which something has changed. */
export function changedTabs(html: string): string {
	const group = groupIn(html);
	if (!group) return html;
	const kept = group.children.filter((child) => htmlOf(child).includes(CHANGED_PART));
	return `${group.open}${kept.map(htmlOf).join('')}</${group.tag}>`;
}

/** How a marked part within a panel begins. */
export const CHANGED_PART = '<div class="changed">';

function groupIn(html: string): HtmlElement | undefined {
	const [node, ...others] = parseHtml(html).filter((one) => typeof one !== 'string' || one.trim());
	const isGroup = node && typeof node !== 'string' && 'data-tabs' in node.attributes;
	return isGroup && others.length === 0 ? node : undefined;
}

const isPanel = (node: HtmlNode): node is HtmlElement =>
	typeof node !== 'string' && 'data-tab' in node.attributes;

const panelsOf = (group: HtmlElement) => group.children.filter(isPanel);

const nameOf = (panel: HtmlElement) => panel.attributes['data-tab'] ?? '';

const insideOf = (panel: HtmlElement) => panel.children.map(htmlOf).join('');
