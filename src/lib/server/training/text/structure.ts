/** The first line of a container: `::: name {attributes}`, by any run of three or more colons. */
export type ContainerOpening = { name: string; rest: string };

const OPENING = /^ {0,3}:{3,}[ \t]*([^\s:{][^\s:{]*)?[ \t]*(.*?)[ \t]*:*[ \t]*$/;
const CLOSING = /^ {0,3}:{3,}[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const TAB = /^ {0,3}#{1,6}[ \t]+\[([^\]]+)\]\(#tab\/([^)\s]+)\)[ \t]*#*[ \t]*$/;
const RULE = /^ {0,3}(?:-[ \t]*){3,}$/;

/** What a line opens, or undefined. `::: {.name}` as other tools write it opens `name`. */
export function openingOf(line: string): ContainerOpening | undefined {
	if (CLOSING.test(line)) return undefined;
	const found = OPENING.exec(line);
	if (!found) return undefined;
	const [, name, rest = ''] = found;
	if (name !== undefined) return { name: name.toLowerCase(), rest };
	const dotted = /^\{\s*\.([\w-]+)/.exec(rest);
	return dotted?.[1] ? { name: dotted[1].toLowerCase(), rest } : undefined;
}

/** True for the line that ends a container. */
export const isClosing = (line: string) => CLOSING.test(line);

/** The title and id of a tab's heading, or undefined. */
export function tabOf(line: string): { title: string; id: string } | undefined {
	const [, title, id] = TAB.exec(line) ?? [];
	if (title === undefined || id === undefined) return undefined;
	return { title, id: id.split('/')[0]?.toLowerCase() ?? id };
}

/** True for `---`, which ends tabs and separates a question's explanation. */
export const isRule = (line: string) => RULE.test(line);

/** Follows code fences line by line; `inside` tells whether a line is code (the fences themselves too). */
export function fenceWatch(): { inside(line: string): boolean } {
	let open: string | undefined;
	return {
		inside(line) {
			const [, marks, info = ''] = FENCE.exec(line) ?? [];
			if (open === undefined) {
				if (marks === undefined || (marks.startsWith('`') && info.includes('`'))) return false;
				open = marks;
				return true;
			}
			const closes = marks?.startsWith(open) === true && info.trim() === '';
			if (closes) open = undefined;
			return true;
		}
	};
}

/** How many containers and tabs are open before each line, and whether the line is code. */
export function layoutOf(lines: readonly string[]): { depth: number; code: boolean }[] {
	const fences = fenceWatch();
	// One entry a container, the page itself first: whether tabs are open right inside it.
	const tabs = [false];
	let opened = 0;
	const setTabs = (isOpen: boolean) => {
		opened += Number(isOpen) - Number(tabs.at(-1));
		tabs[tabs.length - 1] = isOpen;
	};
	return lines.map((line) => {
		const code = fences.inside(line);
		const depth = tabs.length - 1 + opened;
		if (code) return { depth, code };
		if (openingOf(line)) tabs.push(false);
		else if (isClosing(line) && tabs.length > 1) {
			setTabs(false);
			tabs.pop();
		} else if (tabOf(line)) setTabs(true);
		else if (isRule(line)) setTabs(false);
		return { depth, code };
	});
}

/** Index of the line that closes the container opened at `from`; -1 when nothing does. */
export function closingLine(lines: readonly string[], from: number): number {
	const fences = fenceWatch();
	let depth = 0;
	for (let at = from; at < lines.length; at += 1) {
		const line = lines[at] ?? '';
		if (fences.inside(line)) continue;
		if (openingOf(line)) depth += 1;
		else if (isClosing(line)) depth -= 1;
		if (depth === 0) return at;
	}
	return -1;
}
