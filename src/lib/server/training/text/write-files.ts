import { Document, isSeq, visit } from 'yaml';
import { locales, type Locale } from '#lib/i18n/localized.ts';
import type { ModuleFacts, ModuleText } from '#lib/training/module-text.ts';
import { DEFAULT_WAIT_HOURS } from './module-head.ts';

/** What a file is written from, as an edition keeps it. */
export type WrittenText = Pick<ModuleText, 'title' | 'summary' | 'body' | 'sourceHash'>;

/**
 * A module as the files it could have been read from: reading them gives the same facts, texts and hash. Texts that
 * were included stand in the body.
 */
export function writeModuleFiles(
	facts: ModuleFacts,
	texts: Partial<Record<Locale, WrittenText>>
): Partial<Record<Locale, string>> {
	return Object.fromEntries(
		locales.flatMap((locale) => {
			const text = texts[locale];
			if (!text) return [];
			const head = locale === facts.source ? sourceHead(facts, text) : translationHead(facts, text);
			return [[locale, writeFile(head, text.body)]];
		})
	);
}

/** A file of its two parts: front matter, then the body. */
export function writeFile(head: Record<string, unknown>, body: string): string {
	const document = new Document(head);
	visit(document, {
		Seq(_key, node) {
			if (isSeq(node)) node.flow = true;
		}
	});
	return `---\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n\n${body}\n`;
}

function sourceHead(facts: ModuleFacts, text: WrittenText): Record<string, unknown> {
	const { key, dueDays, validity, attempts, waitHours, reviewBy } = facts;
	const usualWait = attempts === null ? 0 : DEFAULT_WAIT_HOURS;
	return {
		id: key,
		title: text.title,
		summary: text.summary,
		source: facts.source,
		version: facts.version,
		change: facts.change,
		changeNote: facts.changeNote,
		minutes: facts.minutes,
		software: facts.software,
		audience: facts.audience,
		prerequisites: facts.prerequisites,
		...(dueDays !== null && { due: `P${dueDays}D` }),
		...(validity !== null && { validity }),
		completion: facts.completion,
		passMark: facts.passMark,
		...(attempts !== null && { attempts }),
		...(waitHours !== usualWait && { wait: waitPeriod(waitHours) }),
		...(reviewBy !== null && { reviewBy }),
		owner: facts.owner
	};
}

const waitPeriod = (hours: number) => (hours < 1000 ? `PT${hours}H` : `P${hours / 24}D`);

function translationHead({ key }: ModuleFacts, text: WrittenText): Record<string, unknown> {
	const { title, summary, sourceHash } = text;
	return { id: key, title, summary, ...(sourceHash !== null && { sourceHash }) };
}
