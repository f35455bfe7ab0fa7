import type postgres from 'postgres';
import { jobSchema } from '#lib/server/jobs/install-jobs.ts';

// Held while granting: two at once on one table fail with "tuple concurrently updated".
const grantLock = 7_226_119;

/**
 * Gives a role what the portal needs: rows of every table to read and write, of the audit log to read and add, of the
 * list of migrations to read. Nothing to create, alter or truncate. Does nothing when the role has just that, or owns
 * the tables. Called as their owner.
 */
export async function grantToPortal(owner: postgres.Sql, role: string): Promise<void> {
	if (!(await isMissingSomething(owner, role))) return;
	await owner.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(${grantLock})`;
		for (const statement of statements(`"${role.replaceAll('"', '""')}"`)) {
			await tx.unsafe(statement);
		}
	});
}

function statements(role: string): string[] {
	const schemas = `public, ${jobSchema}`;
	return [
		`grant usage on schema ${schemas} to ${role}`,
		`revoke create on schema ${schemas} from public, ${role}`,
		`grant select, insert, update, delete on all tables in schema ${schemas} to ${role}`,
		`grant usage, select on all sequences in schema ${schemas} to ${role}`,
		`revoke all on public.audit_entry, public.schema_migration from ${role}`,
		`grant select, insert on public.audit_entry to ${role}`,
		`grant select on public.schema_migration to ${role}`
	];
}

async function isMissingSomething(owner: postgres.Sql, role: string): Promise<boolean> {
	const [row] = await owner<{ owns: boolean; missing: boolean }[]>`
		with portal_table as (
			select c.oid, c.relkind, c.relname from pg_class c
			where c.relnamespace in ('public'::regnamespace, ${jobSchema}::regnamespace)
				and c.relkind in ('r', 'p', 'S')
		)
		select pg_has_role(${role}::name, (select relowner from pg_class where oid = 'public.audit_entry'::regclass), 'member')
				as owns,
			not has_schema_privilege(${role}::name, 'public', 'usage')
			or has_schema_privilege(${role}::name, 'public', 'create')
			or not has_schema_privilege(${role}::name, ${jobSchema}::text, 'usage')
			or has_table_privilege(${role}::name, 'public.audit_entry', 'update, delete, truncate, trigger, references')
			or exists (select from portal_table t where case
				when t.relkind = 'S' then not has_sequence_privilege(${role}::name, t.oid, 'usage')
				when t.relname = 'schema_migration' then not has_table_privilege(${role}::name, t.oid, 'select')
				else not has_table_privilege(${role}::name, t.oid, 'select')
					or not has_table_privilege(${role}::name, t.oid, 'insert')
					or (t.oid <> 'public.audit_entry'::regclass
						and not (has_table_privilege(${role}::name, t.oid, 'update')
							and has_table_privilege(${role}::name, t.oid, 'delete')))
			end) as missing`;
	return row !== undefined && !row.owns && row.missing;
}
