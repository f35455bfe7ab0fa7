import type { SQL } from 'drizzle-orm';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { ApprovalStage } from '#lib/catalogue/approval-stage.ts';
import { meets } from '#lib/catalogue/condition.ts';
import { renderAnswers, type AnswerLine, type RecordLabels } from '#lib/catalogue/render-answer.ts';
import { requestTitle } from '#lib/catalogue/request-title.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { searchVector } from './search-vector.ts';

/** The approval stages that a service has for these answers, in order. */
export function stagesFor(
	definition: Pick<ServiceDefinition, 'approvals'>,
	answers: Readonly<Answers>
): ApprovalStage[] {
	return definition.approvals.filter((stage) => !stage.when || meets(stage.when, answers));
}

/**
 * What a request is called and found by, from its form: the same when it is sent, sent again or moved to another
 * service, so that it is always found by the title it has.
 */
export function describeRequest(
	definition: ServiceDefinition,
	answers: Readonly<Answers>,
	about: { number: number; people: string[]; labels: RecordLabels; locale: Locale }
): { title: string; search: SQL } {
	const words = { labels: about.labels, locale: about.locale };
	const title = requestTitle(definition, answers, words);
	const text = linesText(renderAnswers(definition.fields, answers, words));
	return {
		title,
		search: searchVector({ number: about.number, title, people: about.people, text })
	};
}

function linesText(lines: AnswerLine[]): string {
	return lines
		.map((line) => [line.text, ...(line.rows ?? []).map((row) => linesText(row.lines))].join(' '))
		.join(' ');
}
