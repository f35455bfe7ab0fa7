import { sql, type SQL } from 'drizzle-orm';
import type { AffectedKind, Impact } from '#lib/notices/notice-states.ts';

/** A thing of a notice as forms and tables give it. */
export type AffectedThing = { kind: AffectedKind; targetId: string; impact: Impact };

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
