import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { rightName } from '#lib/systems/right-name.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { LineKind } from './change-kinds.ts';
import { isUsual } from './usual.ts';

type Line = {
	kind: LineKind;
	proposed: string;
	system: LocalizedText | null;
	role: LocalizedText | null;
	product: string | null;
	category: LocalizedText | null;
	itemNumber: string | null;
	module: Partial<Record<Locale, string>> | null;
	why: { bundle?: string; colleagues?: number; of?: number; unusual?: boolean } | null;
};

/** What a line is about: "Dokumendihaldus (kasutaja)", a product, a device with its number. */
export function lineName(line: Line, locale: Locale): string {
	if (line.kind === 'account') return m.moves_account();
	if (line.system && line.role) return rightName(line.system, line.role, locale);
	if (line.product) return line.product;
	if (line.module) return localize(moduleTitle(line.module), locale);
	const category = line.category ? localize(line.category, locale) : m.moves_some_device();
	return line.itemNumber ? `${category} ${line.itemNumber}` : category;
}

/** Why it stands there: the bundle, and how many colleagues have it. */
export function lineReasons({ why }: Line): string[] {
	const { bundle, colleagues, of } = why ?? {};
	return [
		...(bundle ? [m.moves_why_bundle({ bundle })] : []),
		...(of ? [m.moves_why_colleagues({ count: colleagues ?? 0, of })] : [])
	];
}

/** How a line differs from what colleagues have: given though they have it not, or left out though they have it. */
export function lineMark(line: Line): 'unusual' | 'usual' | undefined {
	const { colleagues = 0, of = 0, unusual, bundle } = line.why ?? {};
	if (unusual) return 'unusual';
	return !bundle && line.proposed !== 'keep' && isUsual({ colleagues, of }) ? 'usual' : undefined;
}
