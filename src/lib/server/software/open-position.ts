import { eq } from 'drizzle-orm';
import { isoDay } from '#lib/format/moments.ts';
import type { Actor } from '#lib/people/actor.ts';
import { boughtOn, inForce, turningDays } from '#lib/software/licence-days.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { getProduct } from './get-product.ts';
import { licenceFile, softwareLicence } from './licences/tables.ts';
import { unmatchedDevices, type Position } from './position.ts';
import { productVersion, softwareProduct } from './tables.ts';

const SHOWN_DEVICES = 200;

/** How a product will stand on a day, with the seats and installations of now. */
export type DayAhead = { day: string; bought: number | null; left: number | null };

/**
 * A product's page: its position opened down to licences, seats and devices, how it will stand on the days on which
 * licences begin or end, and on `on`. Desk and auditors. Throws Forbidden, NotFound.
 */
export async function openPosition(
	db: DbOrTx,
	actor: Actor,
	id: string,
	{ on, clock }: { on?: string; clock: Clock }
) {
	const product = await getProduct(db, actor, id, clock);
	const today = isoDay(clock.now());
	const [licences, files, devices, versions, [system]] = await Promise.all([
		db
			.select()
			.from(softwareLicence)
			.where(eq(softwareLicence.productId, id))
			.orderBy(softwareLicence.validFrom, softwareLicence.id),
		db
			.select({ id: licenceFile.id, licenceId: licenceFile.licenceId, name: licenceFile.name })
			.from(licenceFile)
			.innerJoin(softwareLicence, eq(softwareLicence.id, licenceFile.licenceId))
			.where(eq(softwareLicence.productId, id))
			.orderBy(licenceFile.createdAt),
		unmatchedDevices(db, actor, id, SHOWN_DEVICES),
		db
			.select()
			.from(productVersion)
			.where(eq(productVersion.productId, id))
			.orderBy(productVersion.supportedUntil),
		db
			.select({ id: informationSystem.id, name: informationSystem.name })
			.from(softwareProduct)
			.innerJoin(informationSystem, eq(informationSystem.id, softwareProduct.systemId))
			.where(eq(softwareProduct.id, id))
	]);
	const ahead = (day: string): DayAhead => dayAhead(product, licences, day);
	return {
		...product,
		licences: licences.map((licence) => ({
			...licence,
			isInForce: inForce(licence, today),
			files: files.filter(({ licenceId }) => licenceId === licence.id)
		})),
		devices,
		versions,
		system: system ?? null,
		ahead: product.licensed ? turningDays(licences, today).map(ahead) : [],
		asked: on && product.licensed ? ahead(on) : null
	};
}

function dayAhead(
	{ licensed, position }: { licensed: boolean; position: Position },
	licences: Parameters<typeof boughtOn>[0],
	day: string
): DayAhead {
	const bought = licensed ? boughtOn(licences, day) : null;
	const left = bought === null ? null : bought - position.seats - position.unmatched;
	return { day, bought, left };
}
