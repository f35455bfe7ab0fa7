import { and, desc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { softwareLicence } from '../licences/tables.ts';

export type ValidLicence = { id: string; reference: string; reseller: string };

/** The licences of a product that hold on a day (ISO), the latest first. The caller has asked who may. */
export async function validLicences(
	db: DbOrTx,
	productId: string,
	day: string
): Promise<ValidLicence[]> {
	const { id, reference, reseller, state, validFrom, validUntil, createdAt } = softwareLicence;
	return db
		.select({ id, reference, reseller })
		.from(softwareLicence)
		.where(
			and(
				eq(softwareLicence.productId, productId),
				eq(state, 'valid'),
				lte(validFrom, day),
				or(isNull(validUntil), gte(validUntil, day))
			)
		)
		.orderBy(desc(createdAt), desc(id));
}
