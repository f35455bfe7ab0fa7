import { sql, type SQL } from 'drizzle-orm';
import { forbidden, notFound } from '#lib/errors.ts';
import { isoDay } from '#lib/format/moments.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { AffectedKind } from '#lib/notices/notice-states.ts';
import type { ReasonHow } from '#lib/notices/notice-text.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { notice } from '../tables.ts';
import type { AudienceSource } from './audience-source.ts';
import { audienceParts, viaNames } from './derive-audience.ts';

/** A name as a register has it: in three languages, or one for all. */
type ThingName = LocalizedText | string;

/** People whom one thing reaches in one way. There is one group of a kind, thing and way. */
type AudienceGroup = {
	/** Null for those included by hand. */
	kind: AffectedKind | null;
	targetId: string | null;
	/** Null when the thing is no longer in its register, and for those included by hand. */
	name: ThingName | null;
	how: ReasonHow;
	count: number;
	/** By way of what, and how many each; somebody may be in several. Largest first. */
	via: { name: ThingName; count: number }[];
};

/** Whom a notice would reach now. */
export type AudiencePreview = {
	count: number;
	/** Largest first. Their counts together less `overlap` are `count`. */
	groups: AudienceGroup[];
	/** How often people are counted again because they are in several groups. */
	overlap: number;
	withoutMailbox: number;
	/** By hand: told although the registers do not say so, and people of the registers who are not told. */
	included: number;
	excluded: number;
};

/**
 * Counts whom a notice (by number) or what stands on a form would reach, as the registers stand now, in one round trip.
 * Who reads notices of the desk. Throws Forbidden, NotFound.
 */
export async function previewAudience(
	db: DbOrTx,
	actor: Actor,
	of: number | Extract<AudienceSource, { affected: unknown }>,
	clock: Clock = systemClock
): Promise<AudiencePreview> {
	if (!can(actor, 'notices.read')) throw forbidden();
	const byNumber = typeof of === 'number';
	const id = byNumber ? sql`(select id from ${notice} where number = ${of})` : sql`null::uuid`;
	const source: AudienceSource = byNumber ? { noticeId: id } : of;
	const [row] = await db.execute<AudiencePreview & { known: boolean }>(sql`
		with recursive ${audienceParts(source, isoDay(clock.now()))}, ${viaNames}, ${COUNTED}
		select
			${byNumber ? sql`${id} is not null` : sql`true`} as known,
			(select count(*)::int from reader) as count,
			(select coalesce(jsonb_agg(to_jsonb(g) order by g.count desc, g.how, g."targetId"), '[]')
				from grouped g) as groups,
			(select coalesce(sum(count), 0)::int from grouped) - (select count(*)::int from reader)
				as overlap,
			(select count(*)::int from reader join ${person} p on p.id = reader.person_id
				where not p.has_mailbox) as "withoutMailbox",
			(select count(*)::int from reader where person_id not in (select person_id from reached))
				as included,
			(select count(*)::int from chosen join ${person} p on p.id = chosen.person_id
				where choice = 'exclude' and p.status = 'active'
					and p.id in (select person_id from reached)) as excluded`);
	if (!row?.known) throw notFound();
	const { known: _, ...preview } = row;
	return preview;
}

/** The name of a hit's target, by the register of its kind. */
const targetName: SQL = sql`
	case h.kind
		when 'system' then (select name from ${informationSystem} s where s.id = h.target_id)
		when 'role' then (select name from ${systemRole} l where l.id = h.target_id)
		when 'software' then (select to_jsonb(name) from ${softwareProduct} p where p.id = h.target_id)
		when 'item' then (select to_jsonb(model || ' ' || inventory_number)
			from ${item} i where i.id = h.target_id)
		when 'place' then (select name from ${place} p where p.id = h.target_id)
		when 'unit' then (select name from ${unit} u where u.id = h.target_id)
		when 'person' then (select to_jsonb(name) from ${person} p where p.id = h.target_id)
	end`;

/** Groups of readers as rows `kind`, `targetId`, `name`, `how`, `count`, `via`. */
const COUNTED: SQL = sql`
	told as materialized (
		select reached.person_id, one.no from reached
		join reader on reader.person_id = reached.person_id
		cross join lateral unnest(reached.ways) one(no)
	),
	-- Ways of one thing that differ in what is in between are one group.
	ways as materialized (
		select *, count(*) over (partition by kind, target_id, how) as of,
			dense_rank() over (order by kind, target_id, how) as group_no from way
	),
	by_way as (
		select no, count(*)::int as count from told group by no
	),
	by_via as (
		select ways.group_no, jsonb_agg(jsonb_build_object('name', via.name, 'count', by_way.count)
			order by by_way.count desc, via.id) as via
		from ways join by_way on by_way.no = ways.no join via on via.id = ways.via_id
		group by ways.group_no
	),
	by_group as (
		select ways.group_no, by_way.count from ways join by_way on by_way.no = ways.no where ways.of = 1
		union all
		select ways.group_no, count(distinct told.person_id)::int
		from ways join told on told.no = ways.no where ways.of > 1 group by ways.group_no
	),
	grouped as (
		select h.kind, h.target_id as "targetId", ${targetName} as name, h.how, by_group.count,
			coalesce(by_via.via, '[]') as via
		from (select distinct group_no, kind, target_id, how from ways) h
		join by_group on by_group.group_no = h.group_no
		left join by_via on by_via.group_no = h.group_no
		union all
		select null, null, null, 'included', count(*)::int, '[]'
		from reader join chosen using (person_id) where choice = 'include' having count(*) > 0
	)`;
