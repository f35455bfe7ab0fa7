import type { ISql, Sql, TransactionSql } from 'postgres';

/** So many texts may be remembered, and so many of them prepared: a connection keeps each plan in memory. */
const MOST_KNOWN = 2000;
const MOST_PREPARED = 300;
/** What was asked so often will be asked again. */
const OFTEN = 3;

/**
 * A plan for any words would read the whole index for rare ones: searches of great tables are planned for the words
 * of each question.
 */
const DEPENDS_ON_VALUES =
	/"(service_request|person|item|audit_entry|outbox_message)"[^]*to_tsquery\(/;

/** Says which query texts of this process deserve a prepared statement: those that come again and again. */
function oftenAsked(): (text: string) => boolean {
	const asked = new Map<string, number>();
	let prepared = 0;
	return (text) => {
		const times = (asked.get(text) ?? 0) + 1;
		if (times > OFTEN) return true;
		if (times === OFTEN && (prepared === MOST_PREPARED || DEPENDS_ON_VALUES.test(text)))
			return false;
		if (times === OFTEN) prepared += 1;
		if (asked.size === MOST_KNOWN && times === 1) forgetRare(asked);
		asked.set(text, times);
		return times === OFTEN;
	};
}

function forgetRare(asked: Map<string, number>): void {
	for (const [text, times] of asked) if (times < OFTEN) asked.delete(text);
}

/**
 * Makes the driver prepare what the query builder asks often. It sends texts with `unsafe`, which the driver parses,
 * describes and plans each time, in two round trips; a prepared one takes one, and no planning.
 */
export function prepareOftenAsked(sql: Sql): Sql {
	const isOften = oftenAsked();
	const mend = <S extends ISql>(client: S): S => {
		const { unsafe } = client;
		// The builder says `prepare: false` of everything that it was not told to name.
		client.unsafe = ((text: string, values: Parameters<typeof unsafe>[1] = [], options = {}) => {
			const prepare = options.prepare === true || (values.length > 0 && isOften(text));
			return unsafe(text, values, { ...options, prepare });
		}) as typeof unsafe;
		return client;
	};
	const inside = <F extends (tx: TransactionSql) => unknown>(work: F) =>
		((tx: TransactionSql) => {
			const { savepoint } = mend(tx);
			tx.savepoint = ((...args: unknown[]) =>
				(savepoint as (...all: unknown[]) => unknown)(
					...args.slice(0, -1),
					inside(args.at(-1) as F)
				)) as typeof savepoint;
			return work(tx);
		}) as F;
	const { begin } = mend(sql);
	sql.begin = ((...args: unknown[]) =>
		(begin as (...all: unknown[]) => unknown)(
			...args.slice(0, -1),
			inside(args.at(-1) as (tx: TransactionSql) => unknown)
		)) as typeof begin;
	return sql;
}
