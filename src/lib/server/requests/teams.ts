import { asc, desc, eq } from 'drizzle-orm';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type DbOrTx } from '#lib/server/db/client.ts';
import { team } from './tables.ts';

/** A group of agents that a request can be handed to. */
export type Team = typeof team.$inferSelect;

/** Every team, those that still take requests first. */
export function listTeams(db: DbOrTx): Promise<Team[]> {
	return db.select().from(team).orderBy(desc(team.active), asc(team.slug));
}

/** What a team is called, and whether it takes requests. */
export type TeamInput = { slug: string; name: LocalizedText; active: boolean };

/**
 * Adds a team (`isNew`) or changes one. Requests that a closed team has stay where they are until somebody
 * hands them over. Administrators. Recorded: `team.added`, `team.saved`. Throws Forbidden; Invalid for a key that
 * is taken or unknown and for names left out; Conflict when no open team would be left.
 */
export async function saveTeam(
	db: Db,
	actor: Actor,
	input: TeamInput & { isNew: boolean },
	clock: Clock = systemClock
): Promise<void> {
	if (!can(actor, 'settings.edit')) throw forbidden();
	const { isNew, slug, name, active } = input;
	check(input);
	const at = clock.now();
	await withTransaction(db, async (tx) => {
		// Locked together, so that two administrators cannot each close one of the last two.
		const all = await tx.select().from(team).orderBy(asc(team.slug)).for('update');
		const before = all.find((one) => one.slug === slug);
		if (isNew && before) throw invalid({ slug: ['admin_team_taken'] });
		if (!isNew && !before) throw invalid({ slug: ['errors_choose'] });
		if (!active && !all.some((one) => one.active && one.slug !== slug)) {
			throw conflict('admin_team_last');
		}
		if (isNew) await tx.insert(team).values({ slug, name, active });
		else await tx.update(team).set({ name, active }).where(eq(team.slug, slug));
		await recordAudit(tx, {
			actor,
			action: isNew ? 'team.added' : 'team.saved',
			noun: 'team',
			recordId: slug,
			before: before && { name: before.name, active: before.active },
			after: { name, active },
			at
		});
	});
}

function check({ slug, name }: TeamInput): void {
	const issues: Record<string, string[]> = {};
	if (!/^[a-z][a-z0-9-]{1,39}$/.test(slug)) issues.slug = ['admin_team_slug'];
	if (!name.et.trim()) issues['name.et'] = ['errors_required'];
	if (!name.ru.trim()) issues['name.ru'] = ['errors_required'];
	if (Object.keys(issues).length > 0) throw invalid(issues);
}
