import { asc, eq, sql } from 'drizzle-orm';
import type {
	ServiceCategory,
	ServiceDefinition,
	ServiceKind
} from '#lib/catalogue/service-definition.ts';
import type { ServiceIconName } from '#lib/catalogue/service-icons.ts';
import { isVisibleTo, type VisibilityRule } from '#lib/catalogue/service-visibility.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { onCurrentVersion } from './current-version.ts';
import { serviceViewer } from './service-viewer.ts';
import { service, serviceVersion } from './tables.ts';

/** A service as lists show it. */
export type ListedService = {
	id: string;
	slug: string;
	title: string;
	summary: string;
	icon: ServiceIconName;
	kind: ServiceKind;
	category: ServiceCategory;
	workingDays: number;
};

/** Reads a part of the definition without bringing all of it from the database. */
export const definitionPart = <K extends keyof ServiceDefinition>(key: K) =>
	sql<ServiceDefinition[K]>`${serviceVersion.definition} -> ${sql.raw(`'${key}'`)}`;

/** Columns that lists and searches of services read. */
export const listedColumns = {
	id: service.id,
	slug: service.slug,
	title: service.title,
	icon: sql<ServiceIconName>`${service.icon}`.as('icon'),
	summary: definitionPart('summary').as('summary'),
	kind: definitionPart('kind').as('kind'),
	category: definitionPart('category').as('category'),
	workingDays: definitionPart('workingDays').as('workingDays'),
	visibleTo: definitionPart('visibleTo').as('visibleTo')
};

type ListedRow = Omit<ListedService, 'title' | 'summary'> & {
	title: LocalizedText;
	summary: LocalizedText;
	visibleTo: VisibilityRule[];
};

/** The rows that this person may see, in their language. */
export async function visibleServices<R extends ListedRow>(
	db: DbOrTx,
	actor: Actor,
	rows: readonly R[],
	locale: Locale
): Promise<(Omit<R, 'title' | 'summary' | 'visibleTo'> & { title: string; summary: string })[]> {
	const viewer = await serviceViewer(
		db,
		actor,
		rows.flatMap((row) => row.visibleTo)
	);
	return rows
		.filter((row) => isVisibleTo(row.visibleTo, viewer))
		.map(({ title, summary, visibleTo: _, ...row }) => ({
			...row,
			title: localize(title, locale),
			summary: localize(summary, locale)
		}));
}

/** Every service this person may ask for, by title in their language. */
export async function listServices(
	db: DbOrTx,
	actor: Actor,
	locale: Locale = actor.locale
): Promise<ListedService[]> {
	const rows = await kept(db, 'services', async () =>
		db
			.select(listedColumns)
			.from(service)
			.innerJoin(serviceVersion, onCurrentVersion)
			.where(eq(service.active, true))
			.orderBy(asc(service.position), asc(service.slug))
	);
	const visible = await visibleServices(db, actor, rows, locale);
	return visible.sort((a, b) => a.title.localeCompare(b.title, locale));
}
