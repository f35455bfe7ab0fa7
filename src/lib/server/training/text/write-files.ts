import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { ModuleFacts, ModuleText } from '#lib/training/module-text.ts';
import { DEFAULT_WAIT_HOURS } from './module-head.ts';
import { moduleFile } from './import/write-module.ts';

/** What a file says in one language. */
export type WrittenText = Pick<
	ModuleText,
	'title' | 'summary' | 'changeNote' | 'body' | 'sourceHash'
>;

/**
 * A module as files, front matter and all: reading them back gives the same hash. What front matter would say anyway is
 * left out, so that the files stay short.
 */
export function writeModuleFiles(module: {
	facts: ModuleFacts;
	texts: Partial<Record<Locale, WrittenText>>;
}): Partial<Record<Locale, string>> {
	const { facts, texts } = module;
	const files: Partial<Record<Locale, string>> = {};
	for (const locale of locales) {
		const text = texts[locale];
		if (!text) continue;
		const { title, body } = text;
		const words = { id: facts.key, title, summary: text.summary || undefined };
		const head =
			locale === facts.source
				? { ...words, ...sourceHeadOf(facts) }
				: { ...words, changeNote: text.changeNote || undefined, sourceHash: text.sourceHash };
		files[locale] = moduleFile(head, body);
	}
	return files;
}

function sourceHeadOf(facts: ModuleFacts): Record<string, unknown> {
	const wait = facts.attempts === null ? 0 : DEFAULT_WAIT_HOURS;
	return {
		source: facts.source,
		version: facts.version,
		change: facts.change,
		changeNote: facts.changeNote || undefined,
		minutes: facts.minutes,
		software: facts.software,
		audience: facts.audience,
		prerequisites: facts.prerequisites,
		due: facts.dueDays === null ? undefined : `P${facts.dueDays}D`,
		validity: facts.validity,
		completion: facts.completion,
		passMark: facts.passMark,
		attempts: facts.attempts,
		wait: facts.waitHours === wait ? undefined : `PT${facts.waitHours}H`,
		reviewBy: facts.reviewBy,
		owner: facts.owner || undefined
	};
}
