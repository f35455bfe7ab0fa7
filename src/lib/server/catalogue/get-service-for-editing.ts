import { eq } from 'drizzle-orm';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { forbidden, notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { onCurrentVersion } from './current-version.ts';
import { service, serviceVersion } from './tables.ts';

export type ServiceForEditing = {
	id: string;
	slug: string;
	active: boolean;
	source: 'files' | 'portal';
	version: number;
	definition: ServiceDefinition;
};

/** A service with its definition, also a hidden one. Throws Forbidden to all but administrators, NotFound. */
export async function getServiceForEditing(
	db: DbOrTx,
	actor: Actor,
	slug: string
): Promise<ServiceForEditing> {
	if (!can(actor, 'catalogue.edit')) throw forbidden();
	const [found] = await db
		.select({
			id: service.id,
			slug: service.slug,
			active: service.active,
			source: service.source,
			version: service.currentVersion,
			definition: serviceVersion.definition
		})
		.from(service)
		.innerJoin(serviceVersion, onCurrentVersion)
		.where(eq(service.slug, slug));
	if (!found) throw notFound();
	return found;
}
