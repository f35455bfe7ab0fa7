import { createRequire } from 'node:module';
import type postgres from 'postgres';

/** The schema that pg-boss keeps its tables in, beside the portal's own. */
export const jobSchema = 'pgboss';

/** Are pg-boss's tables there, in the form that the installed version of it wants? */
export async function jobsInstalled(sql: postgres.Sql): Promise<boolean> {
	return (await installedVersion(sql)) === wantedVersion();
}

/**
 * Makes pg-boss's tables, or brings them to the form of the installed version. Done by the role that owns the
 * database, while migrating: the portal's own role may use these tables and not alter them. Throws when they are of
 * a newer version.
 */
export async function installJobs(sql: postgres.Sql): Promise<void> {
	const found = await installedVersion(sql);
	const wanted = wantedVersion();
	if (found === wanted) return;
	if (found !== undefined && found > wanted) {
		throw new Error(`The job tables are of version ${found}; this portal knows ${wanted}.`);
	}
	const { getConstructionPlans, getMigrationPlans } = await import('pg-boss');
	const plan =
		found === undefined ? getConstructionPlans(jobSchema) : getMigrationPlans(jobSchema, found);
	await sql.unsafe(plan);
}

async function installedVersion(sql: postgres.Sql): Promise<number | undefined> {
	const [table] = await sql<{ found: boolean }[]>`
		select to_regclass(${`${jobSchema}.version`}) is not null as found`;
	if (!table?.found) return undefined;
	const [row] = await sql<{ version: number }[]>`select version from ${sql(jobSchema)}.version`;
	return row?.version;
}

// Read from the package's own description, because loading pg-boss takes a tenth of a second.
function wantedVersion(): number {
	const description: unknown = createRequire(import.meta.url)('pg-boss/package.json');
	return (description as { pgboss: { schema: number } }).pgboss.schema;
}
