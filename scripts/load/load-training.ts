import type { Sql } from 'postgres';
import { setAside } from './set-aside.ts';

/** Tables that are filled by the hundred thousand. */
const GREAT_TABLES = ['page_read', 'reading_place', 'completion', 'obligation', 'progress_mark'];

/** How much training a loaded town has, and what one person of it has done. */
export type TrainingVolume = {
	modules: number;
	/** Modules a person has done, with a completion each. */
	completions: number;
	/** Modules whose pages a person has read, every one of them. */
	read: number;
	/** Modules a person has yet to do. */
	open: number;
};

/** With 20,000 people: 2,000,000 pages read and 500,000 completions. */
export const FULL_VOLUME: TrainingVolume = { modules: 300, completions: 25, read: 21, open: 4 };

/**
 * Fills the training of a loaded town, by the database itself: modules are copies of those in the content folder
 * under other names, in all their languages; everybody of the loaded units has read, done and yet to do some, spread so
 * that no two neighbours have the same. Consistent as if commands had written it. Returns how many rows.
 */
export async function loadTraining(
	tx: Sql,
	volume: TrainingVolume,
	day: Date,
	progress: (text: string) => void
): Promise<{ pages: number; completions: number }> {
	const now = day.toISOString();
	progress(`training: ${volume.modules} modules`);
	await copyModules(tx, volume.modules, now);
	await tx`
		create temporary table load_learner on commit drop as
		select p.id, p.name, p.locale, (row_number() over (order by p.id) - 1)::int as place
		from person p join unit u on u.id = p.unit_id
		where p.status = 'active' and exists (
			select from unit top where top.code like 'load-%' and top.id = any(u.ancestor_ids))`;
	// The whole circle of modules is gone round in steps that meet none twice.
	await tx`
		create temporary table load_turn on commit drop as
		select l.id as person_id, l.name, l.locale, l.place, turn, m.id as module_id, m.edition_id, m.key,
			m.titles, m.version, m.hash
		from load_learner l
		cross join generate_series(0, ${volume.completions + volume.open - 1}::int) turn
		join load_module m
			on m.place = (l.place * 7 + turn * ${stepOf(volume)}::int) % ${volume.modules}::int`;
	await tx`analyze load_turn`;
	const aside = await setAside(tx, GREAT_TABLES);
	progress('training: pages read');
	const pages = await readPages(tx, volume, now);
	progress('training: completions');
	const completions = await complete(tx, volume, now);
	await oblige(tx, volume, now);
	await aside.restore((done, of) => progress(`training: indexes ${done} of ${of}`));
	// Everything is worked out already: nobody has to be looked at again.
	await tx`delete from duty_recheck`;
	return { pages, completions };
}

const stepOf = ({ modules, completions, open }: TrainingVolume) =>
	Math.max(1, Math.floor(modules / (completions + open)));

async function copyModules(tx: Sql, modules: number, now: string): Promise<void> {
	await tx`
		create temporary table load_module on commit drop as
		select n as place, new_id() as id, new_id() as edition_id, 'load-' || n as key,
			like_this.edition_id as like_edition_id, like_this.facts, e.version, e.page_count, e.media,
			'sha256:' || encode(sha256(('load-' || n)::bytea), 'hex') as hash,
			(select jsonb_object_agg(title.key, title.value || ' ' || n)
				from jsonb_each_text(like_this.titles) title) as titles
		from generate_series(0, ${modules - 1}::int) n
		join lateral (
			select * from (select m.*, row_number() over (order by m.key) - 1 as place,
				count(*) over () as among from training_module m
				where m.edition_id is not null and m.key not like 'load-%') one
			where one.place = n % one.among
		) like_this on true
		join training_edition e on e.id = like_this.edition_id`;
	const facts = tx`facts || jsonb_build_object('key', key, 'audience', '[]'::jsonb, 'prerequisites', '[]'::jsonb)`;
	await tx`
		insert into training_module (id, key, slug, source, titles, facts, updated_at)
		select id, key, key, 'portal', titles, ${facts}, ${now}::timestamptz from load_module`;
	await tx`
		insert into training_edition (id, module_id, number, version, change, hash, facts, media, page_count,
			published_at)
		select edition_id, id, 1, version, 'major', hash, ${facts}, media, page_count, ${now}::timestamptz from load_module`;
	await tx`
		update training_module m set edition_id = l.edition_id from load_module l where l.id = m.id`;
	await tx`
		insert into training_text (edition_id, locale, title, summary, body, body_hash, source_hash, stale, quizzes)
		select l.edition_id, t.locale, t.title || ' ' || l.place, t.summary, t.body, t.body_hash, t.source_hash,
			t.stale, t.quizzes
		from load_module l join training_text t on t.edition_id = l.like_edition_id`;
	await tx`
		insert into training_page (edition_id, locale, page_id, position, title, blocks, headings, hash, minutes,
			search, current)
		select l.edition_id, g.locale, g.page_id, g.position, g.title, g.blocks, g.headings, g.hash, g.minutes,
			g.search, true
		from load_module l join training_page g on g.edition_id = l.like_edition_id`;
}

async function readPages(tx: Sql, volume: TrainingVolume, now: string): Promise<number> {
	const read = await tx`
		insert into page_read (person_id, module_id, page_id, edition_id, locale, read_at)
		select t.person_id, t.module_id, g.page_id, t.edition_id, t.locale,
			${now}::timestamptz - make_interval(days => 30 + (t.place + t.turn * 23) % 600)
		from load_turn t join training_page g on g.edition_id = t.edition_id and g.locale = 'et'
		where t.turn < ${volume.read}`;
	await tx`
		insert into reading_place (person_id, module_id, page_id, started_at, at)
		select r.person_id, r.module_id, min(r.page_id), min(r.read_at), max(r.read_at)
		from page_read r join load_module m on m.id = r.module_id group by 1, 2`;
	return read.count;
}

/** One in twelve is over, and its person had done it without having to: rules ask nothing of anybody. */
async function complete(tx: Sql, volume: TrainingVolume, now: string): Promise<number> {
	const made = await tx`
		with last as (select last from completion_counter where id = 1 for update)
		insert into completion (id, number, person_id, person_name, module_id, module_key, module_titles,
			edition_id, version, hash, locale, kind, score, answers, minutes, completed_at, valid_until)
		select new_id(), last.last + row_number() over (order by t.place, t.turn), t.person_id, t.name,
			t.module_id, t.key, t.titles, t.edition_id, t.version, t.hash, t.locale, 'passed',
			80 + (t.place + t.turn) % 21, '[]', 4 + (t.place + t.turn) % 30, done.at,
			((done.at at time zone 'Europe/Tallinn')::date + interval '24 months')::date
		from load_turn t cross join last cross join lateral (
			select ${now}::timestamptz - make_interval(
				days => case when t.turn % 12 = 11 then 800 else 30 + (t.place + t.turn * 23) % 600 end) as at
		) done
		where t.turn < ${volume.completions}`;
	await tx`
		update completion_counter set last = greatest(last, (select coalesce(max(number), 0) from completion))`;
	return made.count;
}

async function oblige(tx: Sql, volume: TrainingVolume, now: string): Promise<void> {
	await tx`
		insert into obligation (id, person_id, module_id, cycle, origin, assigned_at, due_on, closed_at, closed_as,
			completion_id, reminded_at)
		select new_id(), c.person_id, c.module_id, 1, 'hand', c.completed_at - interval '9 days',
			(c.completed_at + interval '5 days')::date, c.completed_at, 'completed', c.id, c.completed_at
		from completion c join load_module m on m.id = c.module_id
		where c.valid_until > (${now}::timestamptz + interval '31 days')::date`;
	await tx`
		insert into obligation (id, person_id, module_id, cycle, origin, assigned_at, due_on, reminded_at,
			manager_reminded_at)
		select new_id(), t.person_id, t.module_id, 1, 'hand', ${now}::timestamptz - interval '12 days',
			(${now}::timestamptz + make_interval(days => (t.place + t.turn) % 40 - 8))::date, ${now}::timestamptz, ${now}::timestamptz
		from load_turn t where t.turn >= ${volume.completions}`;
	await tx`
		insert into progress_mark (person_id, module_id, cycle, percent, edition_id, at)
		select t.person_id, t.module_id, 1, 20 * ((t.place + t.turn) % 5), t.edition_id, ${now}::timestamptz
		from load_turn t where t.turn = ${volume.completions} and (t.place + t.turn) % 5 > 0`;
}
