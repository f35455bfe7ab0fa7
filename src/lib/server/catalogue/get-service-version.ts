import { eq } from 'drizzle-orm';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { notFound } from '#lib/errors.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { service, serviceVersion } from './tables.ts';

/** The form a request was filled on. */
export type ServiceVersion = {
	id: string;
	serviceId: string;
	slug: string;
	version: number;
	definition: ServiceDefinition;
};

/** A version by id, whatever is in force today; for requests, which keep theirs. Throws NotFound. */
export async function getServiceVersion(db: DbOrTx, id: string): Promise<ServiceVersion> {
	const [found] = await db
		.select({
			id: serviceVersion.id,
			serviceId: serviceVersion.serviceId,
			slug: service.slug,
			version: serviceVersion.version,
			definition: serviceVersion.definition
		})
		.from(serviceVersion)
		.innerJoin(service, eq(service.id, serviceVersion.serviceId))
		.where(eq(serviceVersion.id, id));
	if (!found) throw notFound();
	return found;
}
