import { and, eq } from 'drizzle-orm';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { isVisibleTo } from '#lib/catalogue/service-visibility.ts';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { onCurrentVersion } from './current-version.ts';
import { serviceViewer } from './service-viewer.ts';
import { service, serviceVersion } from './tables.ts';

/** A service with the version in force: what a new request is filled on. */
export type ServiceForAsking = {
	id: string;
	slug: string;
	versionId: string;
	version: number;
	definition: ServiceDefinition;
};

/** The service to fill in now. Throws NotFound when it is gone, hidden, or not for this person. */
export async function getServiceForAsking(
	db: DbOrTx,
	actor: Actor,
	slug: string
): Promise<ServiceForAsking> {
	const [found] = await db
		.select({
			id: service.id,
			slug: service.slug,
			versionId: serviceVersion.id,
			version: serviceVersion.version,
			definition: serviceVersion.definition
		})
		.from(service)
		.innerJoin(serviceVersion, onCurrentVersion)
		.where(and(eq(service.slug, slug), eq(service.active, true)));
	if (!found) throw notFound();
	const rules = found.definition.visibleTo;
	if (!isVisibleTo(rules, await serviceViewer(db, actor, rules))) throw notFound();
	return found;
}
