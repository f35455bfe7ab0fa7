import { meets } from '#lib/catalogue/condition.ts';
import { effectPerson, effectTargets } from '#lib/catalogue/effect-targets.ts';
import { isoDay } from '#lib/format/moments.ts';
import { OPEN_STATUSES } from '#lib/requests/statuses.ts';
import type { TrainingFirst } from '#lib/requests/request-page-view.ts';
import type { Db } from '#lib/server/db/client.ts';
import { unmetConditions, type ConditionAsk } from '#lib/server/training/duty/module-conditions.ts';
import type { RequestHead } from './request-head.ts';

/**
 * The modules that somebody has to do before this request can be fulfilled: those that stand before a right or seat
 * of its tasks. Empty for a request that is over, and then nothing is asked of the database.
 */
export async function findTrainingFirst(
	db: Db,
	{ request, definition }: RequestHead,
	now: Date
): Promise<TrainingFirst[]> {
	if (!OPEN_STATUSES.includes(request.status)) return [];
	const asks = new Map<string, ConditionAsk>();
	for (const { effect, when } of definition.tasks) {
		if (effect?.kind !== 'grant_right' && effect?.kind !== 'take_seat') continue;
		if (when && !meets(when, request.answers)) continue;
		const named = effectPerson(effect, request.answers);
		// Whom an earlier task adds to the register is nobody yet.
		if (effect.person && !named) continue;
		const personId = named ?? request.beneficiaryId;
		const ask = asks.get(personId) ?? { personIds: [personId], roles: [], products: [] };
		for (const target of effectTargets(effect, request.answers)) {
			if ('right' in target) {
				const { role, system } = target.right;
				ask.roles.push(target.by === 'id' ? role : { system, role });
			}
			if ('product' in target) {
				ask.products.push(target.by === 'id' ? target.product : { slug: target.product });
			}
		}
		asks.set(personId, ask);
	}
	const today = isoDay(now);
	const unmet = await Promise.all([...asks.values()].map((ask) => unmetConditions(db, ask, today)));
	const seen = new Set<string>();
	return unmet.flat().flatMap(({ personId, personName, slug, title }) => {
		const key = `${personId} ${slug}`;
		if (seen.has(key)) return [];
		seen.add(key);
		return [{ personId, personName, slug, title }];
	});
}
