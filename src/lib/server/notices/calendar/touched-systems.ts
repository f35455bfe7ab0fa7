import { sql, type SQL } from 'drizzle-orm';
import type { AffectedThing } from '#lib/notices/affected.ts';

/**
 * When a notice that goes on may be over, as far as others plan around it: nobody knows, so a day past what is promised
 * and past now. Something weeks later is not at the same time.
 */
export const mayLastUntil = (now: Date): SQL =>
	sql`greatest(planned_end_at, ${now.toISOString()}::timestamptz) + interval '1 day'`;

/** Things given by a form as rows `(owner, kind, target_id, impact)`, in the shape of notice_affected. */
export const givenThings = (affected: readonly AffectedThing[], owner: string): SQL => sql`
	select ${owner}::uuid, x.kind, x."targetId", x.impact
	from jsonb_to_recordset(${JSON.stringify(affected)}::text::jsonb)
		as x(kind text, "targetId" uuid, impact text)`;

/**
 * Two parts of a `with recursive`, over a part `thing (owner, kind, target_id, impact)`: `thing_place` the places that a
 * thing reaches (the place and those within it, where a device serves), and `touched (owner, system_id, directly,
 * impact)` the systems it touches: named itself, by a role, by what they need, and all that depend on those. Things
 * with the impact `none` reach nothing. Circles end by `union`.
 */
export const reachOfThings = sql`
	thing_place (owner, place_id, impact) as (
		select owner, target_id, impact from thing where kind = 'place' and impact <> 'none'
		union
		select t.owner, s.place_id, t.impact from thing t join item_serves s on s.item_id = t.target_id
		where t.kind = 'item' and t.impact <> 'none'
		union
		select p.owner, within.id, p.impact from thing_place p
		join place within on within.parent_id = p.place_id
	),
	touched (owner, system_id, directly, impact) as (
		select owner, target_id, true, impact from thing where kind = 'system' and impact <> 'none'
		union
		select t.owner, r.system_id, true, t.impact from thing t
		join system_role r on r.id = t.target_id
		where t.kind = 'role' and t.impact <> 'none'
		union
		select t.owner, d.system_id, false, t.impact from thing t
		join system_dependency d on d.needs_kind = 'item' and d.needs_id = t.target_id
		where t.kind = 'item' and t.impact <> 'none'
		union
		select p.owner, d.system_id, false, p.impact from thing_place p
		join system_dependency d on d.needs_kind = 'place' and d.needs_id = p.place_id
		union
		select u.owner, d.system_id, false, u.impact from touched u
		join system_dependency d on d.needs_kind = 'system' and d.needs_id = u.system_id
	)`;

/**
 * A part to follow `reachOfThings`: `shared (owner, other, rank, kind, target_id)`, what two owners have in common, with
 * the nearest reason first: 0 the same thing, 1 a system that depends on both, 2 a place.
 */
export const sharedThings = sql`
	shared (owner, other, rank, kind, target_id) as (
		select a.owner, b.owner, 0, b.kind, b.target_id from thing a
		join thing b on b.kind = a.kind and b.target_id = a.target_id and b.owner <> a.owner
		where a.kind <> 'person' and a.impact <> 'none' and b.impact <> 'none'
		union all
		select a.owner, b.owner, case when a.directly and b.directly then 0 else 1 end, 'system', b.system_id
		from touched a join touched b on b.system_id = a.system_id and b.owner <> a.owner
		union all
		select a.owner, b.owner, 2, 'place', b.place_id from thing_place a
		join thing_place b on b.place_id = a.place_id and b.owner <> a.owner
	)`;
