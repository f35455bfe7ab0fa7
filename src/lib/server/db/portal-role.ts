import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { findAuditGuard, type AuditGuard } from '#lib/server/audit/audit-guard.ts';
import { grantToPortal } from './portal-grants.ts';

/** How the portal signs in to its database, and what then guards the audit log against the portal itself. */
export type PortalAccess = {
	url: string;
	guard: AuditGuard;
	/** Why the portal has no role of its own, in words for whoever runs it. */
	reason?: string;
};

/** What the roles made here are told apart by from anybody else's. */
const MARK = 'Serves Abilaud: owns nothing, may only add to its audit log';

/**
 * Sees to it that the portal signs in as a role that owns nothing and may only add to the audit log. `ownerUrl` is of
 * the role that migrated. With `portalUrl` (another role, made by whoever runs the database) that role gets its
 * rights. Without it, a role `<database>_portal` is made when the owner may make roles. Where neither is possible the
 * portal signs in as the owner, and `reason` says why. Call it after every migration; several processes may at once.
 */
export async function settlePortalRole(
	ownerUrl: string,
	portalUrl?: string
): Promise<PortalAccess> {
	const owner = connect(ownerUrl);
	try {
		if ((await findAuditGuard({ $client: owner })) === 'role')
			return { url: ownerUrl, guard: 'role' };
		const found = portalUrl ? { url: portalUrl } : await ownPortalRole(owner, ownerUrl);
		if (!found.url) return { url: ownerUrl, guard: 'triggers', ...found };
		return await settle(owner, found.url);
	} finally {
		await owner.end({ timeout: 5 });
	}
}

async function settle(owner: postgres.Sql, url: string): Promise<PortalAccess> {
	const portal = connect(url);
	try {
		const [row] = await portal<{ role: string }[]>`select current_user as role`;
		await grantToPortal(owner, row?.role ?? '');
		await leaveOutJit(portal);
		const guard = await findAuditGuard({ $client: portal });
		if (guard === 'role') return { url, guard };
		return { url, guard, reason: `the role ${row?.role} owns the tables, or could` };
	} finally {
		await portal.end({ timeout: 5 });
	}
}

/**
 * Compiling a plan takes longer than any question of the portal. A role may say so for itself in most databases; where
 * it may not, nothing is lost but time.
 */
async function leaveOutJit(portal: postgres.Sql): Promise<void> {
	try {
		await portal.unsafe(`do $$ begin
			if current_setting('jit', true) = 'on' then
				execute format('alter role %I in database %I set jit = off', current_user, current_database());
			end if;
		end $$`);
	} catch {
		// Of a database that is only read, or that a pooler stands before.
	}
}

/**
 * The address by which a role of the portal's own signs in, made when it is not there; else why there is none. Its
 * password is worked out from the owner's, so that it need not be kept and every instance knows it, and the portal
 * cannot work out the owner's from it.
 */
export async function ownPortalRole(
	owner: postgres.Sql,
	ownerUrl: string,
	name?: string
): Promise<{ url: string; reason?: never } | { url?: never; reason: string }> {
	const secret = new URL(ownerUrl).password || process.env.PGPASSWORD;
	if (!secret) return { reason: 'DATABASE_URL has no password to work out another from' };
	const [me] = await owner<{ database: string; mayMakeRoles: boolean }[]>`
		select current_database() as database, rolsuper or rolcreaterole as "mayMakeRoles"
		from pg_roles where rolname = current_user`;
	const role = name ?? `${(me?.database ?? '').slice(0, 50)}_portal`;
	const password = createHmac('sha256', secret).update(`portal role ${role}`).digest('hex');
	const url = addressOf(ownerUrl, role, password);
	const [known] = await owner<{ ours: boolean }[]>`
		select coalesce(shobj_description(oid, 'pg_authid') = ${MARK}, false) as ours
		from pg_roles where rolname = ${role}`;
	if (known && (await signsIn(url))) return { url };
	if (known && !known.ours) return { reason: `there is a role ${role} that was not made here` };
	if (!me?.mayMakeRoles) return { reason: 'the role of DATABASE_URL may not create roles' };
	await makeRole(owner, role, password, Boolean(known));
	if (await signsIn(url)) return { url };
	return { reason: `the server does not let the role ${role} sign in` };
}

async function makeRole(
	owner: postgres.Sql,
	role: string,
	password: string,
	known: boolean
): Promise<void> {
	const act = known ? 'alter' : 'create';
	await owner
		.begin(async (tx) => {
			await tx.unsafe(`${act} role "${role}" login noinherit password '${scramOf(password)}'`);
			await tx.unsafe(`comment on role "${role}" is '${MARK}'`);
		})
		.catch((problem: unknown) => {
			// Another instance made it at the same moment, with the same password.
			const code = problem instanceof Error && 'code' in problem ? problem.code : '';
			if (code !== '42710' && code !== '23505') throw problem;
		});
}

// The form in which PostgreSQL keeps a password (RFC 5803), so that the password itself is in no log of statements.
function scramOf(password: string): string {
	const [salt, rounds] = [randomBytes(16), 4096];
	const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
	const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
	const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
	const server = keyed('Server Key').toString('base64');
	return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`;
}

async function signsIn(url: string): Promise<boolean> {
	const sql = connect(url);
	try {
		await sql`select 1`;
		return true;
	} catch {
		return false;
	} finally {
		await sql.end({ timeout: 1 });
	}
}

function addressOf(ownerUrl: string, role: string, password: string): string {
	const url = new URL(ownerUrl);
	url.username = encodeURIComponent(role);
	url.password = password;
	return url.href;
}

function connect(url: string): postgres.Sql {
	return postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
}
