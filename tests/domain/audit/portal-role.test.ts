import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/people/actor.ts';
import { findAuditGuard } from '#lib/server/audit/audit-guard.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { openDb } from '#lib/server/db/client.ts';
import { settlePortalRole } from '#lib/server/db/portal-role.ts';
import {
	cloneDatabase,
	dropDatabase,
	testDatabase,
	type TestDatabase
} from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await testDatabase();
	await database.db.transaction((tx) =>
		recordAudit(tx, {
			actor: systemActor,
			action: 'request.submitted',
			noun: 'request',
			recordId: 'IT-2427',
			at: new Date('2026-11-22T07:03:00Z')
		})
	);
});
afterAll(() => database.close());

describe("the portal's own role", () => {
	test.each([
		["update audit_entry set action = 'x.y'", /permission denied for table audit_entry/],
		["update audit_entry set hash = '' where false", /permission denied for table audit_entry/],
		['delete from audit_entry', /permission denied for table audit_entry/],
		['truncate audit_entry', /permission denied for table audit_entry/],
		['truncate audit_entry, person cascade', /permission denied for table/],
		['alter table audit_entry disable trigger user', /must be owner of table audit_entry/],
		['alter table audit_entry disable trigger audit_entry_keep', /must be owner/],
		['alter table audit_entry drop column hash', /must be owner/],
		['alter table audit_entry rename to audit_entry_old', /must be owner/],
		['drop trigger audit_entry_keep on audit_entry', /must be owner/],
		['drop table audit_entry', /must be owner/],
		['drop table audit_entry cascade', /must be owner/],
		['drop function audit_entry_keep() cascade', /must be owner/],
		[
			'create or replace function audit_entry_keep() returns trigger language sql as $$$$',
			/permission denied|must be owner|cannot return type trigger/
		],
		['create rule quiet as on insert to audit_entry do instead nothing', /must be owner/],
		['create trigger t before insert on audit_entry execute function audit_entry_keep()', /denied/],
		['set session_replication_role = replica', /permission denied to set parameter/],
		[
			"grant update on audit_entry to current_user; update audit_entry set action = 'x.y'",
			/permission denied for table audit_entry/
		],
		['alter table audit_entry owner to current_user', /must be owner/],
		['create schema own', /permission denied for database/],
		['create table public.own (n int)', /permission denied for schema public/],
		['drop schema public cascade', /must be owner/],
		['create role helper superuser', /permission denied|must be superuser/],
		["copy audit_entry to program 'true'", /permission denied|must be superuser/]
	])('is refused: %s', async (statement, refusal) => {
		await expect(database.sql.unsafe(statement)).rejects.toThrow(refusal);
		const [row] = await database.sql`select action, previous_hash from audit_entry`;
		expect(row).toMatchObject({ action: 'request.submitted' });
	});

	test('cannot become the owner', async () => {
		const [row] = await database.owner<{ name: string }[]>`select current_user as name`;
		await expect(database.sql.unsafe(`set role "${row?.name}"`)).rejects.toThrow(
			/permission denied/
		);
		await expect(database.sql.unsafe(`set session authorization "${row?.name}"`)).rejects.toThrow(
			/permission denied/
		);
	});

	test('owns nothing', async () => {
		const [row] = await database.sql`
			select (select count(*)::int from pg_class where relowner = r.oid) as relations,
				(select count(*)::int from pg_proc where proowner = r.oid) as functions,
				(select count(*)::int from pg_namespace where nspowner = r.oid) as schemas,
				(select count(*)::int from pg_auth_members where member = r.oid) as memberships
			from pg_roles r where rolname = current_user`;
		expect(row).toEqual({ relations: 0, functions: 0, schemas: 0, memberships: 0 });
	});

	test('reads and writes every other table, the job tables too', async () => {
		const rows = await database.sql`
			select c.oid::regclass::text as name from pg_class c
			where c.relnamespace::regnamespace::text in ('public', 'pgboss') and c.relkind in ('r', 'p')
				and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
					and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
			order by 1`;
		expect(rows.map((row) => String(row.name))).toEqual(['audit_entry', 'schema_migration']);
	});

	test('is told apart from the owner', async () => {
		expect(await findAuditGuard(database.db)).toBe('role');
		const owner = openDb(database.ownerUrl, { max: 1 });
		expect(await findAuditGuard(owner.db)).toBe('triggers');
		await owner.close();
	});
});

describe('settling the role of the portal', () => {
	let fresh: { name: string; ownerUrl: string };
	beforeEach(async () => {
		fresh = await cloneDatabase('template1');
		await migrateDatabase(fresh.ownerUrl);
		return () => dropDatabase(fresh.name);
	});

	test('keeps to the owner and says why, when it may not make roles and got none', async () => {
		const [owner] = await database.owner<{ able: boolean }[]>`
			select rolsuper or rolcreaterole as able from pg_roles where rolname = current_user`;
		const access = await settlePortalRole(fresh.ownerUrl);
		if (owner?.able) return expect(access.guard).toBe('role');
		expect(access).toEqual({
			url: fresh.ownerUrl,
			guard: 'triggers',
			reason: 'the role of DATABASE_URL may not create roles'
		});
	});

	test('gives a role made by others its rights, and again after tables came', async () => {
		const portalUrl = new URL(database.url);
		portalUrl.pathname = `/${fresh.name}`;
		const settle = () => settlePortalRole(fresh.ownerUrl, portalUrl.href);
		expect(await settle()).toEqual({ url: portalUrl.href, guard: 'role' });
		const owner = postgres(fresh.ownerUrl, { max: 1 });
		await owner`create table later (n int)`;
		await Promise.all([settle(), settle(), settle()]);
		const portal = postgres(portalUrl.href, { max: 1 });
		expect(await portal`insert into later values (1) returning n`).toEqual([{ n: 1 }]);
		await expect(portal`delete from audit_entry`).rejects.toThrow('permission denied');
		await owner.end();
		await portal.end();
	});

	test('has no plan compiled for it, whatever the database does for others', async () => {
		const owner = postgres(fresh.ownerUrl, { max: 1 });
		await owner.unsafe(`alter database "${fresh.name}" set jit = on`);
		await owner.end();
		const portalUrl = new URL(database.url);
		portalUrl.pathname = `/${fresh.name}`;
		await settlePortalRole(fresh.ownerUrl, portalUrl.href);
		const portal = postgres(portalUrl.href, { max: 1 });
		expect(await portal`select current_setting('jit') as jit`).toEqual([{ jit: 'off' }]);
		await portal.end();
	});

	test('finds that the role it was given owns the tables', async () => {
		const access = await settlePortalRole(fresh.ownerUrl, fresh.ownerUrl);
		expect(access).toMatchObject({ guard: 'triggers', reason: expect.stringContaining('owns') });
	});

	test('leaves a role alone that is guarded already', async () => {
		const portalUrl = new URL(database.url);
		portalUrl.pathname = `/${fresh.name}`;
		await settlePortalRole(fresh.ownerUrl, portalUrl.href);
		expect(await settlePortalRole(portalUrl.href)).toEqual({ url: portalUrl.href, guard: 'role' });
	});
});
