import type postgres from 'postgres';

/**
 * What keeps the audit log append-only against the very role that asks: `role`, which may read and add and nothing
 * else, or `triggers` alone, because the role owns the log or could make itself its owner.
 */
export type AuditGuard = 'role' | 'triggers';

/**
 * Asks the database what the role of this connection could do to the audit log. One round trip. Takes the driver,
 * because every start asks and Drizzle takes half a second to load.
 */
export async function findAuditGuard(db: { $client: postgres.Sql }): Promise<AuditGuard> {
	const [row] = await db.$client<{ powerful: boolean }[]>`
		select r.rolsuper or r.rolcreaterole
			or pg_has_role(r.oid, c.relowner, 'member') or pg_has_role(r.oid, n.nspowner, 'member')
			or pg_has_role(r.oid, d.datdba, 'member')
			or has_table_privilege(c.oid, 'update, delete, truncate, trigger')
			or has_any_column_privilege(c.oid, 'update')
			or has_parameter_privilege('session_replication_role', 'set') as powerful
		from pg_class c
			join pg_namespace n on n.oid = c.relnamespace
			join pg_database d on d.datname = current_database()
			join pg_roles r on r.rolname = current_user
		where c.oid = 'public.audit_entry'::regclass`;
	return row?.powerful === false ? 'role' : 'triggers';
}
