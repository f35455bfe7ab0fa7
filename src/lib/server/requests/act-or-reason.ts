import { eq } from 'drizzle-orm';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import { answerRecords } from '#lib/catalogue/render-answer.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { invalid } from '#lib/errors.ts';
import { serviceVersion } from '#lib/server/catalogue/tables.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { hasActAbout } from '#lib/server/equipment/mine/has-act-about.ts';
import { optionalText } from './needed-text.ts';
import type { RequestRecord } from './locked-request.ts';

/** The devices that a request's answers name, by the questions that ask for one. */
export const devicesNamed = (definition: ServiceDefinition, answers: Answers): string[] =>
	answerRecords(definition.fields, answers)
		.filter(({ kind }) => kind === 'my_equipment')
		.map(({ id }) => id);

/** A request by what decides whether an act about its device is wanted. */
type Asked = Pick<RequestRecord, 'id' | 'answers' | 'submittedAt'>;

/** Whether a request is about a device whose service wants an act, and none is recorded yet. */
export async function waitsForAct(
	db: DbOrTx,
	request: Asked,
	definition: ServiceDefinition
): Promise<boolean> {
	if (!definition.needsAct) return false;
	const itemIds = devicesNamed(definition, request.answers);
	if (itemIds.length === 0) return false;
	const { id: requestId, submittedAt: since } = request;
	return !(await hasActAbout(db, { requestId, itemIds, since }));
}

/**
 * Sees to it that work on a device leaves a trace in the register: an act about it, or why there is none. Gives the
 * reason to keep; empty where none is needed. Throws Invalid (`noAct`).
 */
export async function actOrReason(
	db: DbOrTx,
	request: Asked & { serviceVersionId: string },
	reason: string | undefined
): Promise<string> {
	const said = optionalText(reason, 'noAct');
	const [version] = await db
		.select({ definition: serviceVersion.definition })
		.from(serviceVersion)
		.where(eq(serviceVersion.id, request.serviceVersionId));
	if (!version || !(await waitsForAct(db, request, version.definition))) return '';
	if (said === '') throw invalid({ noAct: ['mine_act_needed'] });
	return said;
}
