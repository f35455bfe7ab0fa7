import { sql } from 'drizzle-orm';
import type {
	NotificationParams,
	NotificationKind
} from '#lib/notifications/notification-kinds.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { notify } from '#lib/server/notifications/notify.ts';
import { trainingModule } from '../modules/tables.ts';
import { idArray, momentValue } from './sql-values.ts';
import { changeToRead, obligation } from './tables.ts';

const PEOPLE_AT_ONCE = 500;

/** Something a person has not heard of yet, or is to be reminded of. */
export type Untold = {
	personId: string;
	moduleId: string;
	slug: string;
	titles: Partial<Record<Locale, string>>;
	why: 'rule' | 'hand' | 'request' | 'renewal' | 'edition' | 'changes';
	dueOn: string | null;
};

const KINDS: Record<Untold['why'], NotificationKind> = {
	rule: 'training.assigned',
	hand: 'training.assigned',
	request: 'training.assigned',
	renewal: 'training.renewal',
	edition: 'training.new_cycle',
	changes: 'training.changed'
};

/** The job `training.tell`: tells people of what is new, some hundreds in a transaction, until nobody is left. */
export const tellDuties: JobHandler = async ({ db, clock }) => {
	while ((await tellSome(db, clock.now())) > 0);
};

async function tellSome(db: Db, at: Date): Promise<number> {
	return withTransaction(db, async (tx) => {
		const found = await tx.execute<{ id: string }>(sql`
			select distinct person_id as id from (
				(select person_id from ${obligation}
					where closed_at is null and reminded_at is null limit ${PEOPLE_AT_ONCE})
				union all
				(select person_id from ${changeToRead}
					where read_at is null and told_at is null limit ${PEOPLE_AT_ONCE})
			) untold limit ${PEOPLE_AT_ONCE}`);
		if (found.length === 0) return 0;
		const people = found.map((row) => row.id);
		const untold = await takeUntold(tx, people, at);
		await tellEach(tx, untold, at, newKind, 'training.assigned_many');
		return people.length;
	});
}

/** Marks as told, and returns what of it is worth telling: modules that can be read now. */
async function takeUntold(tx: Tx, people: readonly string[], at: Date): Promise<Untold[]> {
	const rows = await tx.execute<Untold>(sql`
		with told as (
			update ${obligation} set reminded_at = ${momentValue(at)}
			where person_id = any(${idArray(people)}) and closed_at is null and reminded_at is null
			returning person_id, module_id, origin as why, due_on
		), changed as (
			update ${changeToRead} set told_at = ${momentValue(at)}
			where person_id = any(${idArray(people)}) and read_at is null and told_at is null
			returning person_id, module_id, 'changes' as why, due_on
		)
		select one.person_id as "personId", one.module_id as "moduleId", m.slug, m.titles, one.why,
			one.due_on::text as "dueOn"
		from (select * from told union all select * from changed) one
		join ${trainingModule} m on m.id = one.module_id and m.active`);
	return [...rows];
}

function newKind({ why, dueOn }: Untold): NotificationKind {
	const kind = KINDS[why];
	return kind === 'training.assigned' && dueOn === null ? 'training.assigned_open' : kind;
}

/**
 * Tells each person once: of one module by its name, of several by how many. People who hear the same are told
 * together.
 */
export async function tellEach(
	tx: Tx,
	untold: readonly Untold[],
	at: Date,
	kindOf: (one: Untold) => NotificationKind,
	many: NotificationKind
): Promise<void> {
	type Group = {
		kind: NotificationKind;
		params: NotificationParams;
		subject: { noun: string; id: string; href: string };
		recipients: string[];
	};
	const groups = new Map<string, Group>();
	const add = (key: string, group: Omit<Group, 'recipients'>, personId: string) => {
		const known = groups.get(key) ?? { ...group, recipients: [] };
		known.recipients.push(personId);
		groups.set(key, known);
	};
	for (const [personId, theirs] of Map.groupBy(untold, (one) => one.personId)) {
		const [one] = theirs;
		if (one && theirs.length === 1) {
			const due = one.dueOn ?? undefined;
			const params: NotificationParams = { title: moduleTitle(one.titles), due, on: due };
			const subject = { noun: 'module', id: one.moduleId, href: `/training/${one.slug}` };
			const kind = kindOf(one);
			add(`${kind} ${one.moduleId} ${due}`, { kind, params, subject }, personId);
		} else {
			const subject = { noun: 'training', id: 'mine', href: '/training' };
			const params: NotificationParams = { count: String(theirs.length) };
			add(`${many} ${theirs.length}`, { kind: many, params, subject }, personId);
		}
	}
	for (const group of groups.values()) await notify(tx, { ...group, at });
}
