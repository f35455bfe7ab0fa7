import { invalid } from '#lib/errors.ts';
import { locales } from '#lib/i18n/localized.ts';
import type { LooseText } from '#lib/notices/notice-text.ts';

const LONGEST = 2000;

/** What somebody wrote, without empty languages; undefined when they wrote nothing. Throws Invalid when too long. */
export function keptText(texts: LooseText | undefined): LooseText | undefined {
	const kept: LooseText = {};
	for (const locale of locales) {
		const text = texts?.[locale]?.trim();
		if (text && text.length > LONGEST) throw invalid({ [locale]: ['errors_text_long'] });
		if (text) kept[locale] = text;
	}
	return Object.keys(kept).length > 0 ? kept : undefined;
}

/**
 * The same where there must be words: in Estonian at least, which readers of a missing language get with its source
 * marked. Throws Invalid (`et`).
 */
export function neededText(texts: LooseText | undefined): LooseText {
	const kept = keptText(texts);
	if (!kept?.et) throw invalid({ et: ['errors_required'] });
	return kept;
}
