import { sql, type SQL } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { heldSeats } from '#lib/server/software/seats-of.ts';
import { heldRights } from '#lib/server/systems/rights-of.ts';

/** Slugs of the products and systems a person uses, as rows `slug` of a larger query. */
export const heldSlugs = (db: DbOrTx, personId: string): SQL => sql`
	select distinct coalesce(record ->> 'productSlug', record ->> 'systemSlug') as slug
	from (${heldSeats(db, personId)} union all ${heldRights(db, personId)}) held`;
