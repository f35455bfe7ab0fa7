import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { invalid } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import { isId } from '#lib/ids.ts';
import type { Answers, RawAnswers } from '#lib/catalogue/answer-value.ts';
import type { AnswerIssue, AnswerReference } from '#lib/catalogue/answer-issue.ts';
import { issueTexts } from '#lib/catalogue/issue-text.ts';
import type { RecordLabels } from '#lib/catalogue/render-answer.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { validateAnswers } from '#lib/catalogue/validate-answers.ts';
import type { Actor } from '#lib/people/actor.ts';
import { listSeats } from '#lib/server/software/list-held-seats.ts';
import { listRightsById } from '#lib/server/systems/list-held-rights.ts';
import { usableItems } from '#lib/server/equipment/mine/usable-items.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { labelRecords } from './record-labels.ts';
import { attachment } from './tables.ts';

export type CheckedForm = { answers: Answers; labels: RecordLabels; fileIds: string[] };

/**
 * Checks a filled form against its definition and the registers. Equipment must be held by the person it is for or
 * by the one who asks, or be shared where one of them works; a file must be the asker's own upload or already belong to this request. Throws Invalid with
 * every problem at its control, in the asker's language.
 */
export async function checkAnswers(
	db: DbOrTx,
	actor: Actor,
	definition: ServiceDefinition,
	values: RawAnswers,
	context: { beneficiaryIds: string[]; requestId?: string; now: Date }
): Promise<CheckedForm> {
	const checked = validateAnswers(definition.fields, values, { today: isoDay(context.now) });
	const labels = await labelRecords(
		db,
		checked.references.map(({ kind, ...reference }) => ({ ...reference, kind: FIELD_KIND[kind] })),
		actor.locale
	);
	const foreign = await foreignRecords(db, actor, checked.references, context);
	const missing = checked.references.filter(
		(reference) => !(labelKey(reference) in labels) || foreign.has(reference.id)
	);
	const issues = [
		...checked.issues,
		...missing.map(({ path }): AnswerIssue => ({ path, code: 'not_found', params: {} }))
	];
	if (issues.length > 0) throw invalid(issueTexts(issues, definition.fields, actor.locale));
	return {
		answers: checked.answers,
		labels,
		fileIds: checked.references.filter(({ kind }) => kind === 'file').map(({ id }) => id)
	};
}

const FIELD_KIND: Record<AnswerReference['kind'], string> = {
	person: 'person',
	unit: 'unit',
	place: 'place',
	item: 'my_equipment',
	product: 'software',
	seat: 'my_seat',
	right: 'my_right',
	system_role: 'system_role',
	file: 'file'
};

function labelKey({ kind, id, role }: AnswerReference): string {
	return kind === 'system_role' ? `right:${id}:${role}` : `${FIELD_KIND[kind]}:${id}`;
}

async function foreignRecords(
	db: DbOrTx,
	actor: Actor,
	references: AnswerReference[],
	context: { beneficiaryIds: string[]; requestId?: string }
): Promise<Set<string>> {
	const foreign = new Set<string>();
	const idsOf = (kind: string) =>
		references.filter((one) => one.kind === kind && isId(one.id)).map((one) => one.id);
	const holders = new Set([actor.personId, ...context.beneficiaryIds]);
	const items = idsOf('item');
	const usable = await usableItems(db, items, [...holders]);
	for (const id of items) if (!usable.has(id)) foreign.add(id);
	const held = [
		...(await listSeats(db, idsOf('seat'))),
		...(await listRightsById(db, idsOf('right'), actor.locale))
	];
	for (const { id, holderId } of held) if (!holderId || !holders.has(holderId)) foreign.add(id);
	const files = idsOf('file');
	if (files.length === 0) return foreign;
	const own = await db
		.select({ id: attachment.id })
		.from(attachment)
		.where(
			and(
				inArray(attachment.id, files),
				or(
					and(eq(attachment.uploadedById, actor.personId), isNull(attachment.requestId)),
					context.requestId ? eq(attachment.requestId, context.requestId) : undefined
				)
			)
		);
	const mine = new Set(own.map((row) => row.id));
	for (const id of files) if (!mine.has(id)) foreign.add(id);
	return foreign;
}
