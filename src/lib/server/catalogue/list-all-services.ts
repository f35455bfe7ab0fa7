import { asc, sql } from 'drizzle-orm';
import { forbidden } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import type { ServiceCategory, ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { onCurrentVersion } from './current-version.ts';
import { definitionPart } from './list-services.ts';
import { service, serviceVersion } from './tables.ts';

/** A service as the editor's list shows it, hidden ones too. */
export type EditableService = {
	slug: string;
	title: LocalizedText;
	icon: string;
	active: boolean;
	source: 'files' | 'portal';
	version: number;
	updatedAt: Date;
	category: ServiceCategory;
	fieldCount: number;
	stageCount: number;
	taskCount: number;
};

/** Every service with what it is made of. Authors may look, administrators change. Throws Forbidden to others. */
export async function listAllServices(db: DbOrTx, actor: Actor): Promise<EditableService[]> {
	if (!can(actor, 'answers.edit')) throw forbidden();
	const count = (key: keyof ServiceDefinition) =>
		sql<number>`jsonb_array_length(${definitionPart(key)})`.mapWith(Number);
	return db
		.select({
			slug: service.slug,
			title: service.title,
			icon: service.icon,
			active: service.active,
			source: service.source,
			version: service.currentVersion,
			updatedAt: service.updatedAt,
			category: definitionPart('category'),
			fieldCount: count('fields'),
			stageCount: count('approvals'),
			taskCount: count('tasks')
		})
		.from(service)
		.innerJoin(serviceVersion, onCurrentVersion)
		.orderBy(asc(service.position), asc(service.slug));
}
