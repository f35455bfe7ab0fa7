import type { Locale } from '#lib/i18n/localized.ts';

export type Role = 'agent' | 'author' | 'auditor' | 'admin';

/** A role held everywhere (`unitIds` null) or in these units (the subtree is already spelled out). */
export type ActorRole = { role: Role; unitIds: string[] | null };

/** Who acts: read with the session in one query, handed to every command. */
export type Actor = {
	personId: string;
	name: string;
	email: string;
	locale: Locale;
	theme: 'system' | 'light' | 'dark';
	textSize: 'normal' | 'large';
	singleKeys: boolean;
	position: string;
	phone: string;
	unitId: string;
	unitAncestorIds: string[];
	unitKind: string;
	placeId: string | null;
	managerId: string | null;
	roles: ActorRole[];
	/** Is somebody's line manager. */
	isManager: boolean;
	/** Units (with those below) whose staff this person acts for. */
	representsUnitIds: string[];
	/** People whose deputy this person is today. */
	deputyFor: string[];
	/** The portal itself: jobs, imports, sample data. May do everything; never set from a session. */
	isSystem?: boolean;
	sessionId?: string;
	ip?: string;
};

/** True when the person holds the role, anywhere. */
export function hasRole(actor: Actor, role: Role): boolean {
	return actor.roles.some((held) => held.role === role);
}

/** True when the role reaches this unit. */
export function hasRoleIn(actor: Actor, role: Role, unitId: string): boolean {
	return actor.roles.some(
		(held) => held.role === role && (held.unitIds === null || held.unitIds.includes(unitId))
	);
}

/** Units in which the role holds: null everywhere, an empty list nowhere. */
export function roleScope(actor: Actor, role: Role): string[] | null {
	const held = actor.roles.filter((grant) => grant.role === role);
	if (held.some((grant) => grant.unitIds === null)) return null;
	return [...new Set(held.flatMap((grant) => grant.unitIds ?? []))];
}

/** The portal acting by itself: nothing is asked of it, and the audit log shows no person. */
export const systemActor: Actor = {
	personId: '00000000-0000-0000-0000-000000000000',
	name: 'Abilaud',
	email: '',
	locale: 'et',
	theme: 'system',
	textSize: 'normal',
	singleKeys: true,
	position: '',
	phone: '',
	unitId: '00000000-0000-0000-0000-000000000000',
	unitAncestorIds: [],
	unitKind: 'organisation',
	placeId: null,
	managerId: null,
	roles: [
		{ role: 'admin', unitIds: null },
		{ role: 'agent', unitIds: null }
	],
	isManager: false,
	representsUnitIds: [],
	deputyFor: [],
	isSystem: true
};

/** The person to write into a foreign key: null for the portal itself. */
export const actorPersonId = (actor: Actor) => (actor.isSystem ? null : actor.personId);
