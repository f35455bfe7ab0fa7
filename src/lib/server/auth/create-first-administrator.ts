import { and, eq, isNull, sql } from 'drizzle-orm';
import { conflict } from '#lib/errors.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { grantRole } from '#lib/server/people/grant-role.ts';
import { addPerson } from '#lib/server/people/save-person.ts';
import { saveUnit } from '#lib/server/people/save-unit.ts';
import { unit } from '#lib/server/people/tables.ts';
import { saveSetting } from '#lib/server/settings/settings.ts';
import { findAccountByEmail, normalizeEmail } from './accounts.ts';
import { findActor } from './actor-row.ts';
import { takeLink } from './one-time-links.ts';
import { openSession, type Browser } from './open-session.ts';
import { hashPassword, requireGoodPassword } from './passwords.ts';
import { portalActor } from './portal-actor.ts';
import { setPassword } from './set-password.ts';
import { hasAdministrator } from './setup-link.ts';

export type FirstAdministratorInput = {
	linkToken: string;
	name: string;
	email: string;
	password: string;
	locale: Locale;
	/** Name of the organisation, also of its root unit unless a structure was imported before. */
	organisation: LocalizedText;
	browser: Browser;
};

/** Held while the first administrator is made: of two setup links only one makes one. */
const SETUP_LOCK = 7_226_118;

const ROOT_CODE = 'organisation';

/**
 * Makes the first administrator, and the root unit when there is none, and signs them in. Whoever holds the
 * setup link may; it works once, and never while there is an administrator. An address that is already known
 * gets the role. Recorded: `administrator.created`, beside what adding unit, person and role records. Throws
 * Conflict for a dead link, Invalid for a password that breaks the rule.
 */
export async function createFirstAdministrator(
	db: Db,
	input: FirstAdministratorInput,
	clock: Clock = systemClock
): Promise<{ token: string; actor: Actor }> {
	requireGoodPassword(input.password, [input.email, input.name]);
	const passwordHash = await hashPassword(input.password);
	const now = clock.now();
	const { ip } = input.browser;
	const { personId, token } = await withTransaction(db, async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
		await takeLink(tx, 'setup', input.linkToken, now);
		if (await hasAdministrator(tx)) throw conflict('auth_link_dead');
		const portal = portalActor(ip);
		const personId = await ensurePerson(tx, portal, input, clock);
		await grantRole(tx, portal, { personId, role: 'admin', unitId: null }, clock);
		await setPassword(tx, { personId, passwordHash }, now);
		const { token } = await openSession(
			tx,
			{ personId, shared: false, secondFactorAt: null, browser: input.browser },
			now
		);
		await recordAudit(tx, {
			actor: portal,
			action: 'administrator.created',
			noun: 'person',
			recordId: personId,
			after: { email: normalizeEmail(input.email) },
			at: now
		});
		return { personId, token };
	});
	const actor = await findActor(db, personId, now);
	if (!actor) throw conflict('auth_link_dead');
	await saveSetting(db, { ...actor, ip }, 'organisationName', input.organisation, { clock });
	return { token, actor };
}

async function ensurePerson(tx: Tx, actor: Actor, input: FirstAdministratorInput, clock: Clock) {
	const known = await findAccountByEmail(tx, input.email);
	if (known?.isActive) return known.personId;
	const unitId = await ensureRootUnit(tx, actor, input.organisation, clock);
	const facts = { position: '', phone: '', startsOn: null, endsOn: null };
	const where = { unitId, placeId: null, managerId: null };
	const { name, locale } = input;
	const email = normalizeEmail(input.email);
	return (await addPerson(tx, actor, { name, email, locale, ...facts, ...where }, clock)).id;
}

async function ensureRootUnit(tx: Tx, actor: Actor, name: LocalizedText, clock: Clock) {
	const [root] = await tx
		.select({ id: unit.id })
		.from(unit)
		.where(and(isNull(unit.parentId), eq(unit.active, true)))
		.limit(1);
	if (root) return root.id;
	const input = { code: ROOT_CODE, name, kind: 'organisation', parentId: null } as const;
	return (await saveUnit(tx, actor, input, clock)).id;
}
