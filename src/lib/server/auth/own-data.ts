import type { Actor } from '#lib/people/actor.ts';
import { listOwnActions } from '#lib/server/audit/list-audit.ts';
import type { Db } from '#lib/server/db/client.ts';
import { ABOUT_PERSON, HIDDEN_COLUMNS, HIDDEN_IN, OF_OWN_REQUESTS } from './own-data-map.ts';

/** A column somewhere in the database that names a person. */
export type PersonColumn = { table: string; column: string; key: string };

const ROWS_AT_ONCE = 200;

/** What was done to the person's record. Whoever did it is a name: neither their address in the net nor their id. */
const RECORDED_ABOUT = `
	select jsonb_build_object(
		'at', t.at, 'action', t.action, 'actorName', t.actor_name,
		'before', t.before #- '{managerId}', 'after', t.after #- '{managerId}') as row
	from audit_entry t
	where t.noun in ('person', 'session') and t.record_id = $1::uuid::text order by t.seq`;

/**
 * Everything stored about the person themselves, as the text of one JSON document, piece by piece so that
 * years of it need little memory: their own row, every row about them, what hangs on their requests, where
 * else they are named, and the audit log by and about them. No secrets, and no other person's data beyond
 * what the portal shows them.
 */
export async function* writeOwnData(db: Db, actor: Actor, now: Date): AsyncGenerator<string> {
	const columns = await listPersonColumns(db);
	yield `{"madeAt":${JSON.stringify(now)},"person":`;
	yield* rows(db, `select ${shown('person')} from person t where t.id = $1`, actor);
	yield ',"records":{';
	let comma = '';
	for (const { table, column } of columns.filter(isAbout)) {
		yield `${comma}"${table}.${column}":`;
		yield* rows(db, `select ${shown(table)} from "${table}" t where t."${column}" = $1`, actor);
		comma = ',';
	}
	for (const [table, seen] of Object.entries(OF_OWN_REQUESTS)) {
		yield `,"${table} of own requests":`;
		yield* rows(
			db,
			`select ${shown(table)} from "${table}" t where (${seen}) and t.request_id in (
				select id from service_request where $1 in (requester_id, beneficiary_id))`,
			actor
		);
	}
	// A proof outlives what it names, so it refers to its person without a constraint.
	yield ',"completion.person_id":';
	yield* rows(db, `select ${shown('completion')} from completion t where t.person_id = $1`, actor);
	yield '},"namedIn":{';
	comma = '';
	for (const { table, column, key } of columns.filter((one) => !isAbout(one))) {
		yield `${comma}"${table}.${column}":`;
		yield* rows(
			db,
			`select to_jsonb(t."${key}") as row from "${table}" t where t."${column}" = $1`,
			actor
		);
		comma = ',';
	}
	yield '},"auditLog":{"about":';
	yield* rows(db, RECORDED_ABOUT, actor);
	yield `,"by":${JSON.stringify(await listOwnActions(db, actor.personId))}}}\n`;
}

/** Every column that refers to a person, with the first column of its table's primary key. */
export async function listPersonColumns(db: Db): Promise<PersonColumn[]> {
	return db.$client<PersonColumn[]>`
		select t.relname as table, a.attname as column, k.attname as key
		from pg_constraint c
		join pg_class t on t.oid = c.conrelid
		join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
		join pg_constraint p on p.conrelid = c.conrelid and p.contype = 'p'
		join pg_attribute k on k.attrelid = c.conrelid and k.attnum = p.conkey[1]
		where c.contype = 'f' and c.confrelid = 'person'::regclass
		order by 1, 2`;
}

const isAbout = ({ table, column }: PersonColumn) => ABOUT_PERSON.has(`${table}.${column}`);

/** The row without what is hidden. A sign-in letter holds a link that still works: its text stays out. */
function shown(table: string): string {
	const hidden = [...HIDDEN_COLUMNS, ...(HIDDEN_IN[table] ?? [])];
	const row = `to_jsonb(t) - '{${hidden.join(',')}}'::text[]`;
	if (table !== 'outbox_message') return `${row} as row`;
	return `case when t.kind like 'auth.%' then ${row} - '{body,html}'::text[] else ${row} end as row`;
}

async function* rows(db: Db, query: string, actor: Actor): AsyncGenerator<string> {
	let comma = '[';
	const found = db.$client.unsafe<{ row: unknown }[]>(query, [actor.personId]);
	for await (const batch of found.cursor(ROWS_AT_ONCE)) {
		yield comma + batch.map(({ row }) => JSON.stringify(row)).join(',\n');
		comma = ',\n';
	}
	yield comma === '[' ? '[]' : ']';
}
