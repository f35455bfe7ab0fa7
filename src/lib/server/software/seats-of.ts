import { and, eq, isNull, sql } from 'drizzle-orm';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { person } from '#lib/server/people/tables.ts';
import { softwareProduct, softwareSeat } from './tables.ts';

/** A seat somebody has. Moments are ISO texts. */
export type HeldSeat = {
	id: string;
	productId: string;
	productSlug: string;
	productName: string;
	vendor: string;
	description: LocalizedText;
	takenAt: string;
	requestId: string | null;
	requestNumber: number | null;
	takenBy: string | null;
};

const record = sql<HeldSeat>`jsonb_build_object(
	'id', ${softwareSeat.id}, 'productId', ${softwareProduct.id},
	'productSlug', ${softwareProduct.slug}, 'productName', ${softwareProduct.name},
	'vendor', ${softwareProduct.vendor}, 'description', ${softwareProduct.description},
	'takenAt', ${softwareSeat.takenAt}, 'requestId', ${softwareSeat.requestId},
	'requestNumber', ${softwareSeat.requestNumber}, 'takenBy', ${person.name})`;

/** The seats of a person as one column, so that a page can read them together with other things they hold. */
export const heldSeats = (db: DbOrTx, personId: string) =>
	db
		.select({ kind: sql<string>`'seat'`.as('kind'), record: record.as('record') })
		.from(softwareSeat)
		.innerJoin(softwareProduct, eq(softwareProduct.id, softwareSeat.productId))
		.leftJoin(person, eq(person.id, softwareSeat.takenById))
		.where(and(eq(softwareSeat.personId, personId), isNull(softwareSeat.releasedAt)));
