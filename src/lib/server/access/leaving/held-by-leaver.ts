import { sql } from 'drizzle-orm';
import { LEAVING_KINDS, type LeavingLine } from '#lib/access/leaving-lines.ts';
import { DESK_STATUSES, OPEN_STATUSES } from '#lib/requests/statuses.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act, actSignature } from '#lib/server/equipment/acts/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import {
	deputy,
	person,
	place,
	representative,
	roleGrant,
	unit
} from '#lib/server/people/tables.ts';
import { approval, approvalStage, serviceRequest } from '#lib/server/requests/tables.ts';
import { softwareCase } from '#lib/server/software/cases/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { obligation } from '#lib/server/training/duty/tables.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { accessTask } from '../tasks/tables.ts';

const list = (values: readonly string[]) =>
	sql.join(
		values.map((value) => sql`${value}`),
		sql`, `
	);

/**
 * Everything that somebody who leaves has in hand, in one query: things, also shared ones they are the contact of, acts
 * that wait for their name, rights, seats, systems they own, people and units that answer to them, work in their hands,
 * and what ends by itself. `today` decides which deputies are still ahead. The caller has asked who may see it.
 */
export async function heldByLeaver(
	db: DbOrTx,
	personId: string,
	today: string
): Promise<LeavingLine[]> {
	const rows = await db.execute<LeavingLine>(sql`
		with me as (select ${personId}::uuid as id)
		select 'item' as kind, i.id::text, to_jsonb(i.model) as title, to_jsonb(i.state) as detail,
			i.held_since::text as "on", i.inventory_number as number
		from ${item} i, me where i.holder_id = me.id and i.state <> 'written_off' and i.withdrawn_at is null
		union all
		select 'contact', i.id::text, to_jsonb(i.model), coalesce(p.name, to_jsonb(i.room)), null, i.inventory_number
		from me join ${item} i on i.contact_id = me.id left join ${place} p on p.id = i.place_id
		where i.state <> 'written_off' and i.withdrawn_at is null and i.holder_id is distinct from me.id
		union all
		select 'responsible', i.id::text, to_jsonb(i.model), coalesce(p.name, to_jsonb(i.room)), null, i.inventory_number
		from me join ${item} i on i.responsible_id = me.id left join ${place} p on p.id = i.place_id
		where i.state <> 'written_off' and i.withdrawn_at is null
			and i.holder_id is distinct from me.id and i.contact_id is distinct from me.id
		union all
		select 'sign', a.id::text, coalesce(a.text -> 'lines' -> 0 -> 'title', to_jsonb(''::text)),
			to_jsonb(a.kind), null, a.number
		from me join ${actSignature} s on s.person_id = me.id and s.signed_at is null and s.refused_at is null
			join ${act} a on a.id = s.act_id and a.state = 'open'
		union all
		select 'right', r.id::text, y.name, o.name, r.valid_until::text, r.request_number::text
		from me join ${accessRight} r on r.person_id = me.id and r.ended_at is null
			join ${systemRole} o on o.id = r.role_id join ${informationSystem} y on y.id = o.system_id
		union all
		select 'seat', s.id::text, to_jsonb(p.name), to_jsonb(p.vendor), null, s.request_number::text
		from me join ${softwareSeat} s on s.person_id = me.id and s.released_at is null
			join ${softwareProduct} p on p.id = s.product_id
		union all
		select 'system', y.id::text, y.name, null, null, null
		from me join ${informationSystem} y on y.owner_id = me.id and y.active
		union all
		select 'report', p.id::text, to_jsonb(p.name), to_jsonb(p.position), null, null
		from me join ${person} p on p.manager_id = me.id and p.status = 'active'
		union all
		select 'unit', u.id::text, u.name, null, null, null
		from me join ${unit} u on (u.head_id = me.id or u.budget_owner_id = me.id) and u.active
		union all
		select 'place', p.id::text, p.name, null, null, null
		from me join ${place} p on p.head_id = me.id and p.active
		union all
		select 'approval', a.id::text, to_jsonb(r.title), g.title, null, r.number::text
		from me join ${approval} a on a.approver_id = me.id and a.pending
			join ${approvalStage} g on g.id = a.stage_id join ${serviceRequest} r on r.id = a.request_id
		union all
		select 'request', r.id::text, to_jsonb(r.title), to_jsonb(r.status), null, r.number::text
		from me join ${serviceRequest} r on (r.assignee_id = me.id and r.status in (${list(DESK_STATUSES)}))
			or (me.id in (r.requester_id, r.beneficiary_id) and r.status in (${list(OPEN_STATUSES)}))
		union all
		select 'case', c.id::text, to_jsonb(p.name), to_jsonb(c.found), c.deadline::text, c.number::text
		from me join ${softwareCase} c on c.person_id = me.id and c.state = 'open'
			join ${softwareProduct} p on p.id = c.product_id
		union all
		select 'task', t.id::text, to_jsonb(t.kind), to_jsonb(t.note), t.due_on::text, null
		from me join ${accessTask} t on t.person_id = me.id and t.done_at is null
		union all
		select 'role', g.id::text, to_jsonb(g.role), u.name, null, null
		from me join ${roleGrant} g on g.person_id = me.id left join ${unit} u on u.id = g.unit_id
		union all
		select 'represents', r.id::text, u.name, null, null, null
		from me join ${representative} r on r.person_id = me.id join ${unit} u on u.id = r.unit_id
		union all
		select 'deputy', d.id::text, to_jsonb(a.name), to_jsonb(b.name), d.until_day::text, null
		from me join ${deputy} d on me.id in (d.person_id, d.deputy_id) and d.until_day >= ${today}
			join ${person} a on a.id = d.person_id join ${person} b on b.id = d.deputy_id
		union all
		select 'training', o.id::text, t.titles, null, o.due_on::text, null
		from me join ${obligation} o on o.person_id = me.id and o.closed_at is null
			join ${trainingModule} t on t.id = o.module_id
		order by 1, 6, 2`);
	return [...rows].sort((a, b) => LEAVING_KINDS.indexOf(a.kind) - LEAVING_KINDS.indexOf(b.kind));
}
