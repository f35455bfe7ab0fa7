import type { DbOrTx } from '#lib/server/db/client.ts';
import { heldSeats } from '#lib/server/software/seats-of.ts';
import { heldRights } from '#lib/server/systems/rights-of.ts';

/** The rights somebody has now, as their page shows them. */
export const rightsOf = async (db: DbOrTx, personId: string) =>
	(await heldRights(db, personId)).map((row) => row.record);

/** The seats somebody has now, as their page shows them. */
export const seatsOf = async (db: DbOrTx, personId: string) =>
	(await heldSeats(db, personId)).map((row) => row.record);
