import { asc, gt, sql } from 'drizzle-orm';
import { titleMatcher } from '#lib/software/match-title.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { enqueue } from '#lib/server/jobs/enqueue.ts';
import { addProgress, beginProgress } from '#lib/server/jobs/job-progress.ts';
import type { JobHandler } from '#lib/server/jobs/registry.ts';
import { FIND_CASES_JOB, MATCH_JOB } from '../software-jobs.ts';
import { allRules } from './rules.ts';
import { softwareRule, softwareTitle } from './tables.ts';

const AT_ONCE = 2000;

/**
 * Makes every name that devices report the product that the rules now say, in batches with progress, and then asks for
 * the cases that follow. Installations follow their name, so that however many there are, only names are looked at. Safe
 * to run twice; names that come meanwhile are matched as they come.
 */
export const matchTitles: JobHandler = async ({ db, clock }) => {
	const ruleFor = titleMatcher(await allRules(db));
	const total = await db.$count(softwareTitle);
	await beginProgress(db, MATCH_JOB, total, clock.now());
	let after: string | undefined;
	for (;;) {
		const titles = await db
			.select({
				id: softwareTitle.id,
				name: softwareTitle.name,
				publisher: softwareTitle.publisher,
				productId: softwareTitle.productId,
				ruleId: softwareTitle.ruleId,
				ignored: softwareTitle.ignored
			})
			.from(softwareTitle)
			.where(after ? gt(softwareTitle.id, after) : undefined)
			.orderBy(asc(softwareTitle.id))
			.limit(AT_ONCE);
		const changed = titles.flatMap((title) => {
			const rule = ruleFor(title);
			const becomes = {
				productId: rule?.productId ?? null,
				ruleId: rule?.id ?? null,
				ignored: rule !== undefined && rule.productId === null
			};
			const same =
				title.productId === becomes.productId &&
				title.ruleId === becomes.ruleId &&
				title.ignored === becomes.ignored;
			return same ? [] : [{ id: title.id, ...becomes }];
		});
		await setTitles(db, changed);
		await addProgress(db, MATCH_JOB, titles.length, clock.now());
		after = titles.at(-1)?.id;
		if (titles.length < AT_ONCE) break;
	}
	await enqueue(db, FIND_CASES_JOB);
};

type Matched = { id: string; productId: string | null; ruleId: string | null; ignored: boolean };

/** Writes what names are; a rule that was removed meanwhile is left out, and the next run says what holds. */
async function setTitles(db: DbOrTx, titles: readonly Matched[]): Promise<void> {
	if (titles.length === 0) return;
	await db.execute(sql`
		update ${softwareTitle} t
		set product_id = new."productId", rule_id = new."ruleId", ignored = new.ignored
		from jsonb_to_recordset(${JSON.stringify(titles)}::text::jsonb)
			as new (id uuid, "productId" uuid, "ruleId" uuid, ignored boolean)
		where t.id = new.id
			and (new."ruleId" is null or exists (select 1 from ${softwareRule} r where r.id = new."ruleId"))`);
}
