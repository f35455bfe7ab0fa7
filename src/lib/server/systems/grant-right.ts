import { conflict, forbidden, invalid, notFound } from '#lib/errors.ts';
import { localize } from '#lib/i18n/localized.ts';
import { formatDateShort } from '#lib/format/dates.ts';
import { isoDay } from '#lib/format/moments.ts';
import { actorPersonId, type Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits, type AuditEvent } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type DbOrTx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { getRegisterPerson } from '#lib/server/people/register-person.ts';
import { findRole, type RoleFacts } from './find-role.ts';
import { lockHeldRight, makeRoom, prolongRight } from './held-right.ts';
import { fateOf, lastDayOf } from './right-days.ts';
import { clashes } from './role-conflicts.ts';
import { accessRight } from './tables.ts';

export type GrantRightInput = {
	personId: string;
	roleId: string;
	/** First day, `2026-11-24`; today when absent. */
	from?: string | null;
	/** Last day; absent means as long as the role allows. */
	until?: string | null;
	/** The request that gives it, with its number. */
	requestId?: string | null;
	requestNumber?: number | null;
	/** Who agreed last. */
	approvedById?: string | null;
	/** Why it is given although the person has a role that does not go with it. */
	despite?: string | null;
};

/**
 * Gives a person a role in a system. Only the desk within its units; runs inside the caller's transaction when
 * given one, so that a right and the task that gave it are one act. One that goes on where the present one ends
 * prolongs that one; one in force before that takes its place (see `fateOf`). Recorded as `right.granted` or
 * `right.prolonged`, and `right.ended` for the one replaced. Returns the right that is in force in the end.
 *
 * Throws NotFound (person, role), Forbidden, Conflict `registers_right_already_held` when the person has the role already
 * (two at once: one wins), `registers_right_gap` when days would be left without it,
 * `registers_person_left`, `registers_role_closed`, `rights_incompatible` when the person has a role that does not go
 * with it on those days and no reason is given to give it all the same; Invalid when the days are the wrong way round or longer
 * than the role allows.
 */
export async function grantRight(
	db: DbOrTx,
	actor: Actor,
	input: GrantRightInput,
	clock: Clock = systemClock
): Promise<{ id: string; validUntil: string | null }> {
	if (!can(actor, 'rights.grant')) throw forbidden();
	mustComeFromRequest(actor, input);
	return withTransaction(db, async (tx) => {
		const at = clock.now();
		const role = await findRole(tx, input.roleId);
		if (!role) throw notFound();
		const holder = await getRegisterPerson(tx, actor, 'rights.grant', input.personId);
		if (holder.status === 'left') throw conflict('registers_person_left', { person: holder.name });
		if (!role.active)
			throw conflict('registers_role_closed', { role: localize(role.name, actor.locale) });
		const days = checkedDays(role, input, isoDay(at));
		const despite = input.despite?.trim() || null;
		const given = { personId: holder.id, person: holder.name, roleId: role.id, ...days };
		const clash = await clashes(tx, given, despite, actor.locale);
		const trail = {
			requestId: input.requestId ?? null,
			requestNumber: input.requestNumber ?? null,
			approvedById: input.approvedById ?? null
		};
		const events: AuditEvent[] = [];
		const held = await lockHeldRight(tx, holder.id, role.id);
		if (held) {
			const fate = fateOf(held, days, isoDay(at));
			if (fate === 'stays') throw alreadyHeld(actor, holder.name, role);
			if (fate === 'gap') throw leavesGap(actor, holder.name, held.validUntil ?? '');
			if (fate === 'prolonged') return prolongRight(tx, actor, held, { ...days, ...trail }, at);
			events.push(await makeRoom(tx, actor, held, fate, at));
		}
		const right = {
			id: newId(),
			personId: holder.id,
			roleId: role.id,
			...days,
			...trail,
			grantedById: actorPersonId(actor),
			grantedAt: at,
			conflictReason: clash ? despite : null
		};
		const [made] = await tx
			.insert(accessRight)
			.values(right)
			.onConflictDoNothing()
			.returning({ id: accessRight.id });
		if (!made) throw alreadyHeld(actor, holder.name, role);
		events.push({
			actor,
			action: 'right.granted',
			noun: 'right',
			recordId: right.id,
			after: { ...right, system: role.systemSlug, role: role.slug },
			at
		});
		await recordAudits(tx, events);
		return { id: right.id, validUntil: right.validUntil };
	});
}

function checkedDays(role: RoleFacts, input: GrantRightInput, today: string) {
	const validFrom = input.from || today;
	const last = role.maxDays === null ? null : lastDayOf(validFrom, role.maxDays);
	const validUntil = input.until || last;
	if (validUntil && validUntil < validFrom)
		throw invalid({ until: ['registers_until_before_from'] });
	if (validUntil && validUntil < today) throw invalid({ until: ['registers_day_is_past'] });
	if (last && validUntil && validUntil > last)
		throw invalid({ until: ['registers_right_too_long'] });
	return { validFrom, validUntil };
}

function alreadyHeld(actor: Actor, name: string, role: RoleFacts) {
	const [system, level] = [role.systemName, role.name].map((text) => localize(text, actor.locale));
	return conflict('registers_right_already_held', { person: name, role: `${system}: ${level}` });
}

const leavesGap = (actor: Actor, person: string, until: string) =>
	conflict('registers_right_gap', { person, day: formatDateShort(until, actor.locale) });

/** Nobody gives a right to themselves by hand: one's own come from a request that somebody else agreed to. */
function mustComeFromRequest(actor: Actor, input: GrantRightInput): void {
	if (actor.isSystem || input.personId !== actor.personId) return;
	if (!input.requestId || !input.approvedById || input.approvedById === actor.personId)
		throw forbidden('errors_right_to_oneself');
}
