import { sql } from 'drizzle-orm';
import type { ItemState } from '#lib/equipment/item-states.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { act, itemMove } from '#lib/server/equipment/acts/tables.ts';
import { item } from '#lib/server/equipment/tables.ts';
import { softwareProduct, softwareSeat } from '#lib/server/software/tables.ts';
import { accessRight, informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { staffChangeLine } from '../changes/tables.ts';

/** A thing, right or seat that a leaver had, and when and by what it was given back; null while they have it. */
export type SlipLine = {
	kind: 'item' | 'right' | 'seat';
	id: string;
	title: string | LocalizedText;
	detail: string | LocalizedText;
	goneAt: string | null;
	/** Of a thing: how it stands now. */
	state: ItemState | null;
	/** Number of the act that took a thing back. */
	act: string | null;
};

/** The lines of a leaving as its return slip has them: things, then rights, then seats. */
export async function slipLines(
	db: DbOrTx,
	leaving: { id: string; personId: string }
): Promise<SlipLine[]> {
	const rows = await db.execute<SlipLine>(sql`
		select l.kind, l.id::text, coalesce(to_jsonb(i.model), y.name, to_jsonb(p.name)) as title,
			coalesce(to_jsonb(i.inventory_number), o.name, to_jsonb(p.vendor)) as detail,
			case l.kind when 'right' then r.ended_at when 'seat' then s.released_at
				else case when i.holder_id = ${leaving.personId} then null else coalesce(back.at, l.done_at) end
			end as "goneAt", back.number as act, i.state
		from ${staffChangeLine} l
		left join ${item} i on i.id = l.item_id
		left join ${accessRight} r on r.id = l.right_id
		left join ${systemRole} o on o.id = r.role_id
		left join ${informationSystem} y on y.id = o.system_id
		left join ${softwareSeat} s on s.id = l.seat_id
		left join ${softwareProduct} p on p.id = s.product_id
		left join lateral (
			select m.at, a.number from ${itemMove} m join ${act} a on a.id = m.act_id
			where m.item_id = l.item_id and m.holder_id is distinct from ${leaving.personId}
				and m.seq > (select max(h.seq) from ${itemMove} h
					where h.item_id = l.item_id and h.holder_id = ${leaving.personId})
			order by m.seq limit 1
		) back on true
		where l.change_id = ${leaving.id}
		order by array_position(array['item', 'right', 'seat'], l.kind), l.id`);
	return [...rows];
}
