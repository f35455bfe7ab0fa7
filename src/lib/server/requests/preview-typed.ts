import { readTyped, type TypedValues } from '#lib/catalogue/read-answers.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import { FORM_CONTROLS } from '#lib/requests/form-controls.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { previewPromise, type PromisePreview } from './preview-promise.ts';

/** What would be promised for a form as it is typed now, to the first of those it is for. As `previewPromise`. */
export function previewTyped(
	db: Db,
	actor: Actor,
	{ definition, values }: { definition: ServiceDefinition; values: TypedValues },
	clock: Clock
): Promise<PromisePreview> {
	const [first] = [values[FORM_CONTROLS.for] ?? []].flat();
	const beneficiaryId = first && isId(first) ? first : actor.personId;
	const raw = readTyped(definition.fields, values).raw;
	return previewPromise(db, actor, { definition, beneficiaryId, values: raw }, clock);
}
