import { asc } from 'drizzle-orm';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { onCurrentVersion } from './current-version.ts';
import { service, serviceVersion } from './tables.ts';

/** Every service with the definition in force, hidden ones too: for writing them to files. */
export function listDefinitions(
	db: DbOrTx
): Promise<{ slug: string; active: boolean; definition: ServiceDefinition }[]> {
	return db
		.select({
			slug: service.slug,
			active: service.active,
			definition: serviceVersion.definition
		})
		.from(service)
		.innerJoin(serviceVersion, onCurrentVersion)
		.orderBy(asc(service.slug));
}
